'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { RecordKey, Tag } from '@/lib/core/annotation'
import { START_ATTRIBUTE } from '@/lib/client/editor/highlights'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { colouringOf } from '@/lib/client/hooks/colouring'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { usePen } from '@/lib/client/hooks/use-pen'
import { type RoomThread, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { useNoteView } from '@/lib/client/hooks/use-note-filter'
import { useShown } from '@/lib/client/hooks/use-shown'
import { createArrivals } from './arrivals'
import { createPainter } from './painting'
import { TAP_AGAIN_MS } from './use-pen-taps'

/** When the notes are a sheet, and how much of the window it leaves free: as `paper.css` and the margin have it. */
const SHEET_QUERY = '(max-width: 1080px)'
const SHEET_SHARE = 0.45

/** The highlights of the visible layers on the text: drawn, lifted, pressed, walked through. */
export const PaperHighlights = ({ paper }: { readonly paper: PaperView }) => {
  const setup = useRoomSetup()
  const { tags, me } = setup
  const { threads } = useShown()
  const { colour } = useNoteView()
  const colouring = useMemo(() => colouringOf(colour, setup), [colour, setup])
  const labelOf = useStartLabel(tags)
  const painter = useMemo(() => createPainter(paper.index.blocks, colouring, labelOf), [paper, colouring, labelOf])
  const painted = useMemo(() => painter(threads), [painter, threads])
  const all = useRoom((state) => state.threads)
  const isSynced = useRoom((state) => state.isSynced)
  const [arrivals] = useState(createArrivals)
  const lifted = useRoom((state) => state.lifted ?? state.open)
  const [focused, setFocused] = useState<RecordKey | null>(null)
  useEffect(() => {
    const emphasise = (): void => {
      paper.highlights.emphasise({ lifted, focused, arrived: arrivals.now() })
    }
    emphasise()
    return arrivals.subscribe(emphasise)
  }, [paper, lifted, focused, arrivals])
  useEffect(() => {
    if (isSynced) arrivals.see(all, me)
  }, [arrivals, all, isSynced, me])
  // After what stands out is known: what has just come is drawn so at once.
  useEffect(() => {
    paper.highlights.show(painted)
  }, [paper, painted])
  usePresses(paper, threads, setFocused)
  useLinkedThread()
  return null
}

/** What assistive tools say at the start of an annotation. */
const useStartLabel = (tags: readonly Tag[]): ((thread: RoomThread) => string) => {
  const t = useTranslations('paper')
  return useCallback(
    (thread) => {
      const names = tags
        .filter((tag) => thread.verdicts.some((verdict) => verdict.tag === tag.id))
        .map((tag) => tag.name)
      const what = [
        ...(names.length === 0 ? [t('untagged')] : [...names, t('verdicts', { count: thread.verdicts.length })]),
        ...(thread.commentCount === 0 ? [] : [t('comments', { count: thread.commentCount })]),
      ]
      return t('start', { what: what.join(', ') })
    },
    [tags, t],
  )
}

/** A press on a highlight opens its thread, the shortest first and at each further press the next; resting on it lifts it. */
const usePresses = (
  paper: PaperView,
  threads: readonly RoomThread[],
  setFocused: (key: RecordKey | null) => void,
): void => {
  const { openThread, lift } = useRoomActions()
  const passages = usePassages()
  const open = useRoom((state) => state.open)
  const { pen, isMouse } = usePen()
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pressedAt = useRef(-Infinity)
  const show = (thread: RoomThread): void => {
    openThread(thread.key)
    // Where the notes are a sheet over the lower half, the passage goes above it.
    const line = passages.rectsOf(thread.annotation.anchor)[0]
    if (line !== undefined && matchMedia(SHEET_QUERY).matches && line.bottom > innerHeight * SHEET_SHARE)
      passages.scrollTo(thread.annotation.anchor)
  }

  const onClick = useEffectEvent((event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.defaultPrevented) return
    const start = event.target.closest(`[${START_ATTRIBUTE}]`)?.getAttribute(START_ATTRIBUTE)
    if (start !== undefined && start !== null) {
      const thread = threads.find((candidate) => candidate.key === start)
      if (thread !== undefined) show(thread)
      return
    }
    if (event.target.closest('a') !== null || document.getSelection()?.isCollapsed === false) return
    const under = threadsUnder(paper, event.target, threads)
    const next = under[(under.findIndex((thread) => thread.key === open) + 1) % under.length]
    if (next === undefined) return
    // With a pen in hand the first of two taps opens nothing over the text that the second one means.
    const isAgain = event.timeStamp - pressedAt.current < TAP_AGAIN_MS
    pressedAt.current = event.timeStamp
    clearTimeout(waiting.current)
    if (pen === null || isMouse) show(next)
    else if (!isAgain)
      waiting.current = setTimeout(() => {
        show(next)
      }, TAP_AGAIN_MS)
  })
  const onOver = useEffectEvent((event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || !(event.target instanceof Element)) return
    lift(threadsUnder(paper, event.target, threads)[0]?.key ?? null)
  })
  const onLeave = useEffectEvent(() => {
    lift(null)
  })
  const onFocus = useEffectEvent((event: FocusEvent) => {
    const start = event.target instanceof Element ? event.target.getAttribute(START_ATTRIBUTE) : null
    const key = threads.find((thread) => thread.key === start)?.key ?? null
    setFocused(event.type === 'focusin' ? key : null)
    lift(event.type === 'focusin' ? key : null)
  })

  useEffect(() => {
    let listeners = new AbortController()
    const listen = (): void => {
      listeners.abort()
      listeners = new AbortController()
      const { signal } = listeners
      for (const { dom } of paper.views()) {
        const on = <Name extends keyof HTMLElementEventMap>(
          name: Name,
          act: (event: HTMLElementEventMap[Name]) => void,
        ): void => {
          dom.addEventListener(name, act, { signal })
        }
        on('click', (event) => {
          onClick(event)
        })
        on('pointerover', (event) => {
          onOver(event)
        })
        on('pointerleave', () => {
          onLeave()
        })
        on('focusin', (event) => {
          onFocus(event)
        })
        on('focusout', (event) => {
          onFocus(event)
        })
      }
    }
    listen()
    const unsubscribe = paper.subscribeViews(listen)
    return () => {
      clearTimeout(waiting.current)
      unsubscribe()
      listeners.abort()
    }
  }, [paper])
}

