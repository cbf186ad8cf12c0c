/** Who is in a seminar: pseudonyms, rosters, and how groups are cut. */
export { PSEUDONYM_MAX_CHARS, nameKey, freshPseudonyms } from './pseudonym'
export { dealt, groupsNeeded, leaning } from './deal'
export {
  type Roster,
  type RosterEntry,
  type RosterFault,
  type RosterLine,
  GROUP_NAME_MAX_CHARS,
  PERSON_NAME_MAX_CHARS,
  ROSTER_MAX_LINES,
  delimiterOf,
  readRoster,
} from './roster'
