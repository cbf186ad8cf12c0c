import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Pigment, RecordKey } from '../../core/annotation'
import type { IndexedBlock, Offset, TextIndex } from '../../core/document'
import { offset } from '../../core/document'

/** One tag's line under a stretch of text, and its fill there. */
export interface Stroke {
  /** `null` for annotations without a verdict. */
  readonly pigment: Pigment | null
  /** 1 is nearest the letters; 0 where all lanes are taken: no line. */
  readonly lane: 0 | 1 | 2 | 3
  /** 0 is no fill, 1 one voice, 2 two or three, 3 four or more. */
  readonly depth: 0 | 1 | 2 | 3
  /** The annotations that give the line. */
  readonly keys: readonly RecordKey[]
}

/** A stretch of text on which the same annotations lie. Stretches do not overlap. */
export interface Stretch {
  readonly start: Offset
  readonly end: Offset
  /** The outermost first; at least one. */
  readonly strokes: readonly Stroke[]
  /** Every annotation on the stretch. */
  readonly keys: readonly RecordKey[]
}

/** Where an annotation begins, for readers who cannot see it. */
export interface Start {
  readonly key: RecordKey
  readonly at: Offset
  /** What assistive tools say: "Highlight: realist, 3 verdicts, 2 comments". */
  readonly label: string
}

/** The decorations of one block, kept as long as what made them is the same. */
interface Drawn {
  readonly recipe: string
  readonly decorations: readonly Decoration[]
}

interface HighlightState {
  readonly set: DecorationSet
}

const highlightKey = new PluginKey<HighlightState>('highlights')

/** The attribute on a highlight's element that names its annotations, separated by spaces. */
export const KEYS_ATTRIBUTE = 'data-keys'
/** The attribute on the start of an annotation. */
export const START_ATTRIBUTE = 'data-start'

/** Draws highlights into the paper. Give them with `drawHighlights`. */
export const highlightPlugin = (): Plugin<HighlightState> =>
  new Plugin<HighlightState>({
    key: highlightKey,
    state: {
      init: () => ({ set: DecorationSet.empty }),
      apply: (transaction, before) => {
        const next: unknown = transaction.getMeta(highlightKey)
        return next instanceof DecorationSet ? { set: next } : before
      },
    },
    props: { decorations: (state) => highlightKey.getState(state)?.set },
  })

/**
 * A function that shows stretches and starts in `view`. Blocks on which nothing
 * changed keep their very decorations, so their DOM is not touched.
 */
export const highlighter = (
  view: EditorView,
  index: TextIndex,
): ((stretches: readonly Stretch[], starts: readonly Start[]) => void) => {
  let before: ReadonlyMap<IndexedBlock, Drawn> = new Map()
  return (stretches, starts) => {
    const after = new Map<IndexedBlock, Drawn>()
    let isChanged = false
    for (const [block, parts] of byBlock(index, stretches, starts)) {
      const recipe = JSON.stringify(parts)
      const old = before.get(block)
      if (old?.recipe === recipe) after.set(block, old)
      else {
        isChanged = true
        after.set(block, { recipe, decorations: decorationsOf(index, parts) })
      }
    }
    if (!isChanged && after.size === before.size) return
    before = after
    const all = [...after.values()].flatMap((drawn) => drawn.decorations)
    view.dispatch(view.state.tr.setMeta(highlightKey, DecorationSet.create(view.state.doc, all)))
  }
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

const decorationsOf = (index: TextIndex, parts: Parts): readonly Decoration[] => [
  ...parts.stretches.flatMap((stretch) => {
    const from = index.posAt(stretch.start, 'start')
    const to = index.posAt(stretch.end, 'end')
    // ProseMirror puts a later decoration around an earlier one.
    return stretch.strokes.toReversed().map((stroke, at, all) =>
      Decoration.inline(from, to, {
        nodeName: at === all.length - 1 ? 'mark' : 'span',
        class: `hl v${String(stroke.depth)} lane${String(stroke.lane)}${stroke.pigment === null ? ' plain' : ''}`,
        ...(stroke.pigment === null ? {} : { 'data-pigment': stroke.pigment }),
        [KEYS_ATTRIBUTE]: stroke.keys.join(' '),
      }),
    )
  }),
  ...parts.starts.map((start) =>
    Decoration.widget(index.posAt(start.at, 'start'), () => startButton(start), {
      side: -1,
      ignoreSelection: true,
      key: `${start.key} ${start.label}`,
    }),
  ),
]

const startButton = (start: Start): HTMLButtonElement => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'hl-start vh'
  // One of them is in the order of Tab; `n` and `p` go from one to the next.
  button.tabIndex = -1
  button.setAttribute(START_ATTRIBUTE, start.key)
  button.setAttribute('aria-label', start.label)
  return button
}
