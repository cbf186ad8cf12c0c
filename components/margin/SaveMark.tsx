'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button, ButtonLink } from '@/components/ui/Button'
import { Popover } from '@/components/ui/Popover'
import { State, type StateKind } from '@/components/ui/State'
import { exhaustive } from '@/lib/core/base'
import {
  type Said,
  type SaveState,
  catalogueKeyOf,
  useRoom,
  useRoomActions,
  useRoomSetup,
} from '@/lib/client/hooks/use-room'
import { copyText } from './copy-text'
import { useSecondsUntil } from './use-seconds'

/** A quick save never blinks: "Saving" shows after this, in ms. */
const SAVING_AFTER_MS = 400

/** What the server said, in the reader's language; in English where the catalogue does not know the rule. */
const useSaid = (): ((said: Said) => string) => {
  const t = useTranslations('session')
  return (said) => {
    const key = catalogueKeyOf(said)
    return key === undefined ? said.sentence : t(key)
  }
}

const useWords = (save: SaveState): { readonly mark: StateKind; readonly word: string; readonly sentence: string } => {
  const t = useTranslations('margin.save')
  const inWords = useSaid()
  switch (save.kind) {
    case 'loading':
      return { mark: 'saving', word: t('loading'), sentence: t('loadingSentence') }
    case 'saved':
      return { mark: 'saved', word: t('saved'), sentence: t('savedSentence') }
    case 'saving':
      return {
        mark: 'saving',
        word: t('saving'),
        sentence: save.heldUp === undefined ? t('savingSentence') : inWords(save.heldUp),
      }
    case 'offline':
      return {
        mark: 'kept',
        word:
          save.shut === undefined
            ? t(save.isOnlyHere === true ? 'onlyHere' : 'offline', { kept: save.kept })
            : t(`shut.${save.shut}`),
        sentence: offlineSentence(save, t),
      }
    case 'refused':
      return {
        mark: 'refused',
        word: t('refused', { count: save.count }),
        sentence: 'reason' in save ? t(save.reason) : inWords(save),
      }
    case 'read-only':
      return { mark: 'read-only', word: t('readOnly'), sentence: t('readOnlySentence') }
    default:
      return exhaustive(save)
  }
}

const offlineSentence = (
  { kept, isOnlyHere, shut }: SaveState & { kind: 'offline' },
  t: ReturnType<typeof useTranslations<'margin.save'>>,
): string => {
  if (isOnlyHere === true) return t('onlyHereSentence', { kept })
  return shut === undefined ? t('offlineSentence', { kept }) : t('shutSentence', { kept, reason: t(shut) })
}

/** The state as shown: "saving" only once it lasts; until then the mark steps back, so that it never claims too much. */
const useShown = (save: SaveState): { readonly shown: SaveState; readonly isPending: boolean } => {
  const [steady, setSteady] = useState(save)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setSteady(save)
      },
      save.kind === 'saving' ? SAVING_AFTER_MS : 0,
    )
    return () => {
      clearTimeout(timer)
    }
  }, [save])
  const isPending = save.kind === 'saving' && steady.kind !== 'saving'
  return { shown: isPending ? steady : save, isPending }
}

/** Is it safe? A mark and a word; the sentence in a slip, and said once to assistive tools. */
export const SaveMark = () => {
  const t = useTranslations('margin.save')
  const save = useRoom((state) => state.save)
  const { shown, isPending } = useShown(save)
  // What is not saved yet comes first: the page is loaded again when nothing waits.
  const isStale = useRoom((state) => state.isStale) && shown.kind === 'saved'
  const words = useWords(shown)
  const { mark, word, sentence } = isStale
    ? { mark: 'note' as const, word: t('stale'), sentence: t('staleSentence') }
    : words
  return (
    <span className="save" data-save={save.kind} data-pending={isPending ? '' : undefined}>
      <Popover
        label={t('label')}
        align="end"
        className="save-slip"
        trigger={
          <button type="button" className="save-button">
            <State kind={mark}>{word}</State>
          </button>
        }
      >
        <p className="read">{sentence}</p>
        {isStale ? (
          <div className="save-acts">
            <Button
              onClick={() => {
                location.reload()
              }}
            >
              {t('reload')}
            </Button>
          </div>
        ) : (
          <SaveActs save={shown} />
        )}
      </Popover>
      <span className="vh" role="status" aria-live="polite">
        {(shown.kind === 'saved' && !isStale) ||
        shown.kind === 'loading' ||
        (shown.kind === 'saving' && shown.heldUp === undefined)
          ? word
          : sentence}
      </span>
    </span>
  )
}

/** What can be done about it. */
const SaveActs = ({ save }: { readonly save: SaveState }) => {
  const t = useTranslations('margin')
  const { reading } = useRoomSetup()
  const { reconnect, dismissRefusal } = useRoomActions()
  const [isCopied, setCopied] = useState(false)
  const seconds = useSecondsUntil(save.kind === 'offline' ? save.nextTryAt : undefined)
  if (save.kind === 'offline') {
    return (
      <div className="save-acts">
        {seconds === undefined ? null : <p className="quiet">{t('nextTry', { seconds })}</p>}
        {save.shut === 'signed-out' ? (
          <ButtonLink href={`/sign-in?next=${encodeURIComponent(`/readings/${reading.slug}`)}`}>
            {t('save.signIn')}
          </ButtonLink>
        ) : (
          <Button onClick={reconnect}>{t('tryNow')}</Button>
        )}
      </div>
    )
  }
  if (save.kind !== 'refused') return null
  return (
    <div className="save-acts">
      {save.text === '' ? null : (
        <>
          <textarea className="input" readOnly value={save.text} aria-label={t('save.copy')} />
          <Button
            onClick={() => {
              void copyText(save.text).then(setCopied)
            }}
          >
            {isCopied ? t('save.copied') : t('save.copy')}
          </Button>
        </>
      )}
      <Button look="plain" onClick={dismissRefusal}>
        {t('save.letGo')}
      </Button>
    </div>
  )
}
