import type { Node } from 'prosemirror-model'
import type { Document } from './document'
import { type Offset, type Pos, offset, pos } from './positions'

/** One textblock of the document and where its characters stand. */
export interface IndexedBlock {
  /** Where its text starts in the plain text. */
  readonly start: Offset
  /** Where its text ends; the separator after it is at this offset. */
  readonly end: Offset
  /** The position just inside the block, before its first character. */
  readonly pos: Pos
  /** The textblock itself: a heading, a paragraph or a figure caption. */
  readonly node: Node
  /** The id of the footnote that holds the block, or `null` in the body. */
  readonly footnote: string | null
}

interface Run {
  readonly offset: number
  readonly pos: number
  readonly length: number
}

/** Between two blocks of the plain text. */
const BLOCK_SEPARATOR = '\n'

/**
 * The plain text of a document and the way between its two spaces. The text is
 * that of all textblocks in document order, joined by `BLOCK_SEPARATOR`: the
 * body first, then the footnotes. A footnote marker adds nothing to the text.
 */
export class TextIndex {
  readonly text: string
  /** The body's text is `text.slice(0, bodyEnd)`; after it stand the footnotes. */
  readonly bodyEnd: Offset
  readonly blocks: readonly IndexedBlock[]
  private readonly runs: readonly Run[]

  constructor(document: Document) {
    const blocks: IndexedBlock[] = []
    const runs: Run[] = []
    let text = ''
    let bodyEnd: number | undefined
    let footnote: string | null = null
    document.descendants((node, nodePos) => {
      if (node.type.name === 'footnotes') bodyEnd = text.length
      if (node.type.name === 'footnote') footnote = String(node.attrs.id)
      if (!node.isTextblock) return true
      if (blocks.length > 0) text += BLOCK_SEPARATOR
      const start = text.length
      node.forEach((child, childOffset) => {
        if (!child.isText || child.text === undefined) return
        runs.push({ offset: text.length, pos: nodePos + 1 + childOffset, length: child.text.length })
        text += child.text
      })
      blocks.push({ start: offset(start), end: offset(text.length), pos: pos(nodePos + 1), node, footnote })
      return false
    })
    this.text = text
    this.blocks = blocks
    this.runs = runs
    this.bodyEnd = offset(bodyEnd ?? text.length)
  }

  /** The plain text of the body, without footnotes. */
  get bodyText(): string {
    return this.text.slice(0, this.bodyEnd)
  }

  /** The block that holds `at`; a separator belongs to the block before it. Throws outside the text. */
  blockAt(at: Offset): IndexedBlock {
    const block = this.blocks[lastAtMost(this.blocks, at, (candidate) => candidate.start)]
    if (block === undefined || at > block.end) throw new Error(`offset ${at} lies outside the text`)
    return block
  }

  /**
   * The position of `at`. Where a footnote marker stands at the place, a range
   * that starts there begins after it and one that ends there ends before it.
   * Throws outside the text.
   */
  posAt(at: Offset, side: 'start' | 'end'): Pos {
    const block = this.blockAt(at)
    // Two runs meet at a marker or a change of marks: `start` takes the later one.
    const key = side === 'start' ? at : at - 1
    const run = this.runs[lastAtMost(this.runs, key, (candidate) => candidate.offset)]
    if (run === undefined || run.offset < block.start || run.offset + run.length < at) return block.pos
    return pos(run.pos + (at - run.offset))
  }

  /**
   * The offset of a position. A position between blocks belongs to the end of
   * the block before it (or to 0), one inside a marker to the marker's place.
   */
  offsetAt(at: Pos): Offset {
    const block = this.blocks[lastAtMost(this.blocks, at, (candidate) => candidate.pos)]
    if (block === undefined) return offset(0)
    const run = this.runs[lastAtMost(this.runs, at, (candidate) => candidate.pos)]
    if (run === undefined || run.offset < block.start || run.pos < block.pos) return block.start
    return offset(Math.min(block.end, run.offset + Math.min(run.length, at - run.pos)))
  }
}

/** The index of the last item whose key is at most `limit`, or -1. Keys ascend. */
const lastAtMost = <Item>(items: readonly Item[], limit: number, keyOf: (item: Item) => number): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && keyOf(item) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
