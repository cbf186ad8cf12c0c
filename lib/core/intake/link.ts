import type { BodyEntry, Entry } from './pages'
import { type Block, type Inline, type IntakeWarning, type Marker, type Note, clip, markersOf, plainOf } from './piece'

/** Where a marker leads. `occurrence` counts the markers of one note from 1. */
export interface Target {
  readonly footnote: string
  readonly label: string
  readonly occurrence: number
}

/** A note with its id in the document. */
export interface LinkedNote extends Note {
  readonly id: string
}

/** The body and its notes, bound to each other. A marker that is no key of `targets` is plain text. */
export interface Linked {
  readonly entries: readonly Entry[]
  /** In the order of their first markers; one without a marker follows the note before it in the file. */
  readonly notes: readonly LinkedNote[]
  readonly targets: ReadonlyMap<Marker, Target>
}

/** Binds markers and notes by their labels: see NO rules in SPEC.md. */
export const link = (separated: readonly Entry[], warnings: IntakeWarning[]): Linked => {
  const entries = withSignMarkers(separated)
  const places = new Map<string, { readonly note: Note; readonly at: number }[]>()
  entries.forEach((entry, at) => {
    if (entry.kind !== 'note') return
    const found = places.get(entry.label)
    if (found === undefined) places.set(entry.label, [{ note: entry, at }])
    else found.push({ note: entry, at })
  })
  const bound = new Map<Note, Marker[]>()
  const passed: { readonly marker: Marker; readonly note: Note }[] = []
  const bind = (marker: Marker, note: Note): void => {
    const markers = bound.get(note)
    if (markers === undefined) bound.set(note, [marker])
    else markers.push(marker)
  }
  const loose: { readonly marker: Marker; readonly line: number }[] = []
  entries.forEach((entry, at) => {
    if (entry.kind === 'note') return
    for (const [marker, before] of markersWithContext(entry.block)) {
      const candidates = places.get(marker.label) ?? []
      const note = (candidates.find((candidate) => candidate.at > at) ?? candidates.at(-1))?.note
      if (note === undefined) {
        if (/^\d+$/.test(marker.label)) loose.push({ marker, line: entry.block.line })
      } else if (readsAsPower(before, marker)) passed.push({ marker, note })
      else bind(marker, note)
    }
  })
  for (const { marker, note } of passed) if (!bound.has(note)) bind(marker, note)
  if (places.size > 0) warnOfLoose(loose, warnings)
  return { entries, ...number(entries, bound, warnings) }
}

const warnOfLoose = (
  loose: readonly { readonly marker: Marker; readonly line: number }[],
  warnings: IntakeWarning[],
): void => {
  for (const { marker, line } of loose) {
    warnings.push({
      code: 'marker-without-note',
      message: `The raised “${marker.label}” has no note and was kept as text.`,
      line,
    })
  }
}

/** Gives the notes their ids and order. */
const number = (
  entries: readonly Entry[],
  bound: ReadonlyMap<Note, readonly Marker[]>,
  warnings: IntakeWarning[],
): { readonly notes: readonly LinkedNote[]; readonly targets: ReadonlyMap<Marker, Target> } => {
  const order = new Map<Marker, number>()
  for (const entry of entries) {
    if (entry.kind === 'body') for (const marker of markersOf(entry.block)) order.set(marker, order.size)
  }
  let place = -1
  const placed = entries
    .filter((entry) => entry.kind === 'note')
    .map((note) => {
      const first = bound.get(note)?.[0]
      if (first !== undefined) place = order.get(first) ?? place
      return { note, place }
    })
  placed.sort((a, b) => a.place - b.place)
  const ids: Ids = new Map()
  const targets = new Map<Marker, Target>()
  const notes = placed.map(({ note }): LinkedNote => {
    const id = freeId(`fn-${slugOfLabel(note.label)}`, ids)
    const markers = bound.get(note) ?? []
    markers.forEach((marker, nth) => targets.set(marker, { footnote: id, label: note.label, occurrence: nth + 1 }))
    if (markers.length === 0) {
      const text = clip(note.paragraphs.map(plainOf).join(' '))
      warnings.push({
        code: 'note-without-marker',
        message: `No marker in the text leads to note ${note.label}: “${text}”.`,
        line: note.line,
      })
    }
    return { ...note, id }
  })
  return { notes, targets }
}

