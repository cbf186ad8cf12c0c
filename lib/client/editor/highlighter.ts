import { type IndexedBlock, type TextIndex, offset } from '../../core/document'
import type { Start, Stretch } from './highlights'
import { drawMarks } from './marks'
import { placeStarts } from './starts'
import type { TextView } from './text-view'

/**
 * A function that shows stretches and starts in `view`. A block on which
 * nothing changed is not touched.
 */
export const highlighter = (
  view: TextView,
  index: TextIndex,
): ((stretches: readonly Stretch[], starts: readonly Start[]) => void) => {
  let before: ReadonlyMap<IndexedBlock, string> = new Map()
  return (stretches, starts) => {
    const after = new Map<IndexedBlock, string>()
    const parts = byBlock(index, stretches, starts)
    for (const [block, part] of parts) {
      const recipe = JSON.stringify(part)
      after.set(block, recipe)
      if (before.get(block) !== recipe) draw(view, block, part)
    }
    for (const block of before.keys()) if (!parts.has(block)) draw(view, block, NOTHING)
    before = after
  }
}

const NOTHING: Parts = { stretches: [], starts: [] }

const draw = (view: TextView, block: IndexedBlock, parts: Parts): void => {
  drawMarks(view, block, parts.stretches)
  placeStarts(view, block, parts.starts)
}

interface Parts {
  readonly stretches: Stretch[]
  readonly starts: Start[]
}

/** Cuts stretches at the ends of blocks. */
const byBlock = (
  index: TextIndex,
  stretches: readonly Stretch[],
  starts: readonly Start[],
): ReadonlyMap<IndexedBlock, Parts> => {
  const parts = new Map<IndexedBlock, Parts>()
  const partOf = (block: IndexedBlock): Parts => {
    const known = parts.get(block)
    if (known !== undefined) return known
    const fresh: Parts = { stretches: [], starts: [] }
    parts.set(block, fresh)
    return fresh
  }
  const sorted = stretches.toSorted((a, b) => a.start - b.start)
  let from = 0
  for (const block of index.blocks) {
    while ((sorted[from]?.end ?? Infinity) <= block.start) from += 1
    for (let at = from; ; at += 1) {
      const stretch = sorted[at]
      if (stretch === undefined || stretch.start >= block.end) break
      const start = offset(Math.max(stretch.start, block.start))
      const end = offset(Math.min(stretch.end, block.end))
      if (start < end) partOf(block).stretches.push({ ...stretch, start, end })
    }
  }
  for (const start of starts) partOf(index.blockAt(start.at)).starts.push(start)
  return parts
}
