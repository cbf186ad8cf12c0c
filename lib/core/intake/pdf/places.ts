import type { TextIndex } from '../../document'
import { type Unit, align, unitsOf } from './align'
import type { Line } from './lines'
import type { PdfPage } from './page'

/** A page of the original, as it is shown: PdfPage without its letters. Points. */
export interface PlacedPage {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
  readonly rotation: number
}

/**
 * Letters of one line that follow each other in the text. `edges[n]` is where
 * the letter at offset `start + n` begins and the one before it ends; they fall
 * where the line runs from right to left. Points, upright as the page is shown.
 */
export interface PlacedRun {
  readonly page: number
  readonly start: number
  readonly baseline: number
  /** The type size of the line. */
  readonly em: number
  readonly edges: readonly number[]
}

/** Where the text of a version stands on the pages of its original. Runs in the order of the text. */
export interface Places {
  readonly pages: readonly PlacedPage[]
  readonly runs: readonly PlacedRun[]
}

/** One line's piece of a passage on a page. Points from the lower left corner of the page, upright as it is shown. */
export interface Piece {
  /** From 0. */
  readonly page: number
  readonly left: number
  readonly right: number
  readonly baseline: number
  /** The type size there. */
  readonly em: number
}

/** A run to which letters are still added. */
interface OpenRun {
  readonly line: number
  readonly start: number
  readonly edges: number[]
  last: Unit
  unit: number
}

/** Finds every letter of a text on the pages that it was read from: PF12. */
export const placesOf = (index: TextIndex, lines: readonly Line[], pages: readonly PdfPage[]): Places => {
  const units = unitsOf(lines)
  const found = align(index, units)
  const runs: PlacedRun[] = []
  let open: OpenRun | undefined
  const close = (run: OpenRun | undefined): void => {
    if (run === undefined) return
    const line = lines[run.line]
    if (line === undefined) return
    const { start, edges, last } = run
    const end = (edges[0] ?? 0) > last.left ? last.left : last.right
    const { baseline, size: em } = line
    runs.push({ page: line.column.page, start, baseline, em, edges: [...edges, end].map(tenths) })
  }
  let gap = 0
  for (let at = 0; at < found.length; at += 1) {
    const nth = found[at] ?? -1
    const unit = units[nth]
    if (unit === undefined) {
      gap += 1
      continue
    }
    if (open === undefined || !goesOn(open, unit, nth, gap)) {
      close(open)
      open = { line: unit.line, start: at, edges: [startOf(unit, units[nth + 1])], last: unit, unit: nth }
    } else {
      // White space between the two begins where the one before it ends.
      for (let space = 0; space < gap; space += 1) open.edges.push(endOf(open.last, unit))
      open.edges.push(startOf(unit, units[nth + 1]))
      open.last = unit
      open.unit = nth
    }
    gap = 0
  }
  close(open)
  return {
    pages: pages.map(({ left, bottom, right, top, rotation }) => ({ left, bottom, right, top, rotation })),
    runs,
  }
}

/** How many units may be left out within a run: the number of a note. */
const SKIPPED_MAX = 5

/** True for the next letter of the same line, with white space between at most. */
const goesOn = (
  open: { readonly line: number; readonly unit: number },
  unit: Unit,
  nth: number,
  gap: number,
): boolean => open.line === unit.line && nth > open.unit && nth - open.unit <= SKIPPED_MAX + 1 && gap <= 2

const startOf = (unit: Unit, next: Unit | undefined): number =>
  next?.line === unit.line && next.left < unit.left - 0.01 ? unit.right : unit.left
const endOf = (unit: Unit, next: Unit): number => (next.left < unit.left - 0.01 ? unit.left : unit.right)
const tenths = (value: number): number => Math.round(value * 10) / 10

/** Of the letters of a text, the share that has a place, from 0 to 1. */
export const placedShare = (index: TextIndex, { runs }: Places): number => {
  let placed = 0
  for (const { start, edges } of runs)
    placed += index.text.slice(start, start + edges.length - 1).replace(/\s/g, '').length
  const all = index.text.replace(/\s/g, '').length
  return all === 0 ? 1 : placed / all
}

/** Where the passage from `start` to `end` stands, line by line in the order of reading; and how many letters of it have no place. */
export const piecesOf = (
  { runs }: Places,
  text: string,
  start: number,
  end: number,
): { readonly pieces: readonly Piece[]; readonly missing: number } => {
  const pieces: Piece[] = []
  let placed = 0
  for (let nth = firstRun(runs, start); nth < runs.length; nth += 1) {
    const run = runs[nth]
    if (run === undefined || run.start >= end) break
    let from = Math.max(start, run.start)
    let to = Math.min(end, run.start + run.edges.length - 1)
    while (from < to && /\s/.test(text[from] ?? '')) from += 1
    while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1
    if (from >= to) continue
    placed += text.slice(from, to).replace(/[\s-]/g, '').length
    const a = run.edges[from - run.start] ?? 0
    const b = run.edges[to - run.start] ?? a
    const piece = { page: run.page, left: Math.min(a, b), right: Math.max(a, b), baseline: run.baseline, em: run.em }
    const last = pieces.at(-1)
    const isOneLine =
      last?.page === piece.page &&
      Math.abs(last.baseline - piece.baseline) < 0.2 &&
      Math.abs(piece.left - last.right) < piece.em
    if (isOneLine) pieces[pieces.length - 1] = { ...last, right: Math.max(last.right, piece.right) }
    else pieces.push(piece)
  }
  return { pieces, missing: Math.max(0, text.slice(start, end).replace(/[\s-]/g, '').length - placed) }
}

const firstRun = (runs: readonly PlacedRun[], offset: number): number => {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const run = runs[middle]
    if (run !== undefined && run.start + run.edges.length - 1 <= offset) low = middle + 1
    else high = middle
  }
  return low
}
