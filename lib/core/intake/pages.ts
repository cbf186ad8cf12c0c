import { flatParagraphs } from './blocks'
import { furniture } from './furniture'
import { noteStart, splitAtNotes } from './note-start'
import {
  type Block,
  type IntakeWarning,
  type Item,
  type Note,
  clip,
  joinInlines,
  markersOf,
  plainOf,
  plainOfBlock,
} from './piece'

/** A block of the body in its place. */
export interface BodyEntry {
  readonly kind: 'body'
  readonly block: Block
  /** A page ended between the block before and this one. */
  readonly isBroken: boolean
  /** Stood among the notes of a page and belongs to none of them. */
  readonly isStray: boolean
}
export type Entry = BodyEntry | Note

/** How many paragraphs may lie between a page's rule and its first note. */
const LOOK_AHEAD = 6

/**
 * Takes the notes out of the text: see PG rules in SPEC.md. What is left is the
 * body in its order, with the notes where the file has them.
 */
export const separate = (items: readonly Item[], warnings: IntakeWarning[]): readonly Entry[] => {
  const pages = furniture(items, warnings)
  const startCounts = new Map<string, number>()
  for (const item of pages) {
    const label = isBlock(item) ? noteStart(item, undefined)?.label : undefined
    if (label !== undefined) startCounts.set(label, (startCounts.get(label) ?? 0) + 1)
  }
  const entries: Entry[] = []
  const seen = new Set<string>()
  const signs = new Set<string>()
  const page: { zone: 'body' | 'rule' | 'notes' } = { zone: 'body' }
  let isBroken = false
  let lastNote: Note | undefined

  const emitBody = (block: Block, isStray: boolean): void => {
    entries.push({ kind: 'body', block, isBroken, isStray })
    isBroken = isStray ? isBroken : false
    markersOf(block).forEach((marker) => seen.add(marker.label))
    for (const match of plainOfBlock(block).matchAll(/\S\s?([*†‡§¶]{1,3})(?=[\s,;.:)]|$)/g)) signs.add(match[1] ?? '')
  }
  const emitNote = (note: Note): void => {
    entries.push(note)
    if (note.detached) return
    lastNote = note
    page.zone = 'notes'
    isBroken = true
  }
  const extendLast = (block: Block): void => {
    if (lastNote === undefined) return
    const longer = extended(lastNote, block)
    entries[entries.indexOf(lastNote)] = longer
    lastNote = longer
  }
  const isKnown = (label: string): boolean => seen.has(label) || signs.has(label)
  const startOf = (block: Block): { readonly label: string; readonly notes: readonly Note[] } | undefined => {
    const start = noteStart(block, page.zone === 'body' ? undefined : isKnown)
    if (start === undefined) return undefined
    // A page can begin with the marker of its first word's note.
    if (!isKnown(start.label) && (startCounts.get(start.label) ?? 0) > 1 && entries.every(noteOf(start.label))) return
    if (start.isSign && !isKnown(start.label)) return undefined
    return { label: start.label, notes: start.notes }
  }

  const queue: Item[] = [...pages]
  for (let at = 0; at < queue.length; at += 1) {
    const item = queue[at]
    if (item === undefined) break
    if (item.kind === 'break') {
      page.zone = 'rule'
      isBroken = true
      continue
    }
    if (item.kind === 'note') {
      emitNote(item)
      continue
    }
    const parts = item.kind === 'paragraph' ? splitAtNotes(item, isKnown) : [item]
    if (parts.length > 1) {
      queue.splice(at, 1, ...parts)
      at -= 1
      continue
    }
    const start = startOf(item)
    if (start !== undefined) {
      start.notes.forEach(emitNote)
      continue
    }
    if (page.zone !== 'body' && item.kind === 'paragraph') {
      const isAmongNotes = standsBeforeNote(queue, at, isKnown)
      const isRest = lastNote !== undefined && (isUnfinished(lastNote) || readsAsCitation(item))
      if (isAmongNotes && lastNote !== undefined && (page.zone === 'notes' || isRest)) {
        extendLast(item)
        continue
      }
      if (isAmongNotes) {
        warnings.push({
          code: 'stray-line',
          message: `A line among the notes of a page belongs to none of them and was kept in the text: “${clip(plainOf(item.inlines))}”.`,
          line: item.line,
        })
        emitBody(item, true)
        continue
      }
      if (lastNote !== undefined && isUnfinished(lastNote) && readsAsCitation(item) && !opensBody(queue[at + 1])) {
        extendLast(item)
        continue
      }
    }
    page.zone = 'body'
    emitBody(item, false)
  }
  return entries
}

const isBlock = (item: Item): item is Block => item.kind !== 'break' && item.kind !== 'note'

const noteOf =
  (label: string) =>
  (entry: Entry): boolean =>
    entry.kind !== 'note' || entry.label !== label

/**
 * True where only paragraphs lie between `at` and the next note, and that
 * note's marker stands before them all: then no page's text can lie here.
 */
const standsBeforeNote = (queue: readonly Item[], at: number, isKnown: (label: string) => boolean): boolean => {
  const between: Block[] = []
  for (const item of queue.slice(at, at + LOOK_AHEAD + 1)) {
    if (item.kind !== 'paragraph') return false
    const start = noteStart(item, isKnown)
    if (start !== undefined) {
      const label = start.label
      return isKnown(label) && between.every((block) => markersOf(block).every((marker) => marker.label !== label))
    }
    between.push(item)
  }
  return false
}

const opensBody = (item: Item | undefined): boolean => item?.kind !== 'paragraph'

const isUnfinished = (note: Note): boolean => !/[.?!)\]"”’]$/.test(plainOf(note.paragraphs.at(-1) ?? []))

const readsAsCitation = (block: Block): boolean =>
  /^(?:https?:|www\.)|\baccessed\b|^ibid\b/i.test(plainOfBlock(block)) && plainOfBlock(block).length < 400

/** The note with a block more: as the rest of its last paragraph where that was cut, else as a paragraph of its own. */
const extended = (note: Note, block: Block): Note => {
  const [first, ...rest] = flatParagraphs(block)
  const last = note.paragraphs.at(-1) ?? []
  if (first === undefined) return note
  const isRest = isUnfinished(note) || /^\p{Ll}/u.test(plainOf(first))
  const joined = isRest ? [...note.paragraphs.slice(0, -1), joinInlines(last, first)] : [...note.paragraphs, first]
  return { ...note, paragraphs: [...joined, ...rest] }
}
