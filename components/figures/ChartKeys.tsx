'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'

const LINK = 'a.mark-link'
/** Where each key goes from a mark, of so many. */
const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

const linksOf = (chart: Element): readonly SVGAElement[] => [...chart.querySelectorAll<SVGAElement>(LINK)]

/**
 * Makes each chart below one stop of the Tab key, from which the arrow keys go
 * from mark to mark. Without a script each mark is a stop of its own. `hint`
 * says so, above.
 */
export const ChartKeys = ({ hint, children }: { readonly hint: string; readonly children: ReactNode }) => {
  const root = useRef<HTMLDivElement>(null)
  const isAlive = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
  // After each drawing: figures move, and what is new there is a stop until now.
  useEffect(() => {
    for (const chart of root.current?.querySelectorAll('svg[data-marks]') ?? []) {
      const links = linksOf(chart)
      const stop = links.find((link) => link === document.activeElement || link.getAttribute('tabindex') === '0')
      setStop(links, stop ?? links[0])
    }
  })
  const go = (event: KeyboardEvent): void => {
    const move = MOVES[event.key]
    const link = event.target instanceof Element ? event.target.closest(LINK) : null
    const chart = link?.closest('svg[data-marks]')
    if (move === undefined || link === null || chart == null || event.altKey || event.ctrlKey || event.metaKey) return
    const links = linksOf(chart)
    const next =
      links[
        move(
          links.findIndex((one) => one === link),
          links.length,
        )
      ]
    event.preventDefault()
    if (next === undefined) return
    setStop(links, next)
    next.focus()
  }
  return (
    <div ref={root} onKeyDown={go} className="charts">
      {isAlive ? <p className="fine charts-hint">{hint}</p> : null}
      {children}
    </div>
  )
}

const setStop = (links: readonly SVGAElement[], stop: SVGAElement | undefined): void => {
  for (const link of links) link.setAttribute('tabindex', link === stop ? '0' : '-1')
}
