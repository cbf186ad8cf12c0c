'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback, useMemo, useState } from 'react'
import { createByKey } from '@/components/paper/changed-threads'
import { type RecordKey, latestAt } from '@/lib/core/annotation'
import { useMuted } from '@/lib/client/hooks/use-manners'
import { type RoomThread, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { useShown } from '@/lib/client/hooks/use-shown'
import { Crowd } from './Crowd'
import { MarginHead } from './MarginHead'
import { MarginState } from './MarginState'
import { OpenThread } from './OpenThread'
import { ShutThread, useThreadLabel } from './ShutThread'
import { compose } from './composing'
import type { MoreRow } from './placed-row'
import { tally } from './tally'
import { useDirectory } from './use-directory'
import { useSettled } from './use-settled'
import { useWindowed } from './use-windowed'

const NOTHING: readonly RoomThread[] = []

/** The margin beside the text: each thread by its passage, the open one a slip joined to its line. */
export const MarginColumn = ({
  onOpen,
  isUnread,
}: {
  readonly onOpen: (key: RecordKey | null) => void
  readonly isUnread: (thread: RecordKey, latest: number) => boolean
}) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const muted = useMuted()
  const { beside: threads, ordered, sort } = useShown()
  const open = useRoom((state) => state.open)
  const lifted = useRoom((state) => state.lifted)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number | null>>(new Set())
  const unfold = useCallback(
    ({ paragraph, isAbove }: MoreRow) => {
      if (isAbove === true) {
        compose(null)
        onOpen(null)
      } else setUnfolded((before) => new Set([...before, paragraph]))
    },
    [onOpen],
  )
  const [headHeight, setHeadHeight] = useState(0)
  const index = useMemo(createByKey, [])
  const byKey = index(threads)
  const listed = useWindowed(sort === 'place' ? NOTHING : ordered, open)
  const { rows, list, end, measured } = useSettled(sort === 'place' ? threads : NOTHING, open, unfolded, headHeight)

  const unreadOf = (thread: RoomThread): boolean => isUnread(thread.key, latestAt(thread, directory.me, muted))

  return (
    // Notes that reach below the text belong to the page: without them it ends, and its bar goes, before they do.
    <section className="margin" aria-label={t('label')} style={{ minHeight: end === 0 ? undefined : Math.ceil(end) }}>
      <MarginHead onHeight={setHeadHeight} />
      <div className="margin-said" style={{ top: `calc(var(--bar) + ${String(headHeight)}px)` }}>
        <MarginState />
      </div>
      {sort === 'place' ? null : (
        <ol
          className="threads listed"
          ref={listed.list}
          style={{ paddingBlockEnd: listed.after === 0 ? undefined : listed.after }}
        >
          {listed.rows.map(({ thread, place, before }) => (
            <ListedNote
              key={thread.key}
              thread={thread}
              place={place}
              before={before}
              count={ordered.length}
              isOpen={thread.key === open}
              isLifted={thread.key === lifted}
              isUnread={unreadOf(thread)}
              onOpen={onOpen}
            />
          ))}
        </ol>
      )}
      <ol className="threads" ref={list}>
        {rows.map((row) => {
          if (row.kind === 'more') {
            return (
              <Crowd
                key={row.id}
                row={row}
                threads={row.keys.flatMap((key) => byKey.get(key) ?? [])}
                onUnfold={unfold}
              />
            )
          }
          const thread = byKey.get(row.key)
          if (thread === undefined) return null
          return (
            <PlacedNote
              key={row.key}
              thread={thread}
              row={row.id}
              top={row.top}
              guess={row.guess}
              leader={row.key === open ? row.want - row.top : undefined}
              isMeasured={measured}
              isOpen={row.key === open}
              isLifted={row.key === lifted}
              isUnread={unreadOf(thread)}
              onOpen={onOpen}
            />
          )
        })}
      </ol>
    </section>
  )
}

/** A note as it stands in either order. Drawn anew only where something of its own changes. */
interface NoteProps {
  readonly thread: RoomThread
  readonly isOpen: boolean
  readonly isLifted: boolean
  readonly isUnread: boolean
  readonly onOpen: (key: RecordKey | null) => void
}

const lookOf = ({ isOpen, isLifted }: NoteProps): string => `th ${isOpen ? 'open' : 'shut'}${isLifted ? ' lifted' : ''}`

/** A note of the list that is in an order of its own. */
const ListedNote = memo(function ListedNote(
  props: NoteProps & { readonly place: number; readonly before: number; readonly count: number },
) {
  const { thread, place, before, count, isOpen } = props
  return (
    <li
      data-thread={thread.key}
      className={lookOf(props)}
      style={{ marginBlockStart: before === 0 ? undefined : before }}
      aria-posinset={place}
      aria-setsize={count}
      {...(isOpen ? { tabIndex: -1 } : {})}
    >
      <Note {...props} leader={undefined} />
    </li>
  )
})

/** A note beside its passage; px from the top of the column. */
const PlacedNote = memo(function PlacedNote(
  props: NoteProps & {
    readonly row: string
    readonly top: number
    readonly guess: number
    readonly leader: number | undefined
    readonly isMeasured: boolean
  },
) {
  const { thread, row, top, guess, leader, isMeasured, isOpen } = props
  return (
    <li
      data-thread={thread.key}
      data-row={row}
      className={lookOf(props)}
      style={{
        top,
        visibility: isMeasured ? undefined : 'hidden',
        containIntrinsicBlockSize: `auto ${String(guess)}px`,
      }}
      {...(isOpen ? { tabIndex: -1 } : {})}
    >
      <Note {...props} leader={leader} />
    </li>
  )
})

const Note = ({ thread, isOpen, isUnread, onOpen, leader }: NoteProps & { readonly leader: number | undefined }) =>
  isOpen ? (
    <Slip thread={thread} onOpen={onOpen} leader={leader} />
  ) : (
    <ShutThread thread={thread} isUnread={isUnread} onOpen={onOpen} />
  )

/** The open thread: a slip, with its passage's words on top and a line to the row where they stand. */
const Slip = ({
  thread,
  leader,
  onOpen,
}: {
  readonly thread: RoomThread
  /** From the slip's top to the top of its passage's line, px; absent where the slip does not stand by its passage. */
  readonly leader: number | undefined
  readonly onOpen: (key: RecordKey | null) => void
}) => {
  const t = useTranslations('margin')
  const { tags } = useDirectory()
  const label = useThreadLabel()
  const { lift } = useRoomActions()
  return (
    <article
      aria-label={label(thread)}
      onPointerEnter={() => {
        lift(thread.key)
      }}
      onPointerLeave={() => {
        lift(null)
      }}
    >
      {leader === undefined ? null : (
        <i className="leader" data-pigment={tally(thread, tags)[0]?.tag.pigment} style={{ top: leader }} />
      )}
      <div className="slip-head">
        <p className="lemma" dir="auto">
          {thread.annotation.anchor.exact}
        </p>
        <button
          type="button"
          className="link-act"
          onClick={() => {
            compose(null)
            onOpen(null)
          }}
        >
          {t('close')}
        </button>
      </div>
      <OpenThread thread={thread} isLarge={false} />
    </article>
  )
}
