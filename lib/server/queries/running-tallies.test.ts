import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LayerId, type Random, groupId, seededRandom, seminarId, tagId, userId } from '../../core/base'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import { TextIndex } from '../../core/document'
import type { Actor } from '../../core/policy'
import { project } from '../../core/projection'
import { EVERYTHING, type FiguresFilter, recount } from '../../core/statistics'
import { addRound } from '../commands/add-round'
import { addTag } from '../commands/add-tag'
import { moveMember } from '../commands/move-member'
import { openRound } from '../commands/open-round'
import { revealRound } from '../commands/reveal-round'
import { ensureOwnLayer } from '../commands/ensure-own-layer'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  commentOf,
  makeSeminar,
  setTestEnv,
  taggingOf,
} from '../realtime/testing'
import { countedLayers, documentOf } from '../store/figures'
import { appendJournal } from '../store/journal'
import { rowsOfLayers } from '../store/records'
import { readingFigures } from './figures'
import { countedReading } from './running-tallies'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  setTestEnv(database)
})
afterAll(async () => {
  await database.close()
})

const ADMINISTRATOR: Actor = { kind: 'administrator' }

/** The figures by the rows as they are, counted from nothing. */
const recounted = async (seminar: TestSeminar, only: FiguresFilter) => {
  const { db } = database
  const counted = await countedReading(db, seminar.reading, () => true)
  if (counted === undefined) throw new Error('no reading')
  const rows = await rowsOfLayers(db, await countedLayers(db, seminar.reading))
  expect(counted.facts.text).toBe(new TextIndex(await documentOf(db, seminar.version)).text)
  return recount({ ...counted.facts, rows, only })
}

const expectEqual = async (seminar: TestSeminar, only: FiguresFilter, what: string): Promise<void> => {
  const found = await readingFigures(database.db, ADMINISTRATOR, seminar.reading, only)
  if (!found.ok) throw new Error('no figures')
  const {
    reading,
    seminar: of,
    codebook,
    countedAt,
    choices,
    transitions,
    intervals,
    students,
    manages,
    merged,
    ...figures
  } = found.value
  expect([students.isBlind, manages, merged, intervals]).toEqual([false, true, [], null])
  expect(transitions === null || transitions.to > transitions.from).toBe(true)
  expect([reading.id, of.id, codebook > 0, countedAt > 0, choices.tags.length > 0]).toEqual([
    seminar.reading,
    seminar.id,
    true,
    true,
    true,
  ])
  expect(figures, what).toEqual(await recounted(seminar, only))
}

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

describe('the tallies of a reading', () => {
  it('[ST35] equal a recount after every commit: verdicts, other verdicts, removals, moves, rounds and reveals', async () => {
    const { db } = database
    const seminar = await makeSeminar(db, 'tally')
    const random = seededRandom(41)
    const teacher: Actor = {
      kind: 'user',
      user: userId(seminar.teacher.user),
      teaches: true,
      memberships: [{ member: seminar.teacher.id, seminar: seminarId(seminar.id), role: 'instructor', group: null }],
    }
    const people: readonly TestMember[] = [seminar.ada, seminar.ben, seminar.cleo, seminar.teacher]
    const layers = [seminar.layers.one, seminar.layers.two, seminar.layers.seminar]
    const records = new Map<RecordKey, { readonly layer: LayerId; readonly record: LayerRecord }>()
    const tags = [seminar.tag]
    const commit = async (layer: LayerId, key: RecordKey, record: LayerRecord | null): Promise<void> => {
      const author = people.find(({ id }) => key.split('/')[1] === id)
      if (author === undefined) throw new Error('nobody')
      const change = record === null ? ({ kind: 'delete', key } as const) : ({ kind: 'put', key, record } as const)
      const rows = project(layer, [change])
      await appendJournal(db, [{ layer, member: author.id, update: new Uint8Array(2), rows, newClients: [] }])
      if (record === null) records.delete(key)
      else records.set(key, { layer, record })
    }
    for (let step = 0; step < 90; step += 1) {
      const who = pick(random, people)
      const known = [...records].map(([key, rest]) => ({ key, ...rest }))
      const annotations = known.flatMap(({ key, layer, record }) =>
        record.kind === 'annotation' ? [{ key, layer, record }] : [],
      )
      const taggings = known.filter(({ record }) => record.kind === 'tagging')
      const dice = random()
      if (annotations.length < 3 || dice < 0.15) {
        await commit(pick(random, layers), ...annotationOf(seminar, who.id, `a${step}`, 5 + Math.floor(random() * 90)))
      } else if (dice < 0.6) {
        const on = pick(random, annotations)
        await commit(on.layer, ...taggingOf(who.id, on.key, pick(random, tags)))
      } else if (dice < 0.68 && taggings.length > 0) {
        const gone = pick(random, taggings)
        await commit(gone.layer, gone.key, null)
      } else if (dice < 0.76) {
        const on = pick(random, annotations)
        await commit(on.layer, on.key, { ...on.record, removedAt: step + 1 })
      } else if (dice < 0.86) {
        const on = pick(random, annotations)
        await commit(on.layer, ...commentOf(who.id, `c${step}`, on.key, 'Why?'))
      } else {
        const group = pick(random, [...seminar.groups.map(groupId), null])
        await moveMember(db, teacher, { seminar: seminarId(seminar.id), member: who.id, group })
      }
      if (step === 30) {
        const tag = {
          name: 'liberal',
          definition: 'Law.',
          example: '',
          pigment: 'azurite',
          key: 'l',
          active: true,
        } as const
        await addTag(db, teacher, seminarId(seminar.id), tag)
        const added = await db.tag.findFirstOrThrow({ where: { seminarId: seminar.id, name: 'liberal' } })
        tags.push(tagId(added.id))
      }
      if (step === 50) {
        const round = await addRound(db, teacher, {
          seminar: seminarId(seminar.id),
          reading: seminar.reading,
          kind: 'independent',
        })
        await openRound(db, teacher, round)
        layers.push(await ensureOwnLayer(db, seminar.reading, round, seminar.ada.id))
        await revealRound(db, teacher, round)
      }
      if (step % 3 === 2) {
        await expectEqual(seminar, EVERYTHING, `step ${step}`)
        const group = pick(random, seminar.groups.map(groupId))
        await expectEqual(seminar, { ...EVERYTHING, groups: [group] }, `a group at step ${step}`)
        await expectEqual(seminar, { ...EVERYTHING, rounds: [2], tags: tags.slice(0, 1) }, `round 2 at step ${step}`)
      }
    }
  }, 60_000)
})
