import { stringify } from 'csv-stringify/sync'
import {
  type AgreementIntervals,
  type Coefficient,
  type Counts,
  type Estimate,
  type FigureName,
  type Figures,
  type Interval,
  ORDERED_METRICS,
  type Transitions,
} from '../../core/statistics'

/** What a file is made of. */
type FileFigures = Figures & {
  readonly transitions?: Transitions | null
  readonly intervals?: AgreementIntervals | null
}

type Cell = string | number | null
type Table = readonly (readonly Cell[])[]

/**
 * One figure as CSV, its first row the names of the columns: full precision, an
 * empty cell with the reason beside it where a number is not defined. A cell
 * that a spreadsheet would take for a formula is kept as text.
 */
export const figureCsv = (figures: FileFigures, name: FigureName): string =>
  stringify(
    [...TABLES[name](figures)].map((row) => [...row]),
    { bom: true, escape_formulas: true },
  )

const COUNTS = ['verdicts', 'claims', 'highlights', 'comments'] as const
const countCells = ({ tags, verdicts, claims, annotations, comments }: Counts): readonly Cell[] => [
  ...tags,
  verdicts,
  claims,
  annotations,
  comments,
]
const tagNames = ({ tags }: Figures): readonly string[] => tags.map(({ name }) => name)

const BASIS = ['members', 'units', 'pairable values', 'not defined because'] as const
const coefficientCells = (coefficient: Coefficient): readonly Cell[] => [
  coefficient.n.raters,
  coefficient.n.units,
  coefficient.n.pairable,
  coefficient.kind === 'undefined' ? coefficient.reason : null,
]
const valueOf = (coefficient: Coefficient): number | null => (coefficient.kind === 'defined' ? coefficient.value : null)
const estimateCells = ({ coefficient, interval }: Estimate): readonly Cell[] => [
  valueOf(coefficient),
  interval.kind === 'defined' ? interval.low : null,
  interval.kind === 'defined' ? interval.high : null,
  ...coefficientCells(coefficient),
]

const intervalCells = (interval: Interval | undefined): readonly Cell[] =>
  interval?.kind === 'defined' ? [interval.low, interval.high] : [null, null]

const COEFFICIENTS = [
  ['percent agreement', 'percent'],
  ['fleiss kappa', 'fleiss'],
  ['gwet ac1', 'ac1'],
  ['scott pi', 'scott'],
] as const

const agreementTable = ({ agreement, allTags, intervals }: FileFigures): Table => {
  const row = (of: string, over: string, name: string, coefficient: Coefficient, interval?: Interval) => [
    of,
    over,
    name,
    valueOf(coefficient),
    ...intervalCells(interval),
    ...coefficientCells(coefficient),
  ]
  const over = (what: 'sentences' | 'claims'): Table => {
    const { alpha } = agreement[what]
    const drawn = intervals?.[what]
    return [
      row('all', what, 'alpha', alpha.coefficient, drawn?.alpha ?? alpha.interval),
      ...COEFFICIENTS.map(([name, key]) => row('all', what, name, agreement[what][key], drawn?.[key])),
    ]
  }
  return [
    ['of', 'over', 'coefficient', 'value', 'low', 'high', ...BASIS],
    ...over('sentences'),
    ...ORDERED_METRICS.flatMap((metric) => {
      const alpha = agreement.ordered?.[metric]
      return alpha === undefined
        ? []
        : [row('all', 'sentences', `alpha ${metric}`, alpha, intervals?.ordered?.[metric])]
    }),
    ...over('claims'),
    row('all', 'text', 'u-alpha', agreement.unitizing, intervals?.unitizing),
    ...agreement.byTag.map(({ tag, alpha }) => [
      allTags.find(({ id }) => id === tag)?.name ?? tag,
      'sentences',
      'alpha',
      ...estimateCells(alpha),
    ]),
    ...agreement.byGroup.map(({ name, alpha }) => [name, 'sentences', 'alpha', ...estimateCells(alpha)]),
  ]
}

