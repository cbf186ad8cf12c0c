'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Sign } from '@/components/ui/Sign'
import { RATIONALE_MAX_CHARS, type Tag } from '@/lib/core/annotation'
import { type RoomThread, useRoomActions } from '@/lib/client/hooks/use-room'
import { useDirectory } from './use-directory'
import { useFocusBack } from './use-focus-back'

/** Why others gave their verdicts, oldest first. */
export const Rationales = ({ thread }: { readonly thread: RoomThread }) => {
  const directory = useDirectory()
  const said = thread.verdicts.filter(({ author, rationale }) => rationale !== undefined && author !== directory.me)
  if (said.length === 0) return null
  return (
    <ul className="whys">
      {said.map(({ key, author, tag, rationale }) => (
        <li key={key}>
          <Reason tag={directory.tags.find(({ id }) => id === tag)} />
          <p>
            <b>{directory.memberOf(author).name}</b>{' '}
            <span className="say" dir="auto">
              {rationale}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The sign of the verdict that the words are for. */
const Reason = ({ tag }: { readonly tag: Tag | undefined }) =>
  tag === undefined ? <i aria-hidden /> : <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />

/** Why the member gave their verdict: their words, and where they write them. Nothing before there is a verdict. */
export const OwnRationale = ({ thread }: { readonly thread: RoomThread }) => {
  const t = useTranslations('margin.rationale')
  const composer = useTranslations('margin.composer')
  const directory = useDirectory()
  const { tag: giveTag } = useRoomActions()
  const hint = useId()
  const [words, setWords] = useState<string | undefined>(undefined)
  const opener = useFocusBack(words !== undefined)
  const mine = thread.verdicts.find(({ author }) => author === directory.me)
  const tag = directory.tags.find(({ id }) => id === mine?.tag)
  if (mine === undefined || tag === undefined) return null
  if (words === undefined) {
    return (
      <p className="own-why">
        {mine.rationale === undefined ? null : (
          <span className="say" dir="auto">
            {mine.rationale}
          </span>
        )}{' '}
        <button
          ref={opener}
          type="button"
          className="link-act"
          onClick={() => {
            setWords(mine.rationale ?? '')
          }}
        >
          {mine.rationale === undefined ? t('ask') : t('edit')}
        </button>
      </p>
    )
  }
  const save = (): void => {
    giveTag(thread.key, mine.tag, words)
    setWords(undefined)
  }
  return (
    <div
      className="own-why"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
          event.preventDefault()
          save()
        } else if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.preventDefault()
          event.stopPropagation()
          setWords(undefined)
        }
      }}
    >
      <textarea
        className="composer-text"
        autoFocus
        rows={2}
        dir="auto"
        maxLength={RATIONALE_MAX_CHARS}
        aria-label={t('label', { tag: tag.name })}
        aria-describedby={hint}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
        }}
      />
      <div className="composer-foot">
        <span id={hint} className="quiet">
          {t('hint')}
        </span>
        <button
          type="button"
          className="btn btn-plain"
          onClick={() => {
            setWords(undefined)
          }}
        >
          {composer('cancel')}
        </button>
        <button type="button" className="btn btn-act" onClick={save}>
          {t('save')}
        </button>
      </div>
    </div>
  )
}
