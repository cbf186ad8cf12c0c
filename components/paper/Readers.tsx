'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import { Disc } from '@/components/ui/Disc'
import { offset } from '@/lib/core/document'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { type Presence, sameItems, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'

interface Place {
  readonly person: Presence
  readonly top: number
  readonly caret: { readonly left: number; readonly top: number; readonly height: number }
  readonly paragraph: number | null
}

/** How far below the bar the first line counts as read, in px. */
const BELOW_BAR = 64

/** Where the others read: a disc in the gutter and a caret in the text. Tells them where this member reads. */
export const Readers = ({ layer }: { readonly layer: HTMLElement }) => {
  const t = useTranslations('paper')
  const passages = usePassages()
  const { readAt } = useRoomActions()
  const others = useRoom((state) => state.people.filter((person) => !person.isMe), sameItems)
  const [places, setPlaces] = useState<readonly Place[]>([])

  const measure = useEffectEvent(() => {
    const column = layer.getBoundingClientRect()
    setPlaces(
      others.flatMap((person): Place[] => {
        if (person.readingAt === null) return []
        const rect = passages.rectsOf({ start: person.readingAt, end: offset(person.readingAt + 1) })[0]
        if (rect === undefined) return []
        const top = rect.top - column.top
        // The caret stands where their selection ends; without one, at the line that they see first.
        const end = person.caretAt
        const held = end === null ? undefined : passages.rectsOf({ start: offset(Math.max(0, end - 1)), end }).at(-1)
        return [
          {
            person,
            top,
            caret:
              held === undefined
                ? { left: rect.left - column.left, top, height: rect.height }
                : { left: held.right - column.left, top: held.top - column.top, height: held.height },
            paragraph: passages.paragraphAt(person.readingAt),
          },
        ]
      }),
    )
  })
  useEffect(() => {
    measure()
    return passages.subscribeLayout(() => {
      measure()
    })
  }, [passages, others])

  const tellPlace = useEffectEvent(() => {
    if (document.visibilityState === 'hidden') return
    const column = layer.getBoundingClientRect()
    const at = passages.offsetAtPoint(column.left + 8, Math.max(BELOW_BAR + 16, column.top + 90))
    if (at !== undefined) readAt(at)
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const rest = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        tellPlace()
      }, 250)
    }
    rest()
    addEventListener('scroll', rest, { passive: true })
    const unsubscribe = passages.subscribeLayout(rest)
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', rest)
      unsubscribe()
    }
  }, [passages, readAt])

  return createPortal(
    places.map(({ person, top, caret, paragraph }, at) => {
      // Readers of one line stand side by side.
      const before = places.slice(0, at).filter((other) => Math.abs(other.top - top) < 20).length
      return (
        <span key={person.member}>
          <span
            className="reader"
            style={{ top: top - 3, marginInlineEnd: before * 20 }}
            role="img"
            aria-label={
              paragraph === null
                ? t('readsHere', { name: person.name })
                : t('readsAt', { name: person.name, paragraph })
            }
            title={person.name}
          >
            <Disc name={person.name} colour={person.colour} size="s" />
          </span>
          <i className="reader-caret" data-member={person.colour} style={caret} />
        </span>
      )
    }),
    layer,
  )
}
