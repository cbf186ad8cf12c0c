import type { ThreadComment, Verdict } from '../annotation'
import { outline, sentences } from '../document'
import type { AnnotationRow, CommentRow, Rows, TaggingRow } from '../projection'
import { type Estimate, type Figures, type HeatSection, figures } from '../statistics'
import type { AnnotatedPaper } from './paper'
import { typstArray, typstBlock, typstSheetLabel } from './typst-text'
import type { FileWord } from './words'

/** The shades of a sentence with 0, 1, 2, 3 and more claims, in percent of ink: as on the page. */
const SHADES_PERCENT = [7, 22, 42, 64, 90] as const

/** The figures of the file as vector drawings with their numbers beside them: '' where nobody is counted or nothing was said. */
export const figuresCode = (paper: AnnotatedPaper): string => {
  if (paper.people === undefined || paper.threads.length === 0) return ''
  const counted = figuresOf(paper, paper.people)
  const { n } = counted.agreement.sentences.alpha.coefficient
  const { say } = paper.words
  const title = (word: FigureWord): string => `heading(level: 3, ${typstSheetLabel(paper, say(word))})`
  const note = (text: string): string => `figure-note(${typstSheetLabel(paper, text)})`
  const parts = [
    `heading(level: 2, ${typstSheetLabel(paper, say('figures.title'))})`,
    note(say('figures.counted')),
    title('figures.byTag'),
    ...countLines(paper, counted),
    title('figures.byGroup'),
    groupTable(paper, counted),
    title('figures.agreement'),
    ...alphaLines(paper, counted),
    note(say('figures.alphaRule', { sentences: n.units, readers: n.raters })),
    title('figures.heat'),
    ...counted.heat.filter(({ cells }) => cells.length > 0).map((section) => heatLine(paper, section)),
    note(say('figures.heatRule')),
  ]
  return typstBlock(parts)
}

type FigureWord = Extract<FileWord, `figures.${string}`>

const figuresOf = (paper: AnnotatedPaper, people: NonNullable<AnnotatedPaper['people']>): Figures =>
  figures({
    rows: rowsOf(paper),
    ...people,
    tags: paper.tags,
    sections: outline(paper.document, paper.index),
    sentences: sentences(paper.index),
    text: paper.index.text,
    bodyEnd: paper.index.bodyEnd,
  })

/** The rows that `core/projection` would give, without what no figure here looks at: the words and the reactions. */
const rowsOf = ({ threads }: AnnotatedPaper): Rows => {
  const annotations: AnnotationRow[] = []
  const taggings: TaggingRow[] = []
  const comments: CommentRow[] = []
  const common = ({ author, at, editedAt }: Pick<Verdict, 'author' | 'at' | 'editedAt'>) => ({
    member: author,
    at,
    editedAt: editedAt ?? null,
  })
  for (const { layer, thread } of threads) {
    const { annotation, key } = thread
    const removedAt = annotation.removedAt ?? null
    annotations.push({ layer, key, ...common(annotation), removedAt, ...annotation.anchor })
    for (const verdict of thread.verdicts) {
      const { key: own, tag } = verdict
      taggings.push({ layer, key: own, ...common(verdict), annotation: key, tag, rationale: null })
    }
    const visit = (comment: ThreadComment): void => {
      const { key: own, parent, body, removedAt: gone } = comment
      comments.push({
        layer,
        key: own,
        ...common(comment),
        annotation: key,
        text: '',
        parent,
        body,
        removedAt: gone ?? null,
      })
      comment.replies.forEach(visit)
    }
    thread.comments.forEach(visit)
  }
  return { annotations, taggings, comments, reactions: [] }
}

const countLines = (paper: AnnotatedPaper, { tags, totals }: Figures): readonly string[] => {
  const most = Math.max(1, ...totals.tags)
  return tags.map((tag, at) => {
    const n = totals.tags[at] ?? 0
    return `bar-line(${typstSheetLabel(paper, tag.key.toUpperCase())}, "${tag.pigment}", ${typstSheetLabel(paper, tag.name)}, ${(n / most).toFixed(4)}, "${n}")`
  })
}

