'use client'

import { ChevronLeft, ChevronRight, Highlighter, Link, MessageSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { TagName } from '@/components/ui/TagName'
import { type RecordKey, latestAt } from '@/lib/core/annotation'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { useMuted } from '@/lib/client/hooks/use-manners'
import { usePen } from '@/lib/client/hooks/use-pen'
import { type PassageRange, type RoomThread, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { useShown } from '@/lib/client/hooks/use-shown'
import { FilterMenu } from './FilterMenu'
import { ShownCount } from './MarginHead'
import { MarginState } from './MarginState'
import { OpenThread } from './OpenThread'
import { PenMark, PenMenu } from './PenMenu'
import { Pinned } from './Pinned'
import { RoundNote } from './RoundNote'
import { TakeBack } from './TakeBack'
import { TakenOut } from './TakenOut'
import { ShutThread, useThreadLabel } from './ShutThread'
import { compose } from './composing'
import { useDirectory } from './use-directory'
import { useAboveKeyboard } from './use-above-keyboard'
import { useSelectionActs } from './use-selection-acts'
import { useWindowed } from './use-windowed'

const NOTHING: readonly RoomThread[] = []

/** How far the sheet must be pulled to change its height, in px. */
const PULL_PX = 40

/**
 * The margin of a narrow window: a sheet at the lower edge, used with one hand.
 * It shows the selection's buttons, the open thread with tags for the thumb, or
 * nothing but a handle with the count, which opens the list.
 */
export const Sheet = ({
  onOpen,
  isUnread,
}: {
  readonly onOpen: (key: RecordKey | null) => void
  readonly isUnread: (thread: RecordKey, latest: number) => boolean
}) => {
  const selection = useRoom((state) => state.selection)
  const { ordered } = useShown()
  const open = useRoom((state) => state.open)
  const thread = useRoom((state) => (open === null ? undefined : state.threads.find(({ key }) => key === open)))
  const [isListed, setListed] = useState(false)
  const content =
    selection !== null ? (
      <SelectionSheet selection={selection} />
    ) : thread !== undefined ? (
      <ThreadSheet thread={thread} threads={ordered} onOpen={onOpen} />
    ) : (
      <ListSheet threads={ordered} isListed={isListed} onList={setListed} onOpen={onOpen} isUnread={isUnread} />
    )
  const [body, setBody] = useState<HTMLElement | null>(null)
  useEffect(() => {
    setBody(document.body)
  }, [])
  return body === null ? null : createPortal(content, body)
}

/** The sheet itself. The handle is a button: it makes the sheet taller or shorter, by a press or by pulling. */
const Frame = ({
  label,
  children,
  onClose,
  focusKey,
}: {
  readonly label: string
  readonly children: ReactNode
  readonly onClose?: () => void
  /** The focus goes into the sheet when this changes; `undefined` leaves it where it is. */
  readonly focusKey?: string
}) => {
  const t = useTranslations('margin.sheet')
  const [isTall, setTall] = useState(false)
  const frame = useRef<HTMLElement>(null)
  const pulledFrom = useRef<number | undefined>(undefined)
  useAboveKeyboard(frame)
  useEffect(() => {
    if (focusKey !== undefined) frame.current?.focus({ preventScroll: true })
  }, [focusKey])
  return (
    <section ref={frame} className={isTall ? 'sheet tall' : 'sheet'} aria-label={label} tabIndex={-1}>
      <button
        type="button"
        className="pull"
        aria-label={isTall ? t('shorter') : t('taller')}
        aria-expanded={isTall}
        onPointerDown={(event) => {
          pulledFrom.current = event.clientY
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onClick={(event) => {
          // A press of the keyboard or of an assistive tool comes without a pointer.
          const way = event.detail === 0 ? 0 : event.clientY - (pulledFrom.current ?? event.clientY)
          pulledFrom.current = undefined
          if (way < -PULL_PX) setTall(true)
          else if (way > PULL_PX && !isTall) onClose?.()
          else if (way > PULL_PX) setTall(false)
          else setTall(!isTall)
        }}
      />
      {children}
    </section>
  )
}

const SelectionSheet = ({ selection }: { readonly selection: PassageRange }) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const acts = useSelectionActs(selection)
  const { pen } = usePen()
  return (
    <div className="phone-only">
      <Frame label={t('sheet.selection')}>
        {acts.reason === undefined ? (
          <>
            {pen === null ? (
              <div className="pick">
                {directory.activeTags.map((tag) => (
                  <button
                    key={tag.id}
                    type="button"
                    data-pigment={tag.pigment}
                    onClick={() => {
                      acts.tag(tag.id)
                    }}
                  >
                    <TagName pigment={tag.pigment} name={tag.name} />
                  </button>
                ))}
              </div>
            ) : (
              <PenMark acts={acts} />
            )}
            <div className="pick">
              {pen === null ? (
                <button type="button" onClick={acts.highlight}>
                  <Highlighter className="i" aria-hidden />
                  {t('bar.highlight')}
                </button>
              ) : null}
              <button type="button" onClick={acts.comment}>
                <MessageSquare className="i" aria-hidden />
                {t('bar.comment')}
              </button>
              <button type="button" onClick={acts.copyLink}>
                <Link className="i" aria-hidden />
                {acts.copied ?? t('composer.link')}
              </button>
            </div>
          </>
        ) : (
          <p className="margin-state">{acts.reason}</p>
        )}
      </Frame>
    </div>
  )
}

const ThreadSheet = ({
  thread,
  threads,
  onOpen,
}: {
  readonly thread: RoomThread
  readonly threads: readonly RoomThread[]
  readonly onOpen: (key: RecordKey | null) => void
}) => {
  const t = useTranslations('margin')
  const passages = usePassages()
  const label = useThreadLabel()
  const at = threads.findIndex(({ key }) => key === thread.key)
  const paragraph = passages.paragraphAt(thread.annotation.anchor.start)
  const step = (by: number): void => {
    const next = threads[at + by]
    if (next !== undefined) onOpen(next.key)
  }
  const close = (): void => {
    compose(null)
    onOpen(null)
  }
  return (
    <Frame label={label(thread)} focusKey={thread.key} onClose={close}>
      <div className="sheet-row">
        <span className="num">{t('summary', { verdicts: thread.verdicts.length, comments: thread.commentCount })}</span>
        <span className="grow" />
        {paragraph === null ? null : <span className="num">{t('paragraph', { number: paragraph })}</span>}
        <button
          type="button"
          className="step"
          aria-label={t('previous')}
          aria-disabled={at <= 0}
          onClick={() => {
            step(-1)
          }}
        >
          <ChevronLeft className="i way" aria-hidden />
        </button>
        <button
          type="button"
          className="step"
          aria-label={t('next')}
          aria-disabled={at >= threads.length - 1}
          onClick={() => {
            step(1)
          }}
        >
          <ChevronRight className="i way" aria-hidden />
        </button>
        <button type="button" className="link-act" onClick={close}>
          {t('close')}
        </button>
      </div>
      <p className="lemma" dir="auto">
        {thread.annotation.anchor.exact}
      </p>
      <OpenThread key={thread.key} thread={thread} isLarge />
    </Frame>
  )
}

const ListSheet = ({
  threads,
  isListed,
  onList,
  onOpen,
  isUnread,
}: {
  readonly threads: readonly RoomThread[]
  readonly isListed: boolean
  readonly onList: (isListed: boolean) => void
  readonly isUnread: (thread: RecordKey, latest: number) => boolean
  readonly onOpen: (key: RecordKey | null) => void
}) => {
  const t = useTranslations('margin')
  const { lift } = useRoomActions()
  const { me } = useDirectory()
  const muted = useMuted()
  const { list, rows, after } = useWindowed(isListed ? threads : NOTHING, null)
  if (!isListed) {
    return (
      <div className="sheet-tab">
        <PenMenu side="top" />
        <button
          type="button"
          className="btn btn-plain"
          onClick={() => {
            onList(true)
          }}
        >
          <MessageSquare className="i" aria-hidden />
          {t('sheet.open', { count: threads.length })}
        </button>
      </div>
    )
  }
  return (
    <Frame
      label={t('label')}
      focusKey="list"
      onClose={() => {
        onList(false)
      }}
    >
      <div className="sheet-row">
        <ShownCount />
        <span className="grow" />
        <TakeBack />
        <FilterMenu />
        <button
          type="button"
          className="link-act"
          onClick={() => {
            onList(false)
          }}
        >
          {t('close')}
        </button>
      </div>
      <RoundNote />
      <Pinned />
      <TakenOut />
      <MarginState />
      <ol className="sheet-list" ref={list} style={{ paddingBlockEnd: after === 0 ? undefined : after }}>
        {rows.map(({ thread, place, before }) => (
          <li
            key={thread.key}
            className="th shut"
            data-thread={thread.key}
            style={{ marginBlockStart: before === 0 ? undefined : before }}
            aria-posinset={place}
            aria-setsize={threads.length}
          >
            <ShutThread
              thread={thread}
              isUnread={isUnread(thread.key, latestAt(thread, me, muted))}
              onOpen={(key) => {
                lift(null)
                onOpen(key)
              }}
            />
          </li>
        ))}
      </ol>
    </Frame>
  )
}
