import { raised } from '../inline'
import { type Inline, type Style, WIDE_SPACE } from '../piece'
import type { Letter } from './letters'
import type { Line } from './lines'
import type { PdfFont } from './page'

/** How the letters of a file are read as words. */
export interface Reading {
  readonly fonts: readonly PdfFont[]
  /** A wider gap than this is a space, in em, where the file paints none. */
  readonly spaceEm: number
}

const SPACE_EM = 0.16
/** In a file that paints its spaces, only a wide gap is one besides. */
const SPACE_EM_PAINTED = 0.3

/** How wide a gap must be in this file to be a space: PF5. */
export const spaceEmOf = (lines: readonly Line[]): number => {
  let painted = 0
  let gaps = 0
  for (const line of lines) {
    line.letters.forEach((letter, at) => {
      const before = line.letters[at - 1]
      if (before === undefined || gapBetween(before, letter) < SPACE_EM * line.size) return
      gaps += 1
      if (letter.isAfterSpace) painted += 1
    })
  }
  return painted * 2 > gaps ? SPACE_EM_PAINTED : SPACE_EM
}

const gapBetween = (a: Letter, b: Letter): number => (b.left >= a.left ? b.left - a.right : a.left - b.right)

/** True where a space stands between two neighbours of a line. */
const isSpaced = (a: Letter, b: Letter, line: Line, spaceEm: number): boolean => {
  const gap = gapBetween(a, b)
  if (b.isAfterSpace && gap > 0.04 * line.size) return true
  return gap > spaceEm * Math.min(line.size, Math.max(a.size, b.size))
}

const RAISED_EM = 0.14
const LOWERED_EM = 0.08

/** Whether a letter of a line is smaller and stands above or below its baseline. */
export const shiftOf = (letter: Letter, line: Line): 'sup' | 'sub' | undefined => {
  const rise = letter.baseline - line.baseline
  if (rise > RAISED_EM * line.size && letter.size < 0.92 * line.size) return 'sup'
  if (rise < -LOWERED_EM * line.size && letter.size < 0.85 * line.size) return 'sub'
  return undefined
}

const styleOf = (letter: Letter, line: Line, fonts: readonly PdfFont[]): Style => {
  const font = fonts[letter.font]
  const shift = shiftOf(letter, line)
  return {
    ...(font?.italic === true ? { em: true as const } : {}),
    ...(font?.bold === true ? { strong: true as const } : {}),
    ...(shift === 'sup' ? { sup: true as const } : {}),
    ...(shift === 'sub' ? { sub: true as const } : {}),
  }
}

const same = (a: Style, b: Style): boolean =>
  a.em === b.em && a.strong === b.strong && a.sup === b.sup && a.sub === b.sub

/** The words of a line with their style; raised numbers and signs may be markers of notes: PF5, PF6. */
export const inlinesOf = (line: Line, { fonts, spaceEm }: Reading, from = 0): readonly Inline[] => {
  const runs: { text: string; readonly style: Style }[] = []
  const letters = line.letters.slice(from)
  letters.forEach((letter, at) => {
    const before = letters[at - 1]
    const style = styleOf(letter, line, fonts)
    const last = runs.at(-1)
    const isApart = before !== undefined && isSpaced(before, letter, line, spaceEm)
    const space = !isApart ? '' : line.cells.includes(letter.left) ? WIDE_SPACE : ' '
    if (last !== undefined && same(last.style, style)) last.text += space + letter.text
    else if (last !== undefined && style.sup === true) {
      last.text += space
      runs.push({ text: letter.text, style })
    } else runs.push({ text: space + letter.text, style })
  })
  return runs.flatMap(({ text, style }): readonly Inline[] => {
    if (style.sup !== true) return [{ kind: 'text', text: softened(text), style }]
    const rest: Style = {
      ...(style.em === true ? { em: true } : {}),
      ...(style.strong === true ? { strong: true } : {}),
    }
    const lead = /^\s*/.exec(text)?.[0] ?? ''
    const inlines = raised([{ kind: 'text', text: text.slice(lead.length), style: rest }])
    return lead === '' ? inlines : [{ kind: 'text', text: lead, style: rest }, ...inlines]
  })
}

const OPEN_ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"”)]*$/iu
const ADDRESS_END = /[-/._=?&#%~:@+]$/u
const ADDRESS_GOES_ON = /^[/.?=&#%_~@+-]|^[^\s]*[/=&%_?]|^[^\s]*\.(?:html?|php|aspx?|pdf|org|com|net|edu|gov)\b/iu

/** What stands between two lines: a line's end; nothing where it cut an address. */
export const joinLines = (before: readonly Inline[], after: readonly Inline[]): readonly Inline[] => {
  const last = before.at(-1)
  const first = after[0]
  if (last?.kind !== 'text' || first?.kind !== 'text') return [{ kind: 'line' }]
  const open = OPEN_ADDRESS.exec(last.text)?.[0]
  if (open === undefined) return [{ kind: 'line' }]
  return ADDRESS_END.test(open) || ADDRESS_GOES_ON.test(first.text) ? [] : [{ kind: 'line' }]
}

/** A hyphen that a typesetter put at the end of a line is a plain one there, and nothing within it. */
const softened = (text: string): string =>
  text
    .replace(/[\u00ad\u2010]$/u, '-')
    .replace(/\u00ad/gu, '')
    .replace(/\u2010/gu, '-')

/** The words of a line, markers among them. */
export const textOf = (line: Line, reading: Reading): string =>
  inlinesOf(line, reading)
    .map((inline) => (inline.kind === 'text' ? inline.text : inline.kind === 'marker' ? inline.written : ' '))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** The share of a line's letters of which `test` is true. */
export const share = (line: Line, test: (letter: Letter) => boolean): number =>
  line.letters.filter(test).length / Math.max(1, line.letters.length)
