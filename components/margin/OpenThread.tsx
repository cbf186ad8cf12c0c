'use client'

import { useTranslations } from 'next-intl'
import { startTransition, useEffect, useRef, useState } from 'react'
import { Disc } from '@/components/ui/Disc'
import type { RecordKey } from '@/lib/core/annotation'
import { type RoomThread, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { AnswerPrivately } from './AnswerPrivately'
import { Composer, prepareComposer } from './Composer'
import { LeadActs } from './LeadActs'
import { Reactions } from './Reactions'
import { OwnRationale, Rationales } from './Rationale'
import { RemoveButton } from './RemoveButton'
import { ThreadStanding } from './ThreadStanding'
import { SaidBy } from './SaidBy'
import { NoteLink } from './NoteLink'
import { TellWhy } from './TellWhy'
import { VerdictPick, VerdictRows } from './Verdicts'
import { compose, useComposing } from './composing'
import { keepDraft, keepDraftPlace, readDraft } from './drafts'
import { said } from './tally'
import { useDirectory } from './use-directory'

/**
 * Everything of the open thread under its passage's words: verdicts, the
 * member's own, comments, and where the next one is written. The slip in the
 * margin and the sheet both show it.
 */
export const OpenThread = ({ thread, isLarge }: { readonly thread: RoomThread; readonly isLarge: boolean }) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const setup = useRoomSetup()
  const { comment, remove, resolve } = useRoomActions()
  const layer = useRoom((state) => state.layers.find(({ id }) => id === thread.layer))
  const composing = useComposing()
  const [answering, setAnswering] = useState<RecordKey | 'thread' | null>(null)
  const isAsked = composing?.key === thread.key
  const rows = said(thread.comments)
  const drawn = useSteps(rows.length)
  const canWrite = layer?.access === 'write'
  const isGone = thread.annotation.removedAt !== undefined
  // In the sheet the buttons say how many; who it was, and what no button says any more, stands below them.
  const saysMore =
    !canWrite ||
    isGone ||
    thread.verdicts.some(
      ({ author, tag }) => author !== directory.me || !directory.activeTags.some(({ id }) => id === tag),
    )

  useEffect(() => {
    // A draft that was left here waits open.
    if (readDraft(`note:${thread.key}`) !== undefined) setAnswering('thread')
  }, [thread.key])

  const lost =
    answering !== null && answering !== 'thread' && !rows.some(({ comment: { key } }) => key === answering)
      ? answering
      : undefined
  useEffect(() => {
    if (lost === undefined) return
    // What is being answered was taken out of the layer: the words go on as a note of the thread.
    keepDraft(`note:${thread.key}`, readDraft(`answer:${lost}`))
    keepDraft(`answer:${lost}`, undefined)
    keepDraftPlace(`answer:${lost}`, undefined)
    setAnswering('thread')
  }, [lost, thread.key])

  const write = answering ?? (isAsked ? 'thread' : null)
  const field = useRef<HTMLButtonElement>(null)
  const wasWriting = useRef(false)
  useEffect(() => {
    // The editor took the focus away with it.
    if (wasWriting.current && write === null && document.activeElement === document.body) {
      field.current?.focus({ preventScroll: true })
    }
    wasWriting.current = write !== null
  }, [write])
  const parent = write === 'thread' ? null : write
  const last = rows.findLast((row) => row.comment.body !== null && row.comment.author !== directory.me)
  const placeholder =
    parent !== null
      ? t('answerName', { name: nameOf(parent) })
      : last === undefined
        ? t('writeNote')
        : t('answerName', { name: directory.memberOf(last.comment.author).name })

  function nameOf(key: RecordKey): string {
    const row = rows.find((one) => one.comment.key === key)
    return row === undefined ? '' : directory.memberOf(row.comment.author).name
  }
  const close = (hasDraft: boolean): void => {
    setAnswering(null)
    if (!isAsked) return
    compose(null)
    // The highlight was made for a note that was not written.
    if (composing.isNew && !hasDraft && thread.verdicts.length === 0 && rows.length === 0) remove(thread.key)
  }
  const me = directory.memberOf(directory.me)

  return (
    <>
      {isGone ? <p className="gone">{t('removedAnnotation')}</p> : null}
      <ThreadStanding thread={thread} />
      {isLarge ? null : <VerdictRows thread={thread} />}
      {canWrite && !isGone ? <VerdictPick thread={thread} isLarge={isLarge} /> : null}
      {isLarge && saysMore ? <VerdictRows thread={thread} /> : null}
      <Rationales thread={thread} />
      {canWrite && !isGone ? <OwnRationale thread={thread} /> : null}
      {isGone ? null : (
        <Reactions annotation={thread.key} comment={null} reactions={thread.reactions} canWrite={canWrite} />
      )}
      {rows.length === 0 ? null : (
        <ul className="comments">
          {rows.slice(0, drawn).map((row) => (
            <SaidBy
              key={row.comment.key}
              comment={row.comment}
              isAnswer={row.depth > 0}
              answers={row.answers}
              passage={thread.annotation.anchor.exact}
              canWrite={canWrite}
              moderates={layer?.moderates ?? false}
              layer={thread.layer}
              onAnswer={setAnswering}
            />
          ))}
        </ul>
      )}
      {canWrite ? (
        <div className="reply" onPointerEnter={prepareComposer} onFocus={prepareComposer}>
          <Disc name={me.name} colour={me.colour} size="s" />
          {write === null ? (
            <button
              ref={field}
              type="button"
              className="field-open"
              onClick={() => {
                setAnswering('thread')
              }}
            >
              {placeholder}
            </button>
          ) : (
            <Composer
              key={write}
              draftKey={write === 'thread' ? `note:${thread.key}` : `answer:${write}`}
              place={{
                reading: setup.reading.id,
                layer: thread.layer,
                start: thread.annotation.anchor.start,
                end: thread.annotation.anchor.end,
                exact: thread.annotation.anchor.exact,
              }}
              placeholder={placeholder}
              passage={thread.annotation.anchor.exact}
              sendWord={t('composer.send')}
              onSend={(body) => {
                comment(thread.key, parent, body)
                setAnswering(null)
                if (isAsked) compose(null)
              }}
              onClose={close}
            />
          )}
        </div>
      ) : (
        <p className="reply quiet">{t('readOnlyLayer')}</p>
      )}
      {isGone || layer?.kind === 'aside' ? null : <LeadActs thread={thread} isPrivate={layer?.kind === 'private'} />}
      {isGone ? null : (
        <AnswerPrivately note={{ layer: thread.layer, key: thread.key }} author={thread.annotation.author} />
      )}
      {canWrite ? (
        <div className="acts end">
          <NoteLink thread={thread} />
          <button
            type="button"
            className="link-act"
            onClick={() => {
              resolve(thread.key, thread.resolved === null)
            }}
          >
            {t(thread.resolved === null ? 'resolve' : 'reopen')}
          </button>
          {isGone || thread.annotation.author === directory.me ? null : (
            <TellWhy act={layer.moderates ? 'remove' : 'report'} note={{ layer: thread.layer, key: thread.key }} />
          )}
          {!isGone && thread.annotation.author === directory.me ? (
            <RemoveButton
              word={t('removeNote')}
              onRemove={() => {
                remove(thread.key)
              }}
            />
          ) : null}
        </div>
      ) : null}
    </>
  )
}

/** So many comments are drawn at a time. */
const STEP = 40

/** How many of many comments are drawn: a few at once, the others step by step while nothing else is to do. */
const useSteps = (count: number): number => {
  const [drawn, setDrawn] = useState(STEP)
  useEffect(() => {
    if (drawn >= count) return
    startTransition(() => {
      setDrawn(drawn + STEP)
    })
  }, [drawn, count])
  return drawn
}
