'use client'

import { useSyncExternalStore } from 'react'
import { pictureOf, pngOf } from './picture'

/**
 * Takes a figure home: its numbers as CSV, which needs no script, and as it
 * stands on the page as SVG and PNG, which the browser draws.
 */
export const FigureFiles = ({
  words,
  name,
  csvHref,
}: {
  /** What each file is called for who does not see where it stands. */
  readonly words: Readonly<Record<'svg' | 'png' | 'csv', string>>
  /** What the file is called, without its ending. */
  readonly name: string
  /** Where its numbers are as a file; absent where it has none. */
  readonly csvHref?: string | undefined
}) => {
  const isAlive = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
  const take = async (button: HTMLElement, kind: 'svg' | 'png'): Promise<void> => {
    const section = button.closest<HTMLElement>('.figure')
    if (section === null) return
    const picture = pictureOf(section)
    save(kind === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await pngOf(picture), `${name}.${kind}`)
  }
  return (
    <p className="figure-files">
      {isAlive
        ? (['svg', 'png'] as const).map((kind) => (
            <button
              key={kind}
              type="button"
              className="link"
              aria-label={words[kind]}
              onClick={({ currentTarget }) => {
                void take(currentTarget, kind)
              }}
            >
              {kind.toUpperCase()}
            </button>
          ))
        : null}
      {csvHref === undefined ? null : (
        <a className="link" href={csvHref} aria-label={words.csv}>
          CSV
        </a>
      )}
    </p>
  )
}

const save = (blob: Blob, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has begun by then.
  setTimeout(() => {
    URL.revokeObjectURL(link.href)
  }, 0)
}
