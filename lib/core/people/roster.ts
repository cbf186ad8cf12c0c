import { folded } from '../base'

/** A line of a roster as it was read, its cells without blanks around them. */
export interface RosterLine {
  /** From 1, as editors count. */
  readonly line: number
  readonly cells: readonly string[]
}

/** Somebody on a roster. */
export interface RosterEntry {
  readonly line: number
  readonly name: string
  /** Lower case. */
  readonly email: string
  /** Empty where the roster names none. */
  readonly group: string
}

/** Why a line cannot be taken. `twice`: the e-mail stood on line `before` already. */
export type RosterFault = { readonly line: number; readonly text: string } & (
  | { readonly kind: 'no-name' | 'no-email' | 'bad-email' | 'long-name' | 'long-group' | 'odd' }
  | { readonly kind: 'twice'; readonly before: number }
)

/** What a roster says: who is on it, and every line that cannot be taken. */
export interface Roster {
  readonly entries: readonly RosterEntry[]
  readonly faults: readonly RosterFault[]
}

/** The longest name of a person and of a group, in UTF-16 units. */
export const PERSON_NAME_MAX_CHARS = 80
export const GROUP_NAME_MAX_CHARS = 40
/** How many lines a roster has at most. */
export const ROSTER_MAX_LINES = 1_000

const EMAIL = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+\.[^\s@,;<>"().]+$/u
const ADDRESSED = /^"?(.*?)"?\s*<\s*([^<>]+@[^<>]+)>$/u
// What a name cannot hold: controls, and marks that turn text round. Joiners can: Persian, Urdu and Hindi write with them.

const ODD = /[\u0000-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

type Column = 'name' | 'first' | 'last' | 'email' | 'group'

// Beginnings of what the columns are called in what universities and learning platforms give out.
const TITLES: readonly (readonly [Column, RegExp])[] = [
  ['email', /^(e-?mail|mail|e-?post|correo|courriel)/],
  ['group', /^(group|team|section|tutorial|gruppe|groupe|grupo)/],
  ['first', /^(first|given|forename|vorname|prenom|nombre$)/],
  ['last', /^(last|surname|family|nachname|nom$|apellido)/],
  ['name', /^(name|full ?name|student|member|participant|display)/],
]

const columnOf = (title: string): Column | undefined =>
  TITLES.find(([, pattern]) => pattern.test(folded(title).trim()))?.[0]

/** The columns by their titles; `undefined` where the first line is somebody and no line of titles. */
const titled = ({ cells }: RosterLine): ReadonlyMap<Column, number> | undefined => {
  if (cells.some((cell) => cell.includes('@'))) return undefined
  const columns = new Map<Column, number>()
  cells.forEach((cell, at) => {
    const column = columnOf(cell)
    if (column !== undefined && !columns.has(column)) columns.set(column, at)
  })
  return columns.has('email') || columns.has('name') ? columns : undefined
}

/** The columns of a roster without titles: the e-mail stands where most addresses do; of the rest the first is the name. */
const guessed = (lines: readonly RosterLine[]): ReadonlyMap<Column, number> => {
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length))
  const addresses = Array.from(
    { length: width },
    (_, at) => lines.filter(({ cells }) => cells[at]?.includes('@')).length,
  )
  const most = Math.max(0, ...addresses)
  const email = most === 0 ? 1 : addresses.indexOf(most)
  const [name = 0, group = 2] = [0, 1, 2].filter((at) => at !== email)
  return new Map<Column, number>([
    ['name', name],
    ['email', email],
    ['group', group],
  ])
}

/**
 * Reads the lines of a roster: name, e-mail and, if they like, a group, in any
 * order that titles or the addresses tell. Empty lines do not count. Either all
 * lines are good, or `faults` names each that is not.
 */
export const readRoster = (lines: readonly RosterLine[]): Roster => {
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first] = filled
  if (first === undefined) return { entries: [], faults: [] }
  const titles = titled(first)
  const rows = titles === undefined ? filled : filled.slice(1)
  const columns = titles ?? guessed(rows)
  const seen = new Map<string, number>()
  const entries: RosterEntry[] = []
  const faults: RosterFault[] = []
  for (const row of rows) {
    const entry = entryOf(row, columns)
    const text = row.cells.filter((cell) => cell !== '').join(', ')
    const kind = faultOf(entry)
    const before = seen.get(entry.email)
    if (kind !== undefined) faults.push({ line: row.line, text, kind })
    else if (before !== undefined) faults.push({ line: row.line, text, kind: 'twice', before })
    else entries.push(entry)
    if (entry.email !== '' && before === undefined) seen.set(entry.email, row.line)
  }
  return { entries, faults }
}

const entryOf = ({ cells, line }: RosterLine, columns: ReadonlyMap<Column, number>): RosterEntry => {
  const cell = (column: Column): string => {
    const at = columns.get(column)
    return (at === undefined ? '' : (cells[at] ?? '')).replaceAll(/\s+/gu, ' ').trim()
  }
  const parts = [cell('first'), cell('last')].filter((part) => part !== '').join(' ')
  const written = cell('name') === '' ? parts : cell('name')
  // `Leila Haddad <leila@example.edu>`, as mail programs copy it.
  const [, named, address] = cells.map((one) => ADDRESSED.exec(one)).find((match) => match !== null) ?? []
  if (named !== undefined && address !== undefined) {
    return { line, name: named.trim(), email: address.trim().toLowerCase(), group: cell('group') }
  }
  return { line, name: written, email: cell('email').toLowerCase(), group: cell('group') }
}

const faultOf = ({ name, email, group }: RosterEntry): Exclude<RosterFault['kind'], 'twice'> | undefined => {
  if (ODD.test(name) || ODD.test(group)) return 'odd'
  if (name === '') return 'no-name'
  if (email === '') return 'no-email'
  if (!EMAIL.test(email) || email.length > 320) return 'bad-email'
  if (name.length > PERSON_NAME_MAX_CHARS) return 'long-name'
  return group.length > GROUP_NAME_MAX_CHARS ? 'long-group' : undefined
}

/** What parts the cells of a pasted list: a tab where lines have one, else a semicolon, else a comma. */
export const delimiterOf = (text: string): '\t' | ';' | ',' => {
  const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== '')
  const isIn = (mark: string): boolean => lines.filter((line) => line.includes(mark)).length * 2 > lines.length
  return isIn('\t') ? '\t' : isIn(';') ? ';' : ','
}
