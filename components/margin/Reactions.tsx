'use client'

import { CircleQuestionMark, type LucideIcon, SearchCheck, ThumbsUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RecordKey, ThreadReaction } from '@/lib/core/annotation'
import { useRoomActions } from '@/lib/client/hooks/use-room'
import { useDirectory } from './use-directory'

const ICONS = { agree: ThumbsUp, question: CircleQuestionMark, evidence: SearchCheck } satisfies Record<
  string,
  LucideIcon
>
const KINDS = ['agree', 'question', 'evidence'] as const

/**
 * What members said with one press, of a passage or of one comment: a button a
 * kind, with how many and, on pointing at it, who. Where nothing can be written
 * only those that somebody gave are there.
 */
export const Reactions = ({
  annotation,
  comment,
  reactions,
  canWrite,
}: {
  readonly annotation: RecordKey
  readonly comment: RecordKey | null
  readonly reactions: readonly ThreadReaction[]
  readonly canWrite: boolean
}) => {
  const t = useTranslations('margin.reactions')
  const directory = useDirectory()
  const { react } = useRoomActions()
  const given = KINDS.map((kind) => ({ kind, by: reactions.filter(({ reaction }) => reaction === kind) }))
  const shown = canWrite ? given : given.filter(({ by }) => by.length > 0)
  if (shown.length === 0) return null
  return (
    <div className="reactions" role="group" aria-label={t('label')}>
      {shown.map(({ kind, by }) => {
        const Icon = ICONS[kind]
        const isMine = by.some(({ author }) => author === directory.me)
        const names = by.map(({ author }) => directory.memberOf(author).name).join(', ')
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={isMine}
            aria-disabled={!canWrite}
            aria-label={by.length === 0 ? t(kind) : t('by', { reaction: t(kind), names })}
            title={by.length === 0 ? t(kind) : t('by', { reaction: t(kind), names })}
            onClick={() => {
              if (canWrite) react(annotation, comment, kind)
            }}
          >
            <Icon className="i" aria-hidden />
            {by.length > 0 || comment === null ? <span aria-hidden>{t(kind)}</span> : null}
            {by.length === 0 ? null : (
              <span className="num" aria-hidden>
                {by.length}
              </span>
            )}
          </button>
        )
      })}
    </div>
  )
}
