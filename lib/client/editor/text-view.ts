import { type IndexedBlock, type Offset, type TextIndex, offset } from '../../core/document'

/** A place in the DOM, as ranges have it. */
export interface Place {
  readonly node: Node
  readonly offset: number
}

/** A piece of a block's text in the DOM, or a marker in it, which has no text of its own. */
export interface Leaf {
  readonly node: Text | Element
  readonly start: Offset
  readonly end: Offset
}

/** What a view shows: blocks of a paper's text that follow each other; all of them, or those of one note. */
export type ShownText = Pick<TextIndex, 'text' | 'blocks' | 'blockAt'>

/** The text of a paper on the page, and the way between its DOM and the offsets of its index. */
export interface TextView {
  readonly dom: HTMLElement
  /** Where `at` stands. Between two pieces `start` means the later one, `end` the earlier, as in `TextIndex.posAt`. */
  placeAt(at: Offset, side: 'start' | 'end'): Place
  /** The offset of a place in or beside the text. A place between two blocks is the start of the later one, or the end of the earlier. */
  offsetOf(place: Place, side: 'start' | 'end'): Offset
  /** The offset nearest to a point of the window; `undefined` where the window shows no text at that height. */
  offsetAtPoint(x: number, y: number): Offset | undefined
  /** The element that shows a block. */
  elementOf(block: IndexedBlock): HTMLElement
  /** The pieces of a block's text in order. Who splits or joins text nodes calls `forget` afterwards. */
  leavesOf(block: IndexedBlock): readonly Leaf[]
  forget(block: IndexedBlock): void
  /** Calls `listener` after text nodes were split, joined or moved: places found before may be others now. The answer unsubscribes. */
  subscribeDrawn(listener: () => void): () => void
}

/** Every textblock of the schema is one of these, and nothing else is. */
const BLOCKS = 'p, h1, h2, h3, h4, h5, h6'
const MARKER = 'sup.ref'

/**
 * The text in `element`, which shows the blocks of `index` as `renderHtml` makes
 * them. Where it shows anything else (nothing yet, or what an extension made of
 * it), it is written anew, as `html` gives it. The text is the server's own
 * markup and stays so.
 */
