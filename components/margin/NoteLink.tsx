'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { copyText } from './copy-text'

/** Copies the address that opens this note in its place. */
export const NoteLink = ({ thread }: { readonly thread: RoomThread }) => {
  const t = useTranslations('margin')
  const [said, setSaid] = useState<string>()
  return (
    <>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          const address = `${location.origin}${location.pathname}#a=${encodeURIComponent(thread.key)}`
          void copyText(address).then((isCopied) => {
            setSaid(isCopied ? t('bar.linkCopied') : t('bar.linkFailed', { address }))
          })
        }}
      >
        {t('copyLink')}
      </button>
      {said === undefined ? null : (
        <span role="status" className="quiet link-said">
          {said}
        </span>
      )}
    </>
  )
}