const namesOf = ({ byMember }: Figures): ((id: string) => string) => {
  const names = new Map<string, string>(byMember.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

const TABLES: Readonly<Record<FigureName, (figures: FileFigures) => Table>> = {
  groups: (figures) => [
    ['group', 'members', 'members who tagged', ...tagNames(figures), ...COUNTS],
    ...figures.byGroup.map((group) => [group.name, group.members, group.membersWhoTagged, ...countCells(group)]),
  ],
  sections: (figures) => {
    const alphas = new Map(
      figures.agreement.bySection.map(({ id, alpha }, at) => [
        id,
        { alpha, interval: figures.intervals?.bySection[at] },
      ]),
    )
    return [
      ['section', ...tagNames(figures), ...COUNTS, 'alpha', 'low', 'high', ...BASIS],
      ...figures.bySection.map((section) => {
        const own = alphas.get(section.id)
        const cells =
          own === undefined ? [] : [valueOf(own.alpha), ...intervalCells(own.interval), ...coefficientCells(own.alpha)]
        return [
          section.title || section.id,
          ...countCells(section),
          ...cells,
          ...Array<null>(7 - cells.length).fill(null),
        ]
      }),
    ]
  },
  rounds: (figures) => [
    ['round', 'members who tagged', ...tagNames(figures), ...COUNTS],
    ...figures.byRound.map((round) => [round.round, round.membersWhoTagged, ...countCells(round)]),
  ],
  paragraphs: (figures) => [
    ['paragraph', 'start', 'end', ...tagNames(figures), 'verdicts', 'claims'],
    ...figures.byParagraph.map(({ number, start, end, claims, verdicts, tags }) => [
      number,
      start,
      end,
      ...tags,
      verdicts,
      claims,
    ]),
  ],
  sentences: (figures) => [
    ['section', 'start', 'end', 'claims', 'members', ...tagNames(figures), 'disagreement'],
    ...figures.heat.flatMap(({ title, cells }) =>
      cells.map(({ start, end, claims, members, tags, disagreement }) => [
        title,
        start,
        end,
        claims,
        members,
        ...tags,
        disagreement,
      ]),
    ),
  ],
  members: (figures) => [
    ['member', 'role', 'group', ...tagNames(figures), ...COUNTS],
    ...figures.byMember.map((member) => [member.name, member.role, member.group, ...countCells(member)]),
  ],
  agreement: agreementTable,
  pairs: (figures) => {
    const name = namesOf(figures)
    return [
      ['a', 'b', 'cohen kappa', 'low', 'high', ...BASIS],
      ...figures.agreement.pairs.kappas.map(({ a, b, kappa }, at) => [
        name(a),
        name(b),
        valueOf(kappa),
        ...intervalCells(figures.intervals?.pairs[at]),
        ...coefficientCells(kappa),
      ]),
    ]
  },
  contested: (figures) => [
    ['passage', 'start', 'end', ...figures.allTags.map((tag) => tag.name), 'disagreement', 'spoke', 'rank', 'comment'],
    ...figures.contested.map((passage) => [
      passage.exact,
      passage.start,
      passage.end,
      ...passage.tags,
      passage.disagreement,
      passage.voices,
      passage.rank,
      passage.comments[0]?.text ?? null,
    ]),
  ],
  transitions: ({ transitions }) => [
    ['from round', 'to round', 'from', 'to', 'members on sentences'],
    ...(transitions?.table ?? []).flatMap((row, at) =>
      row.map((count, column) => [
        transitions?.from ?? null,
        transitions?.to ?? null,
        transitions?.tags[at]?.name ?? '',
        transitions?.tags[column]?.name ?? '',
        count,
      ]),
    ),
  ],
  time: (figures) => [
    ['from', ...tagNames(figures), 'verdicts'],
    ...figures.overTime.steps.map((step) => [new Date(step.from).toISOString(), ...step.tags, step.verdicts]),
  ],
  responses: (figures) => {
    const name = namesOf(figures)
    return [
      ['who', 'answers whom', 'times'],
      ...figures.responses.answers.map(({ from, to, count }) => [name(from), name(to), count]),
    ]
  },
}
