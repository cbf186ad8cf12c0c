/**
 * What an actor can be told: yes, that there is no such thing, that they may
 * not, or that it is closed.
 */
export type Verdict = 'yes' | 'hidden' | 'forbidden' | 'closed'

/** What a layer is to a member. `unseen`: it is somebody's or some group's that they may not know of. */
export const LAYER_STANDINGS = [
  'own private',
  'aside',
  'own',
  'shown member',
  'shown group',
  'seminar',
  'instructor',
  'unseen',
] as const
export type LayerStanding = (typeof LAYER_STANDINGS)[number]

/** How a layer's round stands. */
export const LAYER_STATES = ['open', 'shut', 'archived'] as const
export type LayerState = (typeof LAYER_STATES)[number]

/** The columns of every row: what a member is in a seminar. */
export const ROLES = ['instructor', 'assistant', 'student'] as const
export type Role = (typeof ROLES)[number]

const VERDICTS: Readonly<Record<string, Verdict>> = { y: 'yes', h: 'hidden', f: 'forbidden', c: 'closed' }

/**
 * The policy for who is a member. Layers: for each standing three groups of
 * letters, for a round that is open, shut (before or after), or in an archived
 * seminar; in each the instructor, the assistant, the student. Other subjects:
 * one group. y: yes, h: hidden, f: forbidden, c: closed. The sentences are in
 * SPEC.md; `can` reads nothing else, and the walk tries every cell.
 */
export const LAYER_TABLE = {
  'layer.read': {
    'own private': 'yyy yyy yyy',
    aside: 'yyy yyy yyy',
    own: 'yyy yyy yyy',
    'shown member': 'yyy yyy yyy',
    'shown group': 'yyy yyy yyy',
    seminar: 'yyy yyy yyy',
    instructor: 'yyy yyy yyy',
    unseen: 'hhh hhh hhh',
  },
  'layer.write': {
    'own private': 'yyy yyy ccc',
    aside: 'yyy yyy ccc',
    own: 'yyy ccc ccc',
    'shown member': 'fff fff ccc',
    'shown group': 'yyy ccc ccc',
    seminar: 'yyy ccc ccc',
    instructor: 'yyf yyf ccc',
    unseen: 'hhh hhh hhh',
  },
  'layer.moderate': {
    'own private': 'fff fff fff',
    aside: 'yff yff yff',
    own: 'yff yff yff',
    'shown member': 'yff yff yff',
    'shown group': 'yff yff yff',
    seminar: 'yff yff yff',
    instructor: 'yff yff yff',
    unseen: 'hhh hhh hhh',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<LayerStanding, string>>>>

/** As `LAYER_TABLE`, for subjects that have no round. `work.read` is asked of oneself and of another; a board, and the comparison with the class, is shown to students or kept from them. */
export const SEMINAR_TABLE = {
  'seminar.read': { any: 'yyy' },
  'seminar.manage': { any: 'yff' },
  'names.read': { any: 'yff' },
  'audit.read': { any: 'yff' },
  'reading.read': { any: 'yyy' },
  'reading.manage': { any: 'yff' },
  'figures.read': { any: 'yyh' },
  'figures.compare': { shown: 'yyy', kept: 'yyh' },
  'board.read': { shown: 'yyy', kept: 'yyc' },
  'board.control': { any: 'yff' },
  'work.read': { own: 'yyy', other: 'yhh' },
} as const

export type LayerAction = keyof typeof LAYER_TABLE
export type SeminarAction = keyof typeof SEMINAR_TABLE

const verdictAt = (row: string, role: Role): Verdict => {
  const verdict = VERDICTS[row.charAt(ROLES.indexOf(role))]
  if (verdict === undefined) throw new Error('the policy has a hole')
  return verdict
}

/** The cell of a layer. */
export const layerVerdict = (action: LayerAction, standing: LayerStanding, state: LayerState, role: Role): Verdict =>
  verdictAt(LAYER_TABLE[action][standing].split(' ')[LAYER_STATES.indexOf(state)] ?? '', role)

/** What a subject without a round is to a member. */
export type SeminarStanding = 'any' | 'own' | 'other' | 'shown' | 'kept'

/** The cell of another subject; a row `any` stands for every standing. */
export const seminarVerdict = (action: SeminarAction, standing: SeminarStanding, role: Role): Verdict => {
  const rows: Readonly<Partial<Record<SeminarStanding, string>>> = SEMINAR_TABLE[action]
  return verdictAt(rows.any ?? rows[standing] ?? '', role)
}