const groupTable = (paper: AnnotatedPaper, { tags, byGroup, totals }: Figures): string => {
  const text = (value: string): string => typstSheetLabel(paper, value)
  const { say } = paper.words
  const counted = (['figures.claims', 'figures.annotations', 'figures.comments'] as const).map((word) => say(word))
  const head = [say('figures.group'), ...tags.map(({ name }) => name), ...counted].map(text)
  const row = (name: string, counts: Figures['totals']): readonly string[] =>
    [name, ...counts.tags.map(String), String(counts.claims), String(counts.annotations), String(counts.comments)].map(
      text,
    )
  const rows = byGroup.map((group) => row(group.name === '' ? say('figures.noGroup') : group.name, group))
  return `small-table(${tags.length + 4}, ${typstArray(head)}, ${[...rows, row(say('figures.all'), totals)].flat().join(', ')})`
}

const alphaLines = (paper: AnnotatedPaper, { agreement, allTags }: Figures): readonly string[] => [
  alphaLine(paper, paper.words.say('figures.all'), agreement.sentences.alpha),
  ...agreement.byTag.map(({ tag, alpha }) => alphaLine(paper, allTags.find(({ id }) => id === tag)?.name ?? '', alpha)),
  ...agreement.byGroup.map(({ name, alpha }) => alphaLine(paper, name, alpha)),
]

const alphaLine = (paper: AnnotatedPaper, name: string, { coefficient, interval }: Estimate): string => {
  const value = coefficient.kind === 'defined' ? coefficient.value.toFixed(4) : 'none'
  const [low, high] =
    interval.kind === 'defined' ? [interval.low.toFixed(4), interval.high.toFixed(4)] : ['none', 'none']
  return `alpha-line(${typstSheetLabel(paper, name)}, ${value}, ${low}, ${high}, ${typstSheetLabel(paper, alphaWords(paper, { coefficient, interval }))})`
}

const alphaWords = (
  { words: { say } }: AnnotatedPaper,
  { coefficient, interval }: Pick<Estimate, 'coefficient' | 'interval'>,
): string => {
  const { units } = coefficient.n
  if (coefficient.kind === 'undefined') {
    return say('figures.undefined', { reason: say(`figures.${coefficient.reason}`), units })
  }
  const value = coefficient.value.toFixed(2)
  return interval.kind === 'defined'
    ? say('figures.alphaBetween', { value, low: interval.low.toFixed(2), high: interval.high.toFixed(2), units })
    : say('figures.alpha', { value, units })
}

const heatLine = (paper: AnnotatedPaper, { title, cells }: HeatSection): string => {
  const touched = cells.filter(({ claims }) => claims > 0).length
  const most = Math.max(...cells.map(({ claims }) => claims))
  const alt = paper.words.say('figures.heatSection', { section: title, sentences: cells.length, touched, most })
  return `heat-line(${typstSheetLabel(paper, title)}, ${typstSheetLabel(paper, alt)}, ${typstArray(heatRows(cells))})`
}

/** So many cells stand on a line; each is a box of two heights, in millimetres. */
const CELLS_A_LINE = 80
const CELL_MM = 3.4
const BAR_TOP_MM = 3.9
const BAR_MM = 1.7

/** Lines of cells: for each shade (in percent of ink) the boxes that have it, then the bars of disagreement. */
const heatRows = (cells: HeatSection['cells']): readonly string[] => {
  const rows: string[] = []
  for (let from = 0; from < cells.length; from += CELLS_A_LINE) {
    const shades = new Map<number, string[]>()
    const add = (shade: number, at: number, top: number, bottom: number): void => {
      const list = shades.get(shade) ?? []
      list.push(`(${at}, ${top}, ${Math.round(bottom * 100) / 100})`)
      shades.set(shade, list)
    }
    cells.slice(from, from + CELLS_A_LINE).forEach(({ claims, disagreement }, at) => {
      add(SHADES_PERCENT[Math.min(claims, SHADES_PERCENT.length - 1)] ?? SHADES_PERCENT[0], at, 0, CELL_MM)
      if (disagreement !== null && disagreement > 0) add(100, at, BAR_TOP_MM, BAR_TOP_MM + disagreement * BAR_MM)
    })
    rows.push(typstArray([...shades].map(([shade, boxes]) => `(${shade}, ${typstArray(boxes)})`)))
  }
  return rows
}
