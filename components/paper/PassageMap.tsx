'use client'

import { type PointerEvent, memo, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Offset, Sentence } from '@/lib/core/document'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { sameItems, useRoom, useRoomSetup } from '@/lib/client/hooks/use-room'
import { useShown } from '@/lib/client/hooks/use-shown'
import { type Tick, createMapTicks } from './map-ticks'

/** So many annotations on one sentence make the longest tick. */
const LONGEST = 6
const WIDTH = 20
const HEIGHT = 1000

interface Placed {
  readonly tick: Tick
  /** 0 is the top of the page, 1 its end. */
  readonly at: number
}

interface Reader {
  readonly member: string
  readonly colour: number
  readonly at: number
}

const NOTHING: ReadonlyMap<number, number> = new Map()

/**
 * The whole paper beside the scrollbar: one tick a sentence, its length is how
 * many annotations touch it, its colour the leading tag; a notch is
 * disagreement, a dot a reader, the bracket the window. For the pointer only:
 * the contents and the keys `n` and `p` say the same to everyone.
 */
export const PassageMap = ({ sentences }: { readonly sentences: readonly Sentence[] }) => {
  const passages = usePassages()
  const { tags } = useRoomSetup()
  const { beside: threads } = useShown()
  const others = useRoom((state) => state.people.filter((person) => !person.isMe), sameItems)
  const count = useMemo(() => createMapTicks(sentences, tags), [sentences, tags])
  const ticks = useMemo(() => count(threads), [count, threads])
  // Where sentences stand, as long as the lines stand where they are: to measure one takes longer than to draw it.
  const shares = useRef(new Map<number, number>())
  const [shown, setShown] = useState(NOTHING)
  const [readers, setReaders] = useState<readonly Reader[]>([])

  const shareOf = (at: Offset): number => {
    const share = shares.current.get(at) ?? (passages.topOf(at) + BAR) / document.documentElement.scrollHeight
    if (passages.isReady) shares.current.set(at, share)
    return share
  }
  const placeTicks = useEffectEvent(() => {
    const now = new Map(ticks.map(({ sentence }) => [sentence.start, shareOf(sentence.start)] as const))
    // A tick that changes where it stands is drawn by itself; the places are told where there are others.
    if ([...now].some(([start, at]) => shown.get(start) !== at)) setShown(now)
  })
  const placeReaders = useEffectEvent(() => {
    const now = others.flatMap(({ member, colour, readingAt }) =>
      readingAt === null ? [] : [{ member, colour, at: shareOf(readingAt) }],
    )
    if (now.length > 0 || readers.length > 0) setReaders(now)
  })
  useEffect(() => {
    placeTicks()
  }, [passages, ticks])
  useEffect(() => {
    placeReaders()
  }, [passages, others])
  useEffect(
    () =>
      passages.subscribeLayout(() => {
        shares.current.clear()
        placeTicks()
        placeReaders()
      }),
    [passages],
  )

  const go = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === 'pointermove' && event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const share = (event.clientY - box.top) / box.height
    scrollTo({ top: share * document.documentElement.scrollHeight - innerHeight / 2 })
  }

  return (
    <div className="map" aria-hidden onPointerDown={go} onPointerMove={go}>
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} preserveAspectRatio="none">
        {ticks.map((tick) => {
          const at = shown.get(tick.sentence.start)
          return at === undefined ? null : <MapTick key={tick.sentence.start} tick={tick} at={at} />
        })}
        <MapWindow />
      </svg>
      {readers.map(({ member, colour, at }) => (
        <i key={member} className="map-reader" data-member={colour} style={{ top: `${String(at * 100)}%` }} />
      ))}
    </div>
  )
}

const MapTick = memo(function MapTick({ tick, at }: Placed) {
  return (
    <g data-pigment={tick.leading ?? undefined}>
      <rect
        x={4}
        y={at * HEIGHT}
        width={(WIDTH - 4) * Math.min(1, 0.3 + (0.7 * (tick.annotations - 1)) / (LONGEST - 1))}
        height={2.2}
        fill={tick.leading === null ? 'var(--ink-3)' : 'var(--t-line)'}
      />
      {tick.isDisputed ? <rect x={0} y={at * HEIGHT} width={2} height={2.2} fill="var(--ink)" /> : null}
    </g>
  )
})

/** The bar's height: where the page's first column begins, in px. */
const BAR = 56

/** The part of the page that the window shows. Alone, so that scrolling draws nothing else again. */
const MapWindow = () => {
  const passages = usePassages()
  const [box, setBox] = useState({ top: 0, height: 0 })
  useEffect(() => {
    let frame = 0
    const look = (): void => {
      frame = 0
      const { scrollHeight } = document.documentElement
      setBox({ top: scrollY / scrollHeight, height: innerHeight / scrollHeight })
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    soon()
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    const unsubscribe = passages.subscribeLayout(soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
      unsubscribe()
    }
  }, [passages])
  return (
    <rect
      x={-3}
      y={box.top * HEIGHT}
      width={WIDTH + 6}
      height={box.height * HEIGHT}
      rx={2}
      fill="none"
      stroke="var(--ink-2)"
      strokeWidth={1.25}
      vectorEffect="non-scaling-stroke"
    />
  )
}
