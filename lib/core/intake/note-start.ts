import { flatParagraphs } from './blocks'
import type { Block, Inline, Marker, Note, ParagraphBlock } from './piece'

/** What the head of a block says about the note that begins there. */
export interface NoteStart {
  readonly label: string
  /** The label is a sign (`*`, `†`), which also means other things. */
  readonly isSign: boolean
  /** The block as notes: more than one for a list of them. */
  readonly notes: readonly Note[]
}

const SIGN = /^\s*([*†‡§¶∗]{1,3})\s*(?=\S)/
const PLAIN_LABEL = /^\s*(?:\[\^?(\d{1,4}|[a-z*†‡])\]:?|(\d{1,4})[.)]?(?=\s))\s*/i

/**
 * Reads the head of a block as that of a note. A raised label is one anywhere;
 * a plain one (`5 …`, `5. …`, `[5] …`) only where notes are looked for, that
 * is, `isKnown` is given, and only a label whose marker was seen.
 */
export const noteStart = (block: Block, isKnown: ((label: string) => boolean) | undefined): NoteStart | undefined => {
  if (block.kind === 'list') return isKnown === undefined ? undefined : listOfNotes(block, isKnown)
  if (block.kind !== 'paragraph' && !(block.kind === 'heading' && block.level > 1)) return undefined
  const at = block.inlines.findIndex(
    (inline) => inline.kind !== 'line' && !(inline.kind === 'text' && !inline.text.trim()),
  )
  const first = block.inlines[at]
  if (first === undefined || first.kind === 'line') return undefined
  const rest = block.inlines.slice(at + 1)
  if (first.kind === 'marker') {
    if (first.written.startsWith('[') && isKnown?.(first.label) !== true) return undefined
    const isSign = !/^[\da-z]+$/i.test(first.label)
    return { label: first.label, isSign, notes: [note(first.label, withoutStop(rest), block.line)] }
  }
  const sign = SIGN.exec(first.text)
  if (sign !== null) {
    const label = (sign[1] ?? '').replaceAll('∗', '*')
    const text = first.text.slice(sign[0].length)
    return { label, isSign: true, notes: [note(label, [{ ...first, text }, ...rest], block.line)] }
  }
  const plain = isKnown === undefined ? null : PLAIN_LABEL.exec(first.text)
  const label = plain?.[1] ?? plain?.[2]
  if (plain === null || label === undefined || isKnown?.(label) !== true) return undefined
  const text = first.text.slice(plain[0].length)
  return { label, isSign: false, notes: [note(label, [{ ...first, text }, ...rest], block.line)] }
}

const note = (label: string, inlines: readonly Inline[], line: number): Note => ({
  kind: 'note',
  label,
  paragraphs: [inlines],
  line,
  detached: false,
})

/** `<sup>5</sup>. Text` and `[^5]: Text` begin with the text. */
const withoutStop = (inlines: readonly Inline[]): readonly Inline[] => {
  const [first, ...rest] = inlines
  if (first?.kind !== 'text') return inlines
  return [{ ...first, text: first.text.replace(/^\s*[.:)]?\s+/, '') }, ...rest]
}

const listOfNotes = (
  block: Extract<Block, { kind: 'list' }>,
  isKnown: (label: string) => boolean,
): NoteStart | undefined => {
  const labels = block.items.map((_, nth) => (block.ordered ? String(block.start + nth) : block.sign))
  const isSign = !block.ordered
  if (isSign && (block.sign !== '*' || block.items.length > 1)) return undefined
  const first = labels[0]
  if (first === undefined || !labels.every(isKnown)) return undefined
  const notes = block.items.map((item, nth): Note => ({
    kind: 'note',
    label: labels[nth] ?? first,
    paragraphs: item.flatMap(flatParagraphs),
    line: block.line,
    detached: false,
  }))
  return { label: first, isSign, notes }
}

/**
 * Cuts a paragraph where a line of it begins a note: in a paragraph of notes at
 * the next number, elsewhere at a raised label whose marker came before.
 */
export const splitAtNotes = (block: ParagraphBlock, isKnown: (label: string) => boolean): readonly ParagraphBlock[] => {
  const parts: Inline[][] = [[]]
  const here = new Set<string>()
  let label = noteStart(block, undefined)?.label
  let isLineStart = false
  block.inlines.forEach((inline) => {
    if (inline.kind === 'line') isLineStart = true
    else if (inline.kind === 'marker') {
      if (isLineStart && !inline.written.startsWith('[') && begins(inline, label, isKnown, here)) {
        parts.push([])
        label = inline.label
      } else here.add(inline.label)
      isLineStart = false
    } else if (inline.text.trim() !== '') isLineStart = false
    parts.at(-1)?.push(inline)
  })
  return parts.length === 1 ? [block] : parts.map((inlines) => ({ ...block, inlines }))
}

const begins = (
  marker: Marker,
  label: string | undefined,
  isKnown: (label: string) => boolean,
  here: ReadonlySet<string>,
): boolean => {
  if (label !== undefined) return Number(marker.label) === Number(label) + 1 || !/^\d+$/.test(marker.label)
  return here.has(marker.label) || isKnown(marker.label)
}
