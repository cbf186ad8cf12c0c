'use client'

import { useLocale, useTranslations } from 'next-intl'
import { bodyText } from '@/lib/core/annotation'
import { type RoomThread, useRoom, useRoomSetup } from '@/lib/client/hooks/use-room'
import { shortMoment } from './clock-time'
import { said } from './tally'

/**
 * The round that members work in: what it is, who sees what, what to do and how
 * far this member has come. Nothing where a reading has one round of groups and says nothing of it.
 */
export const RoundNote = () => {
  const t = useTranslations('margin.round')
  const language = useLocale()
  const { round, me, members } = useRoomSetup()
  const threads = useRoom((state) => state.threads)
  if (round === undefined) return null
  const { claims, comments, replies } = round.targets
  const isStudent = members.some(({ id, role }) => id === me && role === 'student')
  const hasTargets = isStudent && (claims !== null || comments !== null || replies !== null)
  const isPlain = round.count === 1 && round.kind === 'group' && round.phase === 'open'
  if (isPlain && round.instructions === '' && !hasTargets && round.closesAt === null) return null
  const done = hasTargets ? doneBy(threads, me) : undefined
  const standing =
    round.phase === 'waiting'
      ? t('waiting')
      : round.phase === 'closed'
        ? t('closed')
        : round.isBlind
          ? t('blind')
          : round.isRevealed
            ? t('revealed')
            : ''
  return (
    <section className="round-note" aria-label={t('label')}>
      <details open>
        <summary>
          <b>{t('name', { number: round.number, count: round.count, kind: t(`kinds.${round.kind}`) })}</b>{' '}
          {round.closesAt === null ? null : t('closesAt', { at: shortMoment(round.closesAt, Date.now(), language) })}
        </summary>
        {standing === '' ? null : <p>{standing}</p>}
        {round.instructions === '' ? null : (
          <p className="say" dir="auto">
            {round.instructions}
          </p>
        )}
        {done === undefined ? null : (
          <p className="num">
            {[
              ...(claims === null ? [] : [t('claims', { done: done.claims, of: claims })]),
              ...(comments === null ? [] : [t('comments', { done: done.comments, of: comments })]),
              ...(replies === null ? [] : [t('replies', { done: done.replies, of: replies })]),
            ].join(' · ')}
          </p>
        )}
      </details>
    </section>
  )
}

/** What a member has given: verdicts, comments on passages, and answers. */
const doneBy = (
  threads: readonly RoomThread[],
  me: string,
): { readonly claims: number; readonly comments: number; readonly replies: number } => {
  let [claims, comments, replies] = [0, 0, 0]
  for (const thread of threads) {
    claims += thread.verdicts.filter(({ author }) => author === me).length
    for (const { comment } of said(thread.comments)) {
      if (comment.author !== me || comment.body === null || bodyText(comment.body).trim() === '') continue
      if (comment.parent === null) comments += 1
      else replies += 1
    }
  }
  return { claims, comments, replies }
}
