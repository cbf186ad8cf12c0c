import { layerId } from '../../../lib/core/base'
import {
  type TestMember,
  type TestSeminar,
  annotationOf,
  makeMember,
  makeSeminar,
} from '../../../lib/server/realtime/testing'
import type { RootDatabase } from '../../../lib/server/store/database'
import type { BenchLayer } from './load'

/** Members in groups of equal size, and fresh layers for them. */
export interface BenchSeminar {
  /** New, empty layers, one a group, in a round of their own. */
  layers(): Promise<readonly BenchLayer[]>
}

/** How many there are: seminars have codes of their own. */
let made = 0

/** Makes a seminar of `groups` groups with `size` members each. */
export const makeBenchSeminar = async (db: RootDatabase, groups: number, size: number): Promise<BenchSeminar> => {
  made += 1
  const seminar: TestSeminar = await makeSeminar(db, `bench ${made}`)
  const seated: { readonly group: string; readonly members: readonly TestMember[] }[] = []
  for (let at = 0; at < groups; at += 1) {
    const group = await db.group.create({ data: { seminarId: seminar.id, name: `Bench ${at}`, position: 10 + at } })
    const members: TestMember[] = []
    for (let nth = 0; nth < size; nth += 1)
      members.push(
        await makeMember(db, {
          seminar: seminar.id,
          reading: seminar.reading,
          name: `M${at}-${nth}`,
          role: 'student',
          group: group.id,
          colour: 1 + (nth % 12),
        }),
      )
    seated.push({ group: group.id, members })
  }
  let rounds = 0
  return {
    layers: async () => {
      rounds += 1
      const round = await db.round.create({
        data: { readingId: seminar.reading, kind: 'group', position: 100 + rounds, openedAt: new Date() },
      })
      return Promise.all(
        seated.map(async ({ group, members }): Promise<BenchLayer> => {
          const layer = await db.layer.create({
            data: { readingId: seminar.reading, roundId: round.id, kind: 'group', scope: group, groupId: group },
          })
          const [first] = members
          if (first === undefined) throw new Error('a group without members')
          const [key, record] = annotationOf(seminar, first.id, `claim-${rounds}`)
          return { id: layerId(layer.id), members, claim: { key, record } }
        }),
      )
    },
  }
}
