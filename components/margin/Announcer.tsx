'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type RoomThread, useRoom } from '@/lib/client/hooks/use-room'
import { useMuted } from '@/lib/client/hooks/use-manners'
import { newsBetween } from './news'
import { useDirectory } from './use-directory'

/** How often live changes are said, in ms. */
const EVERY_MS = 5_000

/** Says to assistive tools what others added: gathered, once in five seconds, and only if something is new. */
export const Announcer = () => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const threads = useRoom((state) => state.threads)
  const isSynced = useRoom((state) => state.isSynced)
  const layers = useRoom((state) => state.layers)
  const before = useRef<{ readonly threads: readonly RoomThread[]; readonly shown: string } | undefined>(undefined)
  const [words, setWords] = useState('')
  const muted = useMuted()

  const say = useEffectEvent(() => {
    if (!isSynced) return
    // Switching a layer on is no news.
    const shown = layers
      .filter((layer) => layer.isVisible)
      .map(({ id }) => id)
      .join()
    const was = before.current
    before.current = { threads, shown }
    if (was?.shown !== shown || was.threads === threads) return
    const news = newsBetween(was.threads, threads, directory.me, muted)
    const parts = [
      news.notes > 0 ? t('live.notes', { count: news.notes }) : '',
      news.verdicts > 0 ? t('live.verdicts', { count: news.verdicts }) : '',
    ].filter((part) => part !== '')
    if (parts.length === 0) return
    const [first, ...rest] = news.authors.map((author) => directory.memberOf(author).name)
    const names =
      first === undefined ? '' : rest.length === 0 ? first : t('live.andOthers', { name: first, count: rest.length })
    setWords(t('live.by', { what: parts.join(', '), names }))
  })
  useEffect(() => {
    const timer = setInterval(() => {
      say()
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return (
    <p className="vh" role="status" aria-live="polite">
      {words}
    </p>
  )
}
