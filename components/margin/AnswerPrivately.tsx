'use client'

import { useTranslations } from 'next-intl'
import type { RecordKey } from '@/lib/core/annotation'
import type { LayerId, MemberId } from '@/lib/core/base'
import { useRoom, useRoomSetup } from '@/lib/client/hooks/use-room'
import { AskInPlace } from './AskInPlace'
import { useLeading } from './leading'

const ANSWER_MAX_CHARS = 5_000

/** An instructor's answer to a student's note that they and the instructors alone read; nothing for everyone else, and where that is so already. */
export const AnswerPrivately = ({
  note,
  author,
}: {
  readonly note: { readonly layer: LayerId; readonly key: RecordKey }
  readonly author: MemberId
}) => {
  const t = useTranslations('margin.aside')
  const leading = useLeading()
  const { members } = useRoomSetup()
  const kind = useRoom((state) => state.layers.find(({ id }) => id === note.layer)?.kind)
  const student = members.find(({ id, role }) => id === author && role === 'student')
  if (leading === undefined || student === undefined || kind === 'aside') return null
  const { name } = student
  return (
    <AskInPlace
      words={{ open: t('open', { name }), label: t('label', { name }), send: t('send'), done: t('sent', { name }) }}
      field={{ rows: 3, maxChars: ANSWER_MAX_CHARS, isRequired: true }}
      actOf={(words) => ({ act: 'answer', ...note, words })}
    />
  )
}
