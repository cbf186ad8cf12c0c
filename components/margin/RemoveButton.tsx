'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFocusBack } from './use-focus-back'

/** Removes in two presses, in place: the second says that it is for everyone. */
export const RemoveButton = ({ word, onRemove }: { readonly word: string; readonly onRemove: () => void }) => {
  const t = useTranslations('margin')
  const [isAsking, setAsking] = useState(false)
  const opener = useFocusBack(isAsking)
  if (!isAsking) {
    return (
      <button
        ref={opener}
        type="button"
        className="link-act"
        onClick={() => {
          setAsking(true)
        }}
      >
        {word}
      </button>
    )
  }
  return (
    <span
      className="sure"
      role="group"
      aria-label={t('removeQuestion')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        setAsking(false)
      }}
    >
      <button
        type="button"
        className="link-act bad"
        autoFocus
        onClick={() => {
          setAsking(false)
          onRemove()
        }}
      >
        {t('removeNow')}
      </button>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          setAsking(false)
        }}
      >
        {t('keepIt')}
      </button>
    </span>
  )
}
