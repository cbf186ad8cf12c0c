import type { Inline, Note } from '../piece'
import type { Letter } from './letters'
import type { Line } from './lines'
import type { Measures } from './measure'
import { type Reading, inlinesOf, joinLines, shiftOf } from './words'

/** Smaller lines than this at the foot of a column may be notes, in parts of the text's size. */
const NOTE_SIZE = 0.95
const SIGN = /^[*†‡§¶∗‖]$/u

/** The label with which a line begins, and how many of its letters that takes. */
interface Start {
  readonly label: string
  readonly letters: number
  readonly isRaised: boolean
}

/** What a line says of a note that may begin with it; a plain number only where `isKnown` knows it. */
export const noteStartOf = (line: Line, isKnown: (label: string) => boolean): Start | undefined => {
  const first = line.letters[0]
  if (first === undefined) return undefined
  const take = (test: (letter: Letter) => boolean): number => {
    const end = line.letters.findIndex((letter) => !test(letter))
    return end < 0 ? line.letters.length : end
  }
  const labelOf = (count: number): string =>
    line.letters
      .slice(0, count)
      .map((letter) => (letter.text === '∗' ? '*' : letter.text))
      .join('')
  const raisedCount = take((letter) => shiftOf(letter, line) === 'sup' && /^[\p{Nd}*†‡§¶∗‖a-z]$/iu.test(letter.text))
  if (raisedCount > 0 && raisedCount <= 4 && raisedCount < line.letters.length) {
    return { label: labelOf(raisedCount), letters: raisedCount, isRaised: true }
  }
  const signs = take((letter) => SIGN.test(letter.text))
  if (signs > 0 && signs <= 3 && signs < line.letters.length) {
    return { label: labelOf(signs), letters: signs, isRaised: false }
  }
  const digits = take((letter) => /^\p{Nd}$/u.test(letter.text))
  if (digits === 0 || digits > 4 || !isKnown(labelOf(digits))) return undefined
  const next = line.letters[digits]
  const last = line.letters[digits - 1]
  if (next === undefined || last === undefined) return undefined
  const isStopped = /^[.)]$/.test(next.text)
  const isBehind = (letter: Letter, before: Letter): boolean =>
    letter.left - before.right < 0.1 * line.size && !letter.isAfterSpace
  const isApart = !isBehind(next, last)
  // LibreOffice sets the number close to the first word; `3D` and `20th` are words.
  const second = line.letters[digits + 1]
  const isCapital =
    second !== undefined && isBehind(second, next) && /^\p{Lu}\p{Ll}$/u.test(`${next.text}${second.text}`)
  if (!isStopped && !isApart && !isCapital) return undefined
  return { label: labelOf(digits), letters: digits + (isStopped ? 1 : 0), isRaised: false }
}

/** Where the notes at the foot of a column begin: an index into its lines, their number where it has none. PF8. */
export const footOf = (
  lines: readonly Line[],
  { size, leadingEm }: Measures,
  isKnown: (label: string) => boolean,
  isOpen: boolean,
): number => {
  let from = lines.length
  while (from > 0 && (lines[from - 1]?.size ?? Infinity) < NOTE_SIZE * size) from -= 1
  const small = lines.slice(from)
  const firstStart = small.findIndex((line) => noteStartOf(line, isKnown) !== undefined)
  if (firstStart >= 0) {
    // What is small and stands before the first label is the rest of a note, or a caption that is none.
    const before = small[firstStart - 1]
    const first = small[firstStart]
    const isApart =
      before !== undefined && first !== undefined && before.baseline - first.baseline > 2 * leadingEm * first.size
    return isOpen && !isApart ? from : from + firstStart
  }
  if (small.length > 0 && isOpen && from > 0) return from
  // Notes as large as the text: a raised number under a gap, and nothing but notes below.
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const line = lines[at]
    const above = lines[at - 1]
    if (line === undefined || above === undefined) break
    const start = noteStartOf(line, () => false)
    if (start?.isRaised !== true || !/^\d+$/.test(start.label) || !isKnown(start.label)) continue
    if (above.baseline - line.baseline > 1.25 * leadingEm * size) return at
  }
  return lines.length
}

/** Lines of notes put together as notes. */
export class NoteGatherer {
  private readonly notes: { note: Note; lines: Line[] }[] = []

  constructor(private readonly reading: Reading) {}

  /** True while the last note has no end: the next foot may go on with it. */
  get isOpen(): boolean {
    const last = this.notes.at(-1)
    return last !== undefined && !/[.?!)\]"”’]$/.test(wordsOf(last.note))
  }

  /** The notes of one foot. Lines before the first label go on with the last note of the file; the answer has it anew. */
  gather(
    lines: readonly Line[],
    isKnown: (label: string) => boolean,
  ): {
    readonly notes: readonly Note[]
    readonly longer: { readonly was: Note; readonly is: Note } | undefined
    readonly stray: readonly Line[]
  } {
    const fresh: { note: Note; lines: Line[] }[] = []
    const stray: Line[] = []
    let open = this.notes.at(-1)
    const was = open?.note
    for (const line of lines) {
      const start = noteStartOf(line, (label) => isKnown(label) || Number(label) === Number(open?.note.label) + 1)
      if (start !== undefined) {
        const inlines = trimmed(inlinesOf(line, this.reading, start.letters))
        open = {
          note: {
            kind: 'note',
            label: start.label,
            paragraphs: [inlines],
            line: line.column.page + 1,
            detached: false,
          },
          lines: [line],
        }
        fresh.push(open)
        continue
      }
      if (open === undefined) {
        stray.push(line)
        continue
      }
      open.lines.push(line)
      const [first = []] = open.note.paragraphs
      const more = inlinesOf(line, this.reading)
      open.note = { ...open.note, paragraphs: [[...first, ...joinLines(first, more), ...more]] }
    }
    const before = this.notes.at(-1)?.note
    this.notes.push(...fresh)
    const longer = was !== undefined && before !== undefined && was !== before ? { was, is: before } : undefined
    return { notes: fresh.map(({ note }) => note), longer, stray }
  }
}

const trimmed = (inlines: readonly Inline[]): readonly Inline[] => {
  const [first, ...rest] = inlines
  return first?.kind === 'text'
    ? [{ ...first, text: first.text.replace(/^\s*[.:)]?\s+/, '').trimStart() }, ...rest]
    : inlines
}

const wordsOf = (note: Note): string =>
  note.paragraphs
    .flat()
    .map((inline) => (inline.kind === 'text' ? inline.text : ' '))
    .join('')
    .trim()
