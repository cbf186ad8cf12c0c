import type { TextIndex } from '../../document'
import type { Line } from './lines'

/** A UTF-16 unit of a file's letters. */
export interface Unit {
  readonly char: string
  /** Index into the lines. */
  readonly line: number
  readonly left: number
  readonly right: number
}

/** The letters of lines, unit by unit, without what setting a line adds. */
export const unitsOf = (lines: readonly Line[]): readonly Unit[] =>
  lines.flatMap(({ letters }, line) =>
    letters.flatMap(({ text, left, right }): readonly Unit[] =>
      isBare(text)
        ? text.split('').map((char, nth) => ({
            char,
            line,
            left: left + ((right - left) * nth) / text.length,
            right: left + ((right - left) * (nth + 1)) / text.length,
          }))
        : [],
    ),
  )

/** False for white space and hyphens, which come and go at the ends of lines. */
const isBare = (char: string): boolean => !/^[\s\u00ad\u2010-]$/u.test(char)

/** So many units are known again wherever they stand, if they stand once. */
const GRAM = 14
/** How far units may be left out between two that follow each other: the number of a note, a running head. */
const SKIP_MAX = 6
/** How far ahead a short passage is looked for: the notes of a page, or a page. */
const AHEAD_MAX = 9_000

/**
 * For every offset of the text the unit that it is, or -1. A unit is found by
 * its neighbours: where the text goes on as the file does, the next; elsewhere a
 * run of letters that stands once in the file. PF12.
 */
export const align = (index: TextIndex, units: readonly Unit[]): Int32Array => {
  const found = new Int32Array(index.text.length).fill(-1)
  const source = units.map((unit) => unit.char).join('')
  const grams = gramsOf(source)
  let next = 0
  for (const block of index.blocks) {
    const offsets: number[] = []
    let bare = ''
    for (let at: number = block.start; at < block.end; at += 1) {
      const char = index.text[at] ?? ''
      if (!isBare(char)) continue
      offsets.push(at)
      bare += char
    }
    const label = block.footnote === null ? '' : labelOf(block.footnote)
    next = alignBlock(bare, offsets, label, source, grams, found, next)
  }
  return found
}

const labelOf = (id: string): string => /^fn-(\d+)/.exec(id)?.[1] ?? ''

/** Where every run of GRAM units stands; -1 where it stands more than once. */
const gramsOf = (source: string): ReadonlyMap<string, number> => {
  const grams = new Map<string, number>()
  for (let at = 0; at + GRAM <= source.length; at += 1) {
    const gram = source.slice(at, at + GRAM)
    grams.set(gram, grams.has(gram) ? -1 : at)
  }
  return grams
}

const alignBlock = (
  bare: string,
  offsets: readonly number[],
  label: string,
  source: string,
  grams: ReadonlyMap<string, number>,
  found: Int32Array,
  from: number,
): number => {
  let pointer = from
  let at = 0
  const set = (nth: number, unit: number): void => {
    const offset = offsets[nth]
    if (offset !== undefined) found[offset] = unit
  }
  while (at < bare.length) {
    if (at > 0 && source[pointer] === bare[at] && isOn(bare, at, source, pointer)) {
      set(at, pointer)
      at += 1
      pointer += 1
      continue
    }
    const place = placeOf(bare, at, label, source, grams, pointer)
    if (place === undefined) {
      at += 1
      continue
    }
    // What was passed over before the place is read backwards from it.
    for (let back = 1; back <= place.nth - at; back += 1) {
      if (source[place.unit - back] !== bare[place.nth - back]) break
      set(place.nth - back, place.unit - back)
    }
    at = place.nth
    pointer = place.unit
    const end = Math.min(bare.length, at + place.length)
    for (; at < end; at += 1, pointer += 1) set(at, pointer)
  }
  return pointer
}

/** One letter that is the same may be chance: the next must be too, unless one of the two ends here. */
const isOn = (bare: string, at: number, source: string, pointer: number): boolean =>
  at + 1 >= bare.length || source[pointer + 1] === bare[at + 1] || source[pointer - 1] === bare[at - 1]

interface Place {
  /** Index into the block's letters, and the unit that it is. */
  readonly nth: number
  readonly unit: number
  /** How many letters are known to agree from there. */
  readonly length: number
}

const placeOf = (
  bare: string,
  at: number,
  label: string,
  source: string,
  grams: ReadonlyMap<string, number>,
  pointer: number,
): Place | undefined => {
  const near = Math.min(GRAM, bare.length - at)
  const head = bare.slice(at, at + near)
  for (let skip = 0; skip <= SKIP_MAX; skip += 1) {
    if (near >= 2 && source.startsWith(head, pointer + skip)) return { nth: at, unit: pointer + skip, length: near }
  }
  const own = grams.get(bare.slice(at, at + GRAM))
  if (own !== undefined && own >= 0) return { nth: at, unit: own, length: GRAM }
  if (at === 0 && label !== '') {
    const marked = ahead(source, label + head, pointer)
    if (marked !== undefined) return { nth: 0, unit: marked + label.length, length: near }
  }
  if (near >= 4 || (at === 0 && near >= 2)) {
    const later = ahead(source, head, pointer)
    if (later !== undefined) return { nth: at, unit: later, length: near }
  }
  for (let nth = at + 1; nth + GRAM <= bare.length; nth += 1) {
    const unit = grams.get(bare.slice(nth, nth + GRAM))
    if (unit !== undefined && unit >= 0) return { nth, unit, length: GRAM }
  }
  return undefined
}

const ahead = (source: string, wanted: string, pointer: number): number | undefined => {
  const at = source.slice(pointer, pointer + AHEAD_MAX).indexOf(wanted)
  return at < 0 ? undefined : pointer + at
}
