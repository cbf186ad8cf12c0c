import type { RecordKey } from '../../core/annotation'
import type { IndexedBlock } from '../../core/document'
import { type Emphasis, emphasise, isCalm, showArrived } from './emphasis'
import type { Stretch, Stroke } from './highlights'
import type { Leaf, TextView } from './text-view'

/** One element around a piece of text. */
interface Mark {
  readonly element: HTMLElement
  readonly stroke: Stroke
}

/** A stretch as it stands in the block: for each piece of its text the marks around it, the outermost first. */
interface Drawn {
  readonly stretch: Stretch
  readonly pieces: readonly (readonly Mark[])[]
}

/** The highlights of one block, as elements around its text. */
export interface BlockMarks {
  /** Shows these stretches, cut to the block, and no others. Only what differs is drawn anew; true where something did. */
  show(stretches: readonly Stretch[], emphasis: Emphasis): boolean
  /** Looks at the emphasis of these annotations again. */
  emphasise(emphasis: Emphasis, changed: ReadonlySet<RecordKey>): void
  /** The stretch whose element this is, if it is one of the block. */
  stretchOf(element: Element): Stretch | undefined
}

/** The highlights of `block`: none yet. */
export const blockMarks = (view: TextView, block: IndexedBlock): BlockMarks => {
  let drawn: readonly Drawn[] = []
  let owners = new WeakMap<Element, Stretch>()
  /** What is drawn, by the annotations on it; made when it is asked for. */
  let byKey: ReadonlyMap<RecordKey, readonly Drawn[]> | undefined

  const draw = (stretches: readonly Stretch[], emphasis: Emphasis): readonly Drawn[] => {
    const pieces = new Map<Stretch, (readonly Mark[])[]>(stretches.map((stretch) => [stretch, []]))
    let next = 0
    for (const leaf of view.leavesOf(block)) {
      while ((stretches[next]?.end ?? Infinity) <= leaf.start) next += 1
      if (next === stretches.length) break
      wrapLeaf(leaf, stretches, next, (stretch, marks) => {
        pieces.get(stretch)?.push(marks)
        for (const { element } of marks) owners.set(element, stretch)
        if (!isCalm(emphasis)) emphasiseAll(stretch, marks, emphasis)
      })
    }
    return stretches.map((stretch) => ({ stretch, pieces: pieces.get(stretch) ?? [] }))
  }

  return {
    show: (stretches, emphasis) => {
      const kept = commonEnds(drawn, stretches)
      const out = drawn.slice(kept.before, drawn.length - kept.after)
      const into = stretches.slice(kept.before, stretches.length - kept.after)
      if (out.length === 0 && into.length === 0) return false
      const element = view.elementOf(block)
      for (const { pieces } of out) for (const marks of pieces) unwrap(marks)
      if (out.length > 0) element.normalize()
      view.forget(block)
      const fresh = draw(into, emphasis)
      view.forget(block)
      const before = drawn.slice(0, kept.before)
      const after = drawn.slice(drawn.length - kept.after)
      drawn = [...before, ...fresh, ...after]
      byKey = undefined
      if (drawn.length === 0) owners = new WeakMap()
      return true
    },
    emphasise: (emphasis, changed) => {
      if (drawn.length === 0) return
      byKey ??= indexOf(drawn)
      const touched = new Set<Drawn>()
      for (const key of changed) for (const one of byKey.get(key) ?? []) touched.add(one)
      for (const { stretch, pieces } of touched) for (const marks of pieces) emphasiseAll(stretch, marks, emphasis)
    },
    stretchOf: (element) => owners.get(element),
  }
}

const indexOf = (drawn: readonly Drawn[]): ReadonlyMap<RecordKey, readonly Drawn[]> => {
  const byKey = new Map<RecordKey, Drawn[]>()
  for (const one of drawn)
    for (const key of one.stretch.keys) {
      const others = byKey.get(key)
      if (others === undefined) byKey.set(key, [one])
      else others.push(one)
    }
  return byKey
}

const emphasiseAll = (stretch: Stretch, marks: readonly Mark[], emphasis: Emphasis): void => {
  for (const { element, stroke } of marks) emphasise(element, stroke, emphasis)
  const [outermost] = marks
  if (outermost !== undefined) showArrived(outermost.element, stretch, emphasis)
}

/** How many stretches stand already as wanted, at the beginning and at the end. */
const commonEnds = (
  drawn: readonly Drawn[],
  wanted: readonly Stretch[],
): { readonly before: number; readonly after: number } => {
  const most = Math.min(drawn.length, wanted.length)
  let before = 0
  while (before < most && isSameStretch(drawn[before]?.stretch, wanted[before])) before += 1
  let after = 0
  while (after < most - before && isSameStretch(drawn.at(-1 - after)?.stretch, wanted.at(-1 - after))) after += 1
  return { before, after }
}

const isSameStretch = (a: Stretch | undefined, b: Stretch | undefined): boolean =>
  a === b ||
  (a?.start === b?.start &&
    a?.end === b?.end &&
    isSameList(a?.keys, b?.keys) &&
    a?.strokes.length === b?.strokes.length &&
    a?.strokes.every((stroke, at) => isSameStroke(stroke, b?.strokes[at])) === true)

const isSameStroke = (a: Stroke, b: Stroke | undefined): boolean =>
  a.pigment === b?.pigment && a.lane === b.lane && a.depth === b.depth && isSameList(a.keys, b.keys)

const isSameList = (a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean =>
  a?.length === b?.length && a?.every((item, at) => item === b?.[at]) === true

const wrapLeaf = (
  leaf: Leaf,
  stretches: readonly Stretch[],
  from: number,
  tell: (stretch: Stretch, marks: readonly Mark[]) => void,
): void => {
  let { node } = leaf
  let start: number = leaf.start
  for (let at = from; ; at += 1) {
    const stretch = stretches[at]
    if (stretch === undefined) return
    if (!(node instanceof Text)) {
      // A marker belongs to what goes on on both of its sides.
      if (stretch.start < leaf.start) tell(stretch, wrap(node, stretch.strokes))
      return
    }
    if (stretch.start >= leaf.end) return
    if (stretch.start > start) {
      node = node.splitText(stretch.start - start)
      start = stretch.start
    }
    const rest = stretch.end < leaf.end ? node.splitText(stretch.end - start) : undefined
    tell(stretch, wrap(node, stretch.strokes))
    if (rest === undefined) return
    node = rest
    start = stretch.end
  }
}

/** Puts the marks around `node`; the first stroke becomes the outermost. */
const wrap = (node: Text | Element, strokes: readonly Stroke[]): readonly Mark[] => {
  const marks = strokes.map((stroke, at): Mark => {
    const element = node.ownerDocument.createElement(at === 0 ? 'mark' : 'span')
    element.className = `hl v${String(stroke.depth)} lane${String(stroke.lane)}${stroke.pigment === null ? ' plain' : ''}`
    if (stroke.pigment !== null) element.dataset.pigment = stroke.pigment
    return { element, stroke }
  })
  const [outer] = marks
  if (outer === undefined) return marks
  node.before(outer.element)
  marks.forEach(({ element }, at) => {
    element.append(marks[at + 1]?.element ?? node)
  })
  return marks
}

const unwrap = (marks: readonly Mark[]): void => {
  const outer = marks[0]?.element
  const inner = marks.at(-1)?.element
  if (outer !== undefined && inner !== undefined) outer.replaceWith(...inner.childNodes)
}
