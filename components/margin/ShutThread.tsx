'use client'

import { Check, CloudOff, Pin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, useEffect, useRef } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import { useMuted } from '@/lib/client/hooks/use-manners'
import { type RoomThread, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { useIsPinned } from './leading'
import { Moment } from './Moment'
import { Votes } from './Votes'
import { leadOf, shortened, tally, wordsOf } from './tally'
import { type Directory, useDirectory } from './use-directory'

/** So long the pointer rests on a note before its passage is lifted, in ms: in a scroll each note passes under it, and each would style every highlight anew. */
const REST_MS = 60

/** What assistive tools say of a thread, open or shut. */
export const useThreadLabel = (): ((thread: RoomThread) => string) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  return (thread) => labelOf(t, directory, thread)
}

const labelOf = (t: ReturnType<typeof useTranslations>, directory: Directory, thread: RoomThread): string => {
  const lead = leadOf(thread)
  const verdicts = tally(thread, directory.tags)
    .map(({ tag, members }) => t('verdictPart', { tag: tag.name, count: members.length }))
    .join('')
  const answers = Math.max(0, thread.commentCount - 1)
  return t(lead === undefined ? 'highlightBy' : 'noteBy', {
    name: directory.memberOf(lead?.author ?? thread.annotation.author).name,
    passage: shortened(thread.annotation.anchor.exact, 80),
    verdicts,
    replies: answers === 0 ? '' : t('repliesPart', { count: answers }),
  })
}

/** A shut thread is text on the page: who, when, the verdicts, three lines of the first comment, and how many answer. */
export const ShutThread = memo(function ShutThread({
  thread,
  isUnread,
  onOpen,
}: {
  readonly thread: RoomThread
  readonly isUnread: boolean
  readonly onOpen: (key: RecordKey) => void
}) {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const { lift } = useRoomActions()
  const label = useThreadLabel()
  const isUnsaved = useRoom((state) => state.unsaved.size > 0 && isWaiting(state.unsaved, thread))
  const isPinned = useIsPinned(thread)
  const lead = leadOf(thread)
  const author = directory.memberOf(lead?.author ?? thread.annotation.author)
  const isFolded = useMuted().has(lead?.author ?? thread.annotation.author)
  const answers = thread.commentCount - 1
  const isGone = thread.annotation.removedAt !== undefined
  const didLift = useRef(false)
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const raise = (isUp: boolean): void => {
    clearTimeout(resting.current)
    if (!isUp && !didLift.current) return
    didLift.current = isUp
    lift(isUp ? thread.key : null)
  }
  useEffect(
    () => () => {
      clearTimeout(resting.current)
      // It may go while the pointer or the focus is on it; nobody would tell then.
      if (didLift.current) lift(null)
    },
    [lift],
  )

  return (
    <h3>
      <button
        type="button"
        className="th-open"
        aria-expanded={false}
        aria-label={isUnread ? `${t('unread')}. ${label(thread)}` : label(thread)}
        onClick={() => {
          onOpen(thread.key)
        }}
        onPointerEnter={() => {
          resting.current = setTimeout(() => {
            raise(true)
          }, REST_MS)
        }}
        onPointerLeave={() => {
          raise(false)
        }}
        onFocus={() => {
          raise(true)
        }}
        onBlur={() => {
          raise(false)
        }}
      >
        <span className={isUnread ? 'head unread' : 'head'}>
          <b>{author.name}</b> <Moment at={lead?.at ?? thread.annotation.at} />
          {isUnsaved ? (
            <span className="state wait" title={t('unsaved')}>
              <CloudOff className="i" aria-label={t('unsaved')} />
            </span>
          ) : null}
          {isPinned ? (
            <span className="resolved-mark">
              <Pin className="i" aria-hidden />
              {t('lead.pinned')}
            </span>
          ) : null}
          {thread.resolved === null ? null : (
            <span className="resolved-mark">
              <Check className="i" aria-hidden />
              {t('resolved')}
            </span>
          )}
          <Votes voices={tally(thread, directory.tags)} />
        </span>
        {isGone ? <span className="gone">{t('removedAnnotation')}</span> : null}
        {lead === undefined ? null : isFolded ? (
          <span className="gone">{t('manners.folded', { name: author.name })}</span>
        ) : (
          <span className="say" dir="auto">
            {wordsOf(lead)}
          </span>
        )}
        {answers > 0 ? (
          <span className="foot">
            <span>{t('replies', { count: answers })}</span>
          </span>
        ) : null}
      </button>
    </h3>
  )
})

/** True where something of the thread has not reached the server. */
const isWaiting = (unsaved: ReadonlySet<RecordKey>, thread: RoomThread): boolean =>
  unsaved.has(thread.key) ||
  thread.verdicts.some(({ key }) => unsaved.has(key)) ||
  thread.comments.some(function isCommentWaiting(comment): boolean {
    return unsaved.has(comment.key) || comment.replies.some(isCommentWaiting)
  })
