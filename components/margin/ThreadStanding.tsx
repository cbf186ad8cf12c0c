'use client'

import { Check } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { fullMoment, shortMoment } from './clock-time'
import { useDirectory } from './use-directory'

/** Who resolved the thread, and when; nothing while it is open. */
export const ThreadStanding = ({ thread: { resolved } }: { readonly thread: RoomThread }) => {
  const t = useTranslations('margin')
  const language = useLocale()
  const directory = useDirectory()
  if (resolved === null) return null
  const name = directory.memberOf(resolved.author).name
  const at = resolved.editedAt ?? resolved.at
  return (
    <p className="standing" title={fullMoment(at, language)}>
      <Check className="i" aria-hidden />
      {t('resolvedBy', { name, moment: shortMoment(at, Date.now(), language) })}
    </p>
  )
}
