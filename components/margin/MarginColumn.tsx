'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import { type RoomThread, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { Crowd } from './Crowd'
import { MarginHead } from './MarginHead'
import { MarginState } from './MarginState'
import { OpenThread } from './OpenThread'
import { ShutThread, useThreadLabel } from './ShutThread'
import { compose } from './composing'
import { latestByOthers, tally } from './tally'
import { useDirectory } from './use-directory'
import { useSettled } from './use-settled'

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
  const threads = useRoom((state) => state.threads)
  const open = useRoom((state) => state.open)
  const lifted = useRoom((state) => state.lifted)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number | null>>(new Set())
  const byKey = useMemo(() => new Map<string, RoomThread>(threads.map((thread) => [thread.key, thread])), [threads])
  const { rows, list, measured } = useSettled(threads, open, unfolded)

  return (
    <section className="margin" aria-label={t('label')}>
      <MarginHead threads={threads} />
      <MarginState />
      <ol className="threads" ref={list}>
        {rows.map((row) => {
          if (row.kind === 'more') {
            return (
              <Crowd
                key={row.id}
                row={row}
                threads={row.keys.flatMap((key) => byKey.get(key) ?? [])}
                onUnfold={() => {
                  setUnfolded(new Set([...unfolded, row.paragraph]))
                }}
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
              {isOpen ? (
                <Slip
                  thread={thread}
                  onClose={() => {
                    onOpen(null)
                  }}
                  pigment={tally(thread, directory.tags)[0]?.tag.pigment}
                  leader={row.want - row.top}
                />
              ) : (
                <ShutThread
                  thread={thread}
                  isUnread={isUnread(thread.key, latestByOthers(thread, directory.me))}
                  onOpen={onOpen}
                />
              )}
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
  /** From the slip's top to the top of its passage's line, px. */
  readonly leader: number
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
      <i className="leader" data-pigment={pigment} style={{ top: leader }} />
      <div className="slip-head">
        <p className="lemma">{thread.annotation.anchor.exact}</p>
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
