import type { RecordKey } from '../../core/annotation'
import { KEYS_ATTRIBUTE } from './highlights'

/** What stands out among the highlights. Changing it changes one style rule, never the text's DOM. */
export interface Emphasis {
  /** The annotation that is lifted, the others stepping back; `null` for none. */
  lift(key: RecordKey | null): void
  /** Annotations that have just come from others. */
  arrive(keys: readonly RecordKey[]): void
  /** The annotation whose start has the focus; `null` for none. */
  focus(key: RecordKey | null): void
  destroy(): void
}

// Twice the class, so that it outweighs the depths of paper.css. A key is made of letters, digits and `/ _ . -` (core/annotation/key.ts), so it can stand in a quoted selector.
const named = (key: RecordKey): string => `.reading .paper .hl.hl[${KEYS_ATTRIBUTE}~='${key}']`

const LIFTED = (key: RecordKey): string => `
  .reading .paper .hl.hl { --f: transparent; --l: color-mix(in srgb, var(--t-line, var(--ink-3)) 45%, transparent); }
  ${named(key)} { --l: var(--t-line, var(--ink-3)); --w: calc(var(--t-weight, 1px) + 1px); }
  ${named(key)}:not(.v0) { --f: var(--t-fill-3, var(--pressed)); }`

/** Emphasis by a style sheet of its own on `page`. */
export const createEmphasis = (page: Document): Emphasis => {
  const sheet = new CSSStyleSheet()
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet]
  let lifted: RecordKey | null = null
  let focused: RecordKey | null = null
  let arrived: readonly RecordKey[] = []
  const write = (): void => {
    const rules: string[] = []
    if (arrived.length > 0) rules.push(`${arrived.map(named).join(', ')} { animation: arrived 2.4s var(--ease); }`)
    if (lifted !== null) rules.push(LIFTED(lifted))
    if (focused !== null)
      rules.push(`${named(focused)} { outline: var(--ring) solid var(--focus); outline-offset: 1px; }`)
    sheet.replaceSync(rules.join('\n'))
  }
  return {
    lift: (key) => {
      if (key === lifted) return
      lifted = key
      write()
    },
    arrive: (keys) => {
      arrived = keys
      write()
    },
    focus: (key) => {
      if (key === focused) return
      focused = key
      write()
    },
    destroy: () => {
      page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet)
    },
  }
}