export const viewText = (element: HTMLElement, html: () => string, index: ShownText): TextView => {
  let elements = element.querySelectorAll<HTMLElement>(BLOCKS)
  if (!shows(elements, index)) {
    element.innerHTML = html()
    elements = element.querySelectorAll<HTMLElement>(BLOCKS)
  }
  const elementOfBlock = new Map(index.blocks.map((block, at) => [block, elements[at]]))
  const blockOfElement = new Map<Node, IndexedBlock>(
    index.blocks.flatMap((block, at) => {
      const found = elements[at]
      return found === undefined ? [] : [[found, block]]
    }),
  )
  const known = new Map<IndexedBlock, readonly Leaf[]>()
  const listeners = new Set<() => void>()
  let isTelling = false

  const elementOf = (block: IndexedBlock): HTMLElement => {
    const found = elementOfBlock.get(block)
    if (found === undefined) throw new Error('a block of another document')
    return found
  }

  const leavesOf = (block: IndexedBlock): readonly Leaf[] => {
    const before = known.get(block)
    if (before !== undefined) return before
    const leaves = readLeaves(elementOf(block), block.start)
    known.set(block, leaves)
    return leaves
  }

  const placeAt = (at: Offset, side: 'start' | 'end'): Place => {
    const block = index.blockAt(at)
    const texts = leavesOf(block).filter((leaf): leaf is Leaf & { node: Text } => leaf.node instanceof Text)
    const leaf =
      side === 'start'
        ? (texts.find(({ start, end }) => start <= at && at < end) ?? texts.at(-1))
        : (texts.find(({ start, end }) => start < at && at <= end) ?? texts[0])
    if (leaf === undefined) return { node: elementOf(block), offset: 0 }
    return { node: leaf.node, offset: Math.min(Math.max(at - leaf.start, 0), leaf.node.length) }
  }

  const offsetOf = (place: Place, side: 'start' | 'end'): Offset => {
    const point = element.ownerDocument.createRange()
    point.setStart(place.node, place.offset)
    const isBefore = (node: Node): boolean => point.comparePoint(node, 0) < 0
    const block = blockAround(place.node)
    if (block === undefined) {
      const next = index.blocks.findIndex((candidate) => !isBefore(elementOf(candidate)))
      const around = next < 0 ? index.blocks.length : next
      if (side === 'end') return index.blocks[around - 1]?.end ?? offset(0)
      return index.blocks[around]?.start ?? index.blocks.at(-1)?.end ?? offset(index.text.length)
    }
    let at = block.start
    for (const leaf of leavesOf(block)) {
      if (leaf.node === place.node) return offset(Math.min(leaf.start + place.offset, leaf.end))
      if (!isBefore(leaf.node)) break
      at = leaf.end
    }
    return at
  }

  const blockAround = (node: Node): IndexedBlock | undefined => {
    for (let one: Node | null = node; one !== null && one !== element; one = one.parentNode) {
      const block = blockOfElement.get(one)
      if (block !== undefined) return block
    }
    return undefined
  }

  return {
    dom: element,
    placeAt,
    offsetOf,
    elementOf,
    leavesOf,
    forget: (block) => {
      known.delete(block)
      if (listeners.size === 0 || isTelling) return
      isTelling = true
      queueMicrotask(() => {
        isTelling = false
        for (const listener of [...listeners]) listener()
      })
    },
    subscribeDrawn: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    offsetAtPoint: (x, y) => {
      const place = caretAt(element.ownerDocument, x, y)
      if (place !== undefined && blockAround(place.node) !== undefined) return offsetOf(place, 'start')
      // Between two blocks, or something lies over the text: the first line that is not above the point.
      const block = firstFrom(index.blocks, (one) => elementOf(one).getBoundingClientRect().bottom > y)
      if (block === undefined) return undefined
      const { left, top } = elementOf(block).getBoundingClientRect()
      const line = caretAt(element.ownerDocument, Math.max(x, left + 1), Math.max(y, top + 1))
      return line !== undefined && blockAround(line.node) === block ? offsetOf(line, 'start') : block.start
    },
  }
}

/** True where the blocks on the page are those of the index, with their very text. */
const shows = (elements: ArrayLike<HTMLElement>, index: ShownText): boolean =>
  elements.length === index.blocks.length &&
  index.blocks.every((block, at) => {
    const element = elements[at]
    if (element === undefined) return false
    const said = readLeaves(element, block.start).map(({ node }) => (node instanceof Text ? node.data : ''))
    return said.join('') === index.text.slice(block.start, block.end)
  })

const readLeaves = (block: HTMLElement, from: Offset): readonly Leaf[] => {
  const leaves: Leaf[] = []
  let at = from
  const read = (parent: Element): void => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        const end = offset(at + node.length)
        leaves.push({ node, start: at, end })
        at = end
      } else if (node instanceof Element) {
        if (node.matches(MARKER)) leaves.push({ node, start: at, end: at })
        else read(node)
      }
    }
  }
  read(block)
  return leaves
}

/** The first of `items` of which `isFrom` is true, which is true of all after it. */
const firstFrom = <Item>(items: readonly Item[], isFrom: (item: Item) => boolean): Item | undefined => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && isFrom(item)) high = middle
    else low = middle + 1
  }
  return items[low]
}

/** The browser's own answer to where a caret would go at a point. */
const caretAt = (page: globalThis.Document, x: number, y: number): Place | undefined => {
  if ('caretPositionFromPoint' in page) {
    const found = page.caretPositionFromPoint(x, y)
    return found === null ? undefined : { node: found.offsetNode, offset: found.offset }
  }
  // Safari before 26.2 knows only its own older name for it.
  const older: unknown = Reflect.get(page, 'caretRangeFromPoint')
  const range: unknown = typeof older === 'function' ? Reflect.apply(older, page, [x, y]) : undefined
  return range instanceof Range ? { node: range.startContainer, offset: range.startOffset } : undefined
}
