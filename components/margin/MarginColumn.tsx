'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
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
  const unfold = useCallback((paragraph: number | null) => {
    setUnfolded((before) => new Set([...before, paragraph]))
  }, [])
  const [headHeight, setHeadHeight] = useState(0)
  const index = useMemo(createByKey, [])
  const byKey = index(threads)
  const listed = useWindowed(sort === 'place' ? NOTHING : ordered, open)
  const { rows, list, measured } = useSettled(sort === 'place' ? threads : NOTHING, open, unfolded, headHeight)

  const slipOf = (thread: RoomThread, leader: number | undefined): ReactNode =>
    thread.key === open ? (
      <Slip
        thread={thread}
        onClose={() => {
          onOpen(null)
        }}
        pigment={tally(thread, directory.tags)[0]?.tag.pigment}
        leader={leader}
      />
    ) : (
      <ShutThread
        thread={thread}
        isUnread={isUnread(thread.key, latestAt(thread, directory.me, muted))}
        onOpen={onOpen}
      />
    )

  return (
    <section className="margin" aria-label={t('label')}>
      <MarginHead onHeight={setHeadHeight} />
      <MarginState />
      {sort === 'place' ? null : (
        <ol
          className="threads listed"
          ref={listed.list}
          style={{ paddingBlockEnd: listed.after === 0 ? undefined : listed.after }}
        >
          {listed.rows.map(({ thread, place, before }) => (
            <li
              key={thread.key}
              data-thread={thread.key}
              className={`th ${thread.key === open ? 'open' : 'shut'}${thread.key === lifted ? ' lifted' : ''}`}
              style={{ marginBlockStart: before === 0 ? undefined : before }}
              aria-posinset={place}
              aria-setsize={ordered.length}
              {...(thread.key === open ? { tabIndex: -1 } : {})}
            >
              {slipOf(thread, undefined)}
            </li>
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
          const isOpen = row.key === open
          return (
            <li
              key={row.key}
              data-thread={row.key}
              data-row={row.id}
              className={`th ${isOpen ? 'open' : 'shut'}${row.key === lifted ? ' lifted' : ''}`}
              style={{
                top: row.top,
                visibility: measured ? undefined : 'hidden',
                containIntrinsicBlockSize: `auto ${String(row.guess)}px`,
              }}
              {...(isOpen ? { tabIndex: -1 } : {})}
            >
              {slipOf(thread, row.want - row.top)}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** The open thread: a slip, with its passage's words on top and a line to the row where they stand. */
const Slip = ({
  thread,
  pigment,
  leader,
  onClose,
}: {
  readonly thread: RoomThread
  readonly pigment: string | undefined
  /** From the slip's top to the top of its passage's line, px; absent where the slip does not stand by its passage. */
  readonly leader: number | undefined
  readonly onClose: () => void
}) => {
  const t = useTranslations('margin')
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
      {leader === undefined ? null : <i className="leader" data-pigment={pigment} style={{ top: leader }} />}
      <div className="slip-head">
        <p className="lemma" dir="auto">
          {thread.annotation.anchor.exact}
        </p>
        <button
          type="button"
          className="link-act"
          onClick={() => {
            compose(null)
            onClose()
          }}
        >
          {t('close')}
        </button>
      </div>
      <OpenThread thread={thread} isLarge={false} />
    </article>
  )
}
