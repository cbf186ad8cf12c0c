import type { BodyEntry, Entry } from './pages'
import { type Block, type ListBlock, type ParagraphBlock, joinInlines, plainOf, plainOfBlock } from './piece'

const CLOSED = /[.!?…:■□∎][\s"'”’»)\]]*$/u
const MIN_OPEN_CHARS = 60
/** The most pieces of a joined paragraph: more are no paragraph, and joining copies them each time. */
const PIECES_MAX = 400

/**
 * The body with its broken paragraphs whole again: see JO rules in SPEC.md.
 * `isBody` is false for the front matter, whose short lines are never joined
 * on the strength of a missing full stop.
 */
export const joinParagraphs = (entries: readonly Entry[], isBody: (block: Block) => boolean): readonly Block[] => {
  const blocks: { block: Block; isFloat: boolean }[] = []
  // A page's end lies between the last paragraph and here, whatever floats between.
  let isBroken = false
  for (const entry of entries) {
    if (entry.kind === 'note') continue
    isBroken ||= entry.isBroken
    if (entry.isStray) {
      blocks.push({ block: entry.block, isFloat: true })
      continue
    }
    const at = lastSolid(blocks, entry.block)
    const before = blocks[at]?.block
    const joined = before === undefined ? undefined : join(before, entry, isBroken, isBody)
    if (joined === undefined) blocks.push({ block: entry.block, isFloat: isFloat(entry.block) })
    else blocks[at] = { block: joined, isFloat: false }
    if (!isFloat(entry.block)) isBroken = false
  }
  return blocks.map(({ block }) => block)
}

const FLOATS_MAX = 6

const isFloat = (block: Block): boolean => block.kind === 'table' || block.kind === 'caption'

/** The block that `block` would continue: the last one, or the one before the figures and tables in between. */
const lastSolid = (blocks: readonly { readonly block: Block; readonly isFloat: boolean }[], block: Block): number => {
  let at = blocks.length - 1
  if (block.kind !== 'paragraph') return at
  while (at >= Math.max(0, blocks.length - FLOATS_MAX) && blocks[at]?.isFloat === true) at -= 1
  return at
}

const join = (
  before: Block,
  entry: BodyEntry,
  isBroken: boolean,
  isBody: (block: Block) => boolean,
): Block | undefined => {
  const { block } = entry
  if (block.kind === 'list' && before.kind === 'list') return isBroken ? joinLists(before, block) : undefined
  if (block.kind !== 'paragraph') return undefined
  if (before.kind === 'paragraph') {
    const continues = isContinued(before, block, isBroken, isBody(before) && isBody(block))
    return continues ? { ...before, inlines: joinInlines(before.inlines, block.inlines) } : undefined
  }
  if ((before.kind === 'list' || before.kind === 'quote') && isBroken) return joinInto(before, block)
  return undefined
}

const isContinued = (
  before: ParagraphBlock,
  after: ParagraphBlock,
  isBroken: boolean,
  isBodyText: boolean,
): boolean => {
  if (before.inlines.length > PIECES_MAX) return false
  const first = plainOf(before.inlines)
  const second = plainOf(after.inlines)
  const isOpen = !CLOSED.test(first)
  const startsLow = /^["'“‘(]?\p{Ll}/u.test(second)
  if (startsLow) return (isOpen && isBodyText) || isBroken
  if (!isBroken || !isOpen || !isBodyText) return false
  return first.length >= MIN_OPEN_CHARS || /^[,;)\]%–—]/.test(second)
}

/** The last paragraph of a list or a quotation goes on below the page's end. */
const joinInto = (before: Block, after: ParagraphBlock): Block | undefined => {
  if (before.kind === 'paragraph') return { ...before, inlines: joinInlines(before.inlines, after.inlines) }
  if (CLOSED.test(plainOfBlock(before)) || !/^\p{Ll}/u.test(plainOf(after.inlines))) return undefined
  const within = before.kind === 'list' ? before.items.at(-1) : before.kind === 'quote' ? before.blocks : undefined
  const last = within?.at(-1)
  const joined = last === undefined ? undefined : joinInto(last, after)
  if (within === undefined || joined === undefined) return undefined
  const longer = [...within.slice(0, -1), joined]
  if (before.kind === 'list') return { ...before, items: [...before.items.slice(0, -1), longer] }
  return before.kind === 'quote' ? { ...before, blocks: longer } : undefined
}

const joinLists = (before: ListBlock, after: ListBlock): ListBlock | undefined => {
  if (before.ordered !== after.ordered) return undefined
  if (before.ordered && after.start !== before.start + before.items.length) return undefined
  return { ...before, items: [...before.items, ...after.items] }
}