/** The threads of the highlight that holds `target`, the shortest passage first. */
const threadsUnder = (paper: PaperView, target: Element, threads: readonly RoomThread[]): readonly RoomThread[] => {
  const under = paper.highlights.stretchAt(target)
  if (under === undefined) return []
  const keys = new Set(under.keys)
  const length = ({ annotation: { anchor } }: RoomThread): number => anchor.end - anchor.start
  return threads.filter((thread) => keys.has(thread.key)).toSorted((a, b) => length(a) - length(b))
}

/** Opens the thread that the page's address names (`#a=KEY`), once it is there. */
const useLinkedThread = (): void => {
  const threads = useRoom((state) => state.threads)
  const { openThread } = useRoomActions()
  const passages = usePassages()
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    const read = (): void => {
      setWanted(/^#a=(.+)$/.exec(decodeURIComponent(location.hash))?.[1] ?? null)
    }
    read()
    addEventListener('hashchange', read)
    return () => {
      removeEventListener('hashchange', read)
    }
  }, [])
  useEffect(() => {
    if (wanted === null) return
    const thread = threads.find((candidate) => candidate.key === wanted)
    if (thread === undefined) return
    openThread(thread.key)
    passages.scrollTo(thread.annotation.anchor)
    setWanted(null)
  }, [wanted, threads, openThread, passages])
}
