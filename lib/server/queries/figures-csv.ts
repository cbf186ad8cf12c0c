import { stringify } from 'csv-stringify/sync'
import type { Coefficient, Counts, Estimate, FigureName, Figures, Transitions } from '../../core/statistics'

/** What a file is made of. */
type FileFigures = Figures & { readonly transitions?: Transitions | null }

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

const agreementTable = ({ agreement, allTags }: Figures): Table => {
  const over = (what: string, { alpha, percent, fleiss, ac1, scott }: Figures['agreement']['sentences']): Table => [
    ['all', what, 'alpha', ...estimateCells(alpha)],
    ...(
      [
        ['percent agreement', percent],
        ['fleiss kappa', fleiss],
        ['gwet ac1', ac1],
        ['scott pi', scott],
      ] as const
    ).map(([name, coefficient]) => [
      'all',
      what,
      name,
      valueOf(coefficient),
      null,
      null,
      ...coefficientCells(coefficient),
    ]),
  ]
  return [
    ['of', 'over', 'coefficient', 'value', 'low', 'high', ...BASIS],
    ...over('sentences', agreement.sentences),
    ...over('claims', agreement.claims),
    ['all', 'text', 'u-alpha', valueOf(agreement.unitizing), null, null, ...coefficientCells(agreement.unitizing)],
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
    const alphas = new Map(figures.agreement.bySection.map(({ id, alpha }) => [id, alpha]))
    return [
      ['section', ...tagNames(figures), ...COUNTS, 'alpha', ...BASIS],
      ...figures.bySection.map((section) => {
        const alpha = alphas.get(section.id)
        const cells = alpha === undefined ? [] : [valueOf(alpha), ...coefficientCells(alpha)]
        return [
          section.title || section.id,
          ...countCells(section),
          ...cells,
          ...Array<null>(5 - cells.length).fill(null),
        ]
      }),
    ]
  },
  paragraphs: ({ byParagraph }) => [
    ['paragraph', 'start', 'claims', 'verdicts'],
    ...byParagraph.map(({ number, start, claims, verdicts }) => [number, start, claims, verdicts]),
  ],
  sentences: ({ heat }) => [
    ['section', 'start', 'end', 'claims', 'members', 'disagreement'],
    ...heat.flatMap(({ title, cells }) =>
      cells.map(({ start, end, claims, members, disagreement }) => [title, start, end, claims, members, disagreement]),
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
      ['a', 'b', 'cohen kappa', ...BASIS],
      ...figures.agreement.pairs.kappas.map(({ a, b, kappa }) => [
        name(a),
        name(b),
        valueOf(kappa),
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
