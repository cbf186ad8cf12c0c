import { stringify } from 'csv-stringify/sync'
import type { ParticipationLine, ReadingParticipation } from './participation'

/** For whom a file of participation is: everything for a spreadsheet, or a grade book that imports it as it is. */
export const PARTICIPATION_FILES = ['all', 'canvas', 'moodle'] as const
export type ParticipationFile = (typeof PARTICIPATION_FILES)[number]

type Cell = string | number | null

/**
 * Participation as CSV.
 *
 * `canvas`: the columns of its grade book's own export, as its import asks for
 * them (Student, ID, SIS User ID, SIS Login ID, Section, then the assignment),
 * and its row of points possible. Members are found by their e-mail as login.
 *
 * `moodle`: e-mail, points and feedback, for "Import > CSV file" with both maps
 * on the e-mail address. It takes a file whole or not at all, so members without
 * an e-mail address are left out.
 *
 * Both have the students alone. A cell that a spreadsheet would take for a
 * formula is kept as text.
 */
export const participationCsv = (found: ReadingParticipation, file: ParticipationFile): string =>
  stringify(TABLES[file](found), { bom: file === 'all', escape_formulas: true })

const titleOf = ({ reading }: ReadingParticipation): string =>
  `${reading.title.split(':')[0] ?? reading.title} participation`

const students = ({ lines }: ReadingParticipation): readonly ParticipationLine[] =>
  lines.filter(({ role }) => role === 'student')

const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

const TABLES: Readonly<Record<ParticipationFile, (found: ReadingParticipation) => Cell[][]>> = {
  canvas: (found) => [
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', titleOf(found)],
    ['    Points Possible', null, null, null, null, found.grading.points],
    ...students(found).map(({ name, email, points }) => [name, null, null, email, null, points]),
  ],
  moodle: (found) => [
    ['Email address', 'Full name', titleOf(found), 'Feedback comments'],
    ...students(found)
      .filter(({ email }) => email !== null)
      .map(({ name, email, points, adjustment }) => [email, name, points, adjustment?.reason ?? null]),
  ],
  all: (found) => [
    [
      'member',
      'role',
      'group',
      'round',
      'claims',
      'verdicts',
      'comments',
      'replies',
      'received',
      'passages',
      'first',
      'last',
      'late verdicts',
      'late comments',
      'late replies',
      'share',
      'adjustment',
      'reason',
      'points',
    ],
    ...found.lines.flatMap((line) => [
      ...line.rounds.map((round, at) => [
        line.name,
        line.role,
        line.group,
        found.rounds[at]?.number ?? null,
        ...givenCells(round),
        round.share,
        null,
        null,
        null,
      ]),
      [
        line.name,
        line.role,
        line.group,
        'all',
        ...givenCells(line.total),
        null,
        line.adjustment?.points ?? null,
        line.adjustment?.reason ?? null,
        line.points,
      ],
    ]),
  ],
}

const givenCells = (given: ParticipationLine['total']): readonly Cell[] => [
  given.claims,
  given.verdicts,
  given.comments,
  given.replies,
  given.received,
  given.passages,
  moment(given.first),
  moment(given.last),
  given.late.verdicts,
  given.late.comments,
  given.late.replies,
]
