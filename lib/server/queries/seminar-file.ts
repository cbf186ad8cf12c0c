import { type Result, type SeminarId, ok, refused } from '../../core/base'
import { type Actor, can, membershipIn } from '../../core/policy'
import { recordsOfRows } from '../../core/projection'
import { recordDeed } from '../commands/record-deed'
import { auditOf } from '../store/audit'
import type { Database } from '../store/database'
import { removedInSeminar } from '../store/manners'
import { rowsOfLayers } from '../store/records'
import { readingsOf } from '../store/readings'
import { roundsOf } from '../store/rounds'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { layersOfSeminar } from '../store/whole-seminar'

/** More lines of the log than any seminar has. */
const LOG_MAX_LINES = 100_000

/**
 * A whole seminar as JSON, for those who manage it: people, groups, codebook,
 * readings with their rounds, every record of every layer but others' private
 * ones, removed notes and the log. The log says that it was taken. `not-found`
 * for everybody else.
 */
export const seminarFile = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
): Promise<Result<string, 'not-found'>> => {
  if (!can(actor, 'seminar.manage', { kind: 'seminar', seminar }).ok) return refused('not-found')
  await recordDeed(db, actor, seminar, 'exported', { detail: 'seminar' })
  const me = membershipIn(actor, seminar)?.member
  const [found, groups, members, tags, readings, layers, removed, log] = await Promise.all([
    findSeminar(db, seminar),
    groupsOf(db, seminar),
    membersOf(db, seminar, 'knows'),
    tagsOf(db, seminar),
    readingsOf(db, [seminar]),
    layersOfSeminar(db, seminar),
    removedInSeminar(db, seminar),
    auditOf(db, seminar, {}, { limit: LOG_MAX_LINES }),
  ])
  if (found === undefined) return refused('not-found')
  const open = layers.filter(({ kind, owner }) => kind !== 'private' || owner === me)
  const whole = []
  for (const layer of open) {
    const records = recordsOfRows(await rowsOfLayers(db, [layer.id]))
    whole.push({ ...layer, records: Object.fromEntries(records) })
  }
  return ok(
    JSON.stringify(
      {
        scholion: 1,
        takenAt: new Date().toISOString(),
        seminar: { id: found.id, name: found.name, codebookVersion: found.codebookVersion },
        groups: groups.map(({ id, name }) => ({ id, name })),
        members: members.map(({ id, name, email, role, group }) => ({ id, name, email, role, group })),
        codebook: tags,
        readings: await Promise.all(
          readings.map(async (reading) => ({ ...reading, rounds: await roundsOf(db, reading.id) })),
        ),
        layers: whole,
        removed,
        log: log.map((entry) => ({ ...entry, id: entry.id.toString() })),
      },
      null,
      1,
    ),
  )
}
