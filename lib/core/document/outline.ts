import type { Document } from './document'
import { type Offset, offset } from './positions'
import type { TextIndex } from './text-index'

/** One heading of the paper and the stretch of text that it heads. */
export interface Section {
  /** The heading's id in the document, also its fragment in the page's address. */
  readonly id: string
  /** 1 is the title, 2 a section, 3 and on a part of it. */
  readonly level: number
  readonly title: string
  /** Where the heading's text starts. */
  readonly start: Offset
  /** Where the next heading of any level starts, or where the body ends. */
  readonly end: Offset
}

/**
 * The headings in document order. Together their stretches cover the body from
 * the first heading on without a gap; footnotes belong to none.
 */
export const outline = (document: Document, index: TextIndex): readonly Section[] => {
  const headings = index.blocks.filter((block) => block.node.type.name === 'heading')
  return headings.map((block, at) => ({
    id: String(block.node.attrs.id),
    level: Number(block.node.attrs.level),
    title: index.text.slice(block.start, block.end),
    start: block.start,
    end: headings[at + 1]?.start ?? offset(index.bodyEnd),
  }))
}

/**
 * The section that holds `at`, or `undefined` before the first heading and in
 * the footnotes. `sections` as `outline` gives them.
 */
export const sectionAt = (sections: readonly Section[], at: Offset): Section | undefined =>
  sections.findLast((section) => section.start <= at && at < section.end)
