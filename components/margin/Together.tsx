'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { offset } from '@/lib/core/document'
import { follow, useFollowing } from '@/lib/client/hooks/use-following'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { useRoom } from '@/lib/client/hooks/use-room'

/** Reading together: where an instructor calls the room, and whom this window follows. It asks; it never moves anyone unasked. */
export const Together = () => (
  <>
    <CallNotice />
    <FollowStrip />
  </>
)

/** A slip that goes away by its own button takes the focus with it: the text has it then. */
const backToText = (): void => {
  document.querySelector<HTMLElement>('.paper')?.focus({ preventScroll: true })
}

const CallNotice = () => {
  const t = useTranslations('margin.together')
  const passages = usePassages()
  const caller = useRoom((state) => state.people.find(({ isMe, call }) => !isMe && call !== null))
  const [answered, setAnswered] = useState<string>()
  const call = caller?.call ?? null
  if (caller === undefined || call === null || call.id === answered) return null
  const paragraph = passages.paragraphAt(call.at)
  return (
    <div className="pen-strip slip" role="alert" data-keeps-selection="">
      <span>
        {paragraph === null ? t('callsHere', { name: caller.name }) : t('calls', { name: caller.name, paragraph })}
      </span>
      <button
        type="button"
        className="btn btn-act"
        onClick={() => {
          setAnswered(call.id)
          backToText()
          passages.scrollTo({ start: call.at, end: offset(call.at + 1) })
        }}
      >
        {t('go')}
      </button>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          setAnswered(call.id)
          backToText()
        }}
      >
        {t('stay')}
      </button>
    </div>
  )
}

/** Goes where the followed member reads, until this reader scrolls, presses a key that moves, or says so. */
const FollowStrip = () => {
  const t = useTranslations('margin.together')
  const passages = usePassages()
  const followed = useFollowing()
  const person = useRoom((state) => state.people.find(({ member }) => member === followed))
  const at = person?.readingAt ?? null

  useEffect(() => {
    if (followed !== null && at !== null) passages.scrollTo({ start: at, end: offset(at + 1) })
  }, [followed, at, passages])
  useEffect(() => {
    if (followed === null) return undefined
    const stop = (): void => {
      follow(null)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (/^(?:Arrow|Page|Home$|End$| $|Escape$)/.test(event.key)) stop()
    }
    addEventListener('wheel', stop, { passive: true })
    addEventListener('touchmove', stop, { passive: true })
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('wheel', stop)
      removeEventListener('touchmove', stop)
      removeEventListener('keydown', onKey)
    }
  }, [followed])

  if (followed === null || person === undefined) return null
  return (
    <div className="pen-strip slip" role="status" data-keeps-selection="">
      <span>{t('follows', { name: person.name })}</span>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          follow(null)
          backToText()
        }}
      >
        {t('stop')}
      </button>
    </div>
  )
}
