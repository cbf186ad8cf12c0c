import type { Node } from 'prosemirror-model'
import type { Note } from '../export'
import { type Frame, type Threads, noteOf } from './frame'

/** A piece of the paper that stands alone: a top-level node, or one footnote. */
export interface Part {
  readonly node: Node
  /** Notes whose passages begin in it, in order. */
  readonly beginning: readonly Note[]
  /** Notes with their passages, or a piece of them, in it. */
  readonly covering: readonly Note[]
}

/**
 * The paper part by part with its notes, numbered from 1 in the order of the
 * threads; last, without a node, the notes that the version does not hold.
 * Holds no more notes than lie on one part, and those without a place.
 */
export async function* partsOf(
  frame: Frame,
  threads: Threads,
): AsyncGenerator<Part | { readonly node: null; readonly beginning: readonly Note[] }> {
  const coming = threads[Symbol.asyncIterator]()
  const blocks = new Map(frame.index.blocks.map((block) => [block.node, block]))
  const lost: Note[] = []
  let open: Note[] = []
  let number = 0
  let next = await coming.next()
  for (const node of piecesOf(frame.document)) {
    let start = Infinity
    let end = -1
    const measure = (child: Node): void => {
      const block = blocks.get(child)
      if (block === undefined) return
      start = Math.min(start, block.start)
      end = Math.max(end, block.end)
    }
    measure(node)
    node.descendants(measure)
    while (next.done !== true && next.value.thread.annotation.anchor.start <= end) {
      number += 1
      const note = noteOf(frame, next.value, number)
      if (note.place === null) lost.push(note)
      else open.push(note)
      next = await coming.next()
    }
    const covering = open.filter(({ place }) => place !== null && place.start < end && place.end > start)
    const beginning = covering.filter(({ place }) => place !== null && place.start >= start)
    yield { node, beginning, covering }
    open = open.filter(({ place }) => place !== null && place.end > end)
  }
  while (next.done !== true) {
    number += 1
    lost.push(noteOf(frame, next.value, number))
    next = await coming.next()
  }
  if (lost.length > 0) yield { node: null, beginning: lost }
}

const piecesOf = (document: Node): readonly Node[] =>
  document.children.flatMap((node) => (node.type.name === 'footnotes' ? node.children : [node]))