/** The ids of one document: for each, the next number to try when it is asked for again. */
export type Ids = Map<string, number>

/** `wanted`, or with the first number that makes it new among `taken`, to which it is added. */
export const freeId = (wanted: string, taken: Ids): string => {
  let nth = taken.get(wanted)
  if (nth === undefined) {
    taken.set(wanted, 2)
    return wanted
  }
  while (taken.has(`${wanted}-${nth}`)) nth += 1
  taken.set(wanted, nth + 1)
  taken.set(`${wanted}-${nth}`, 2)
  return `${wanted}-${nth}`
}

const SIGN_NAMES: Readonly<Record<string, string>> = {
  '*': 'star',
  '†': 'dagger',
  '‡': 'ddagger',
  '§': 'section',
  '¶': 'para',
  '‖': 'bars',
}

const slugOfLabel = (label: string): string => {
  const named = Array.from(label, (sign) => SIGN_NAMES[sign] ?? sign).join('-')
  return /^[\w-]+$/.test(label) ? label : named.replace(/[^\w-]+/g, '-')
}

const UNIT = /(?:\d|\b(?:k|c|m|d|n|µ)?m|\b[A-Za-zχ])$/

/** `m²` and `10³` are no markers, unless no other leads to that note. */
const readsAsPower = (before: string, marker: Marker): boolean => /^\d$/.test(marker.label) && UNIT.test(before)

/** The markers of a block with the text just before each. */
const markersWithContext = (block: Block): readonly (readonly [Marker, string])[] => {
  if (block.kind !== 'paragraph') return markersOf(block).map((marker) => [marker, ''])
  const found: (readonly [Marker, string])[] = []
  let before = ''
  for (const inline of block.inlines) {
    if (inline.kind === 'marker') found.push([inline, before])
    before = inline.kind === 'text' ? inline.text.slice(-8) : ' '
  }
  return found
}

/**
 * A sign such as `*` is a marker only where a note bears it: its first place at
 * the end of a word, in the body before the note, becomes one.
 */
const withSignMarkers = (entries: readonly Entry[]): readonly Entry[] => {
  const result = [...entries]
  entries.forEach((entry, noteAt) => {
    if (entry.kind !== 'note' || /^[\da-z]+$/i.test(entry.label)) return
    const isMarked = result.slice(0, noteAt).some((other) => {
      return other.kind === 'body' && markersOf(other.block).some((marker) => marker.label === entry.label)
    })
    if (isMarked) return
    for (let at = 0; at < noteAt; at += 1) {
      const other = result[at]
      const marked = other?.kind === 'body' ? markSign(other, entry.label) : undefined
      if (marked === undefined) continue
      result[at] = marked
      return
    }
  })
  return result
}

const markSign = (entry: BodyEntry, sign: string): BodyEntry | undefined => {
  const { block } = entry
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return undefined
  const literal = sign.replace(/[*]/g, '\\$&')
  const pattern = new RegExp(`(?<=[^\\s*†‡§¶])\\s?${literal}(?=[\\s,;.:)]|$)`)
  for (const [nth, inline] of block.inlines.entries()) {
    if (inline.kind !== 'text') continue
    const match = pattern.exec(inline.text)
    if (match === null) continue
    const pieces: readonly Inline[] = [
      { ...inline, text: inline.text.slice(0, match.index) },
      { kind: 'marker', label: sign, written: match[0], style: inline.style },
      { ...inline, text: inline.text.slice(match.index + match[0].length) },
    ]
    const inlines = [...block.inlines.slice(0, nth), ...pieces, ...block.inlines.slice(nth + 1)]
    return { ...entry, block: { ...block, inlines } }
  }
  return undefined
}
