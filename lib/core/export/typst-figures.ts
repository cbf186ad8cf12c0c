import type { ThreadComment, Verdict } from '../annotation'
import { outline, sentences } from '../document'
import type { AnnotationRow, CommentRow, Rows, TaggingRow } from '../projection'
import { type Coefficient, type Estimate, type Figures, type HeatSection, figures } from '../statistics'
import type { AnnotatedPaper } from './paper'
import { count } from './typst-notes'
import { typstArray, typstBlock, typstLabel } from './typst-text'

/** The shades of a sentence with 0, 1, 2, 3 and more claims, in percent of ink: as on the page. */
const SHADES_PERCENT = [7, 22, 42, 64, 90] as const

/** The figures of the file as vector drawings with their numbers beside them: '' where nobody is counted or nothing was said. */
export const figuresCode = (paper: AnnotatedPaper): string => {
  if (paper.people === undefined || paper.threads.length === 0) return ''
  const counted = figuresOf(paper, paper.people)
  const { n } = counted.agreement.sentences.alpha.coefficient
  const parts = [
    'heading(level: 2, "Figures")',
    `figure-note("Counted over the annotations of this file, with the definitions of the figures page.")`,
    'heading(level: 3, "Verdicts by tag")',
    ...countLines(paper, counted),
    'heading(level: 3, "By group")',
    groupTable(paper, counted),
    'heading(level: 3, "Agreement")',
    ...alphaLines(paper, counted),
    `figure-note(${label(
      paper,
      `Krippendorff’s alpha for nominal data over the sentences of the text: 1 is full agreement, 0 what chance would give. ${count(n.units, 'sentence')} with two verdicts or more, ${count(n.raters, 'reader')}. Lines are 95 % intervals (bootstrap over sentences).`,
    )})`,
    'heading(level: 3, "Where the claims are")',
    ...counted.heat.filter(({ cells }) => cells.length > 0).map((section) => heatLine(paper, section)),
    'figure-note("One cell a sentence, in the order of the text: the darker, the more claims touch it. The bar below a cell is as high as its readers disagree.")',
  ]
  return typstBlock(parts)
}

const label = (paper: AnnotatedPaper, text: string): string => typstLabel(text, paper.canShow)

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
    return `bar-line(${label(paper, tag.key.toUpperCase())}, "${tag.pigment}", ${label(paper, tag.name)}, ${(n / most).toFixed(4)}, "${n}")`
  })
}

const groupTable = (paper: AnnotatedPaper, { tags, byGroup, totals }: Figures): string => {
  const text = (value: string): string => label(paper, value)
  const head = ['Group', ...tags.map(({ name }) => name), 'Claims', 'Annotations', 'Comments'].map(text)
  const row = (name: string, counts: Figures['totals']): readonly string[] =>
    [name, ...counts.tags.map(String), String(counts.claims), String(counts.annotations), String(counts.comments)].map(
      text,
    )
  const rows = byGroup.map((group) => row(group.name === '' ? 'No group' : group.name, group))
  return `small-table(${tags.length + 4}, ${typstArray(head)}, ${[...rows, row('All', totals)].flat().join(', ')})`
}

const alphaLines = (paper: AnnotatedPaper, { agreement, allTags }: Figures): readonly string[] => [
  alphaLine(paper, 'All', agreement.sentences.alpha),
  ...agreement.byTag.map(({ tag, alpha }) => alphaLine(paper, allTags.find(({ id }) => id === tag)?.name ?? '', alpha)),
  ...agreement.byGroup.map(({ name, alpha }) => alphaLine(paper, name, alpha)),
]

const alphaLine = (paper: AnnotatedPaper, name: string, { coefficient, interval }: Estimate): string => {
  const value = coefficient.kind === 'defined' ? coefficient.value.toFixed(4) : 'none'
  const [low, high] =
    interval.kind === 'defined' ? [interval.low.toFixed(4), interval.high.toFixed(4)] : ['none', 'none']
  const range = interval.kind === 'defined' ? ` (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})` : ''
  const basis = `n = ${coefficient.n.units}`
  const words =
    coefficient.kind === 'defined'
      ? `${coefficient.value.toFixed(2)}${range}, ${basis}`
      : `${UNDEFINED[coefficient.reason]}, ${basis}`
  return `alpha-line(${label(paper, name)}, ${value}, ${low}, ${high}, ${label(paper, words)})`
}

const UNDEFINED: Readonly<Record<Extract<Coefficient, { kind: 'undefined' }>['reason'], string>> = {
  'no-pairable-values': 'not defined: nothing can be paired',
  'no-variation': 'not defined: nothing varies',
  'not-numeric': 'not defined: the values are no numbers',
  'no-order': 'not defined: the values have no order',
  'negative-values': 'not defined: values below zero',
  'unequal-ratings': 'not defined: the units differ in their ratings',
  'not-two-raters': 'not defined: there are not two readers',
}

const heatLine = (paper: AnnotatedPaper, { title, cells }: HeatSection): string => {
  const touched = cells.filter(({ claims }) => claims > 0).length
  const most = Math.max(...cells.map(({ claims }) => claims))
  const alt = `${title}: ${count(cells.length, 'sentence')}, ${touched} with a claim, at most ${count(most, 'claim')} on one.`
  return `heat-line(${label(paper, title)}, ${label(paper, alt)}, ${typstArray(heatRows(cells))})`
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
