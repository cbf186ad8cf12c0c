import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type LayerId, layerId, seededRandom } from '../../lib/core/base'
import { TextIndex, documentSchema } from '../../lib/core/document'
import { acquirePostgres } from '../../lib/server/launch/postgres.mjs'
import { type TestMember, makeMember, makeSeminar, until } from '../../lib/server/realtime/testing'
import { openDatabase } from '../../lib/server/store/database'
import type { RootDatabase } from '../../lib/server/store/database'
import { type OwnServer, openServer } from '../actors/server'
import { faultsOf, lossesOf } from './compare'
import { type Pupil, openPupil } from './pupil'
import { type Wire, openWire } from './wire'

/** What breaks: the server's process, its database's, or the network of some of the class. */
export type Blow = 'server' | 'postgres' | 'network'

export interface TortureOptions {
  /** In this order, over and over. */
  readonly blows: readonly Blow[]
  readonly rounds: number
  readonly pupils: number
  readonly seed: number
  /** Hears of each round. */
  readonly say: (line: string) => void
  /** How long the pages may take to say "saved" again, in ms; 90 s when absent. */
  readonly recoveryMaxMs?: number
  /** Is waited for at each moment: what it spoils must be found. Absent but where that is tested. */
  readonly meddle?: (moment: Moment) => Promise<void>
}

/** Before the class writes in a round; then, where the server is killed, when it is dead and when that was compared. */
export interface Moment {
  /** The first is 1. */
  readonly round: number
  readonly at: 'before' | 'dead' | 'compared'
  readonly db: RootDatabase
  /** Of the database, for the server's own account. */
  readonly url: string
  /** The layers that the class writes to. */
  readonly layers: readonly LayerId[]
}

/** What is known after the last round. */
export interface TortureReport {
  readonly rounds: number
  readonly written: number
  readonly acknowledged: number
  /** From the blow until every page said "saved" again, each round, in ms. */
  readonly recoveredMs: readonly number[]
  /** Each is one sentence; none where all is well. */
  readonly faults: readonly string[]
}

const GROUPS = 5
/** Each pupil writes about so often. */
const WRITE_EVERY_MS = 350
const BLOW_AFTER_MAX_MS = 1_500
const NETWORK_GONE_MS = 2_000
const RECOVERY_MAX_MS = 90_000
const LOOK_EVERY_MS = 5
/** Every so-many-th pupil sits behind the wire that is cut. */
const BEHIND_WIRE = 4
const SECRET = 'a secret of the torture alone'

/**
 * A class writes in its pages' own rooms while something is killed at a random
 * moment, again and again. While the server is dead, and again when all pages have
 * found their way back by themselves, the database must hold every record that any
 * page has shown as saved; in the end each once, with rows that equal the layers
 * and pages that show what is there.
 */
export const torture = async (options: TortureOptions): Promise<TortureReport> => {
  process.env.NEXTAUTH_SECRET = SECRET
  const server = await openServer({ NEXTAUTH_SECRET: SECRET, SAMPLE: '0' })
  const postgres = await acquirePostgres({ folder: server.dataDir })
  process.env.DATABASE_URL = postgres.url
  const db = openDatabase(postgres.url)
  const wire = await openWire(Number(new URL(server.url).port))
  const random = seededRandom(options.seed)
  const pupils: Pupil[] = []
  try {
    pupils.push(...(await seatClass(db, server, wire, options)))
    await until('the class is in', () => pupils.every((pupil) => pupil.isSaved()), RECOVERY_MAX_MS)
    const faults: string[] = []
    const recoveredMs: number[] = []
    const layers = [...new Set(pupils.map(({ layer }) => layer))]
    for (let round = 0; round < options.rounds; round += 1) {
      const blow = options.blows[round % options.blows.length] ?? 'server'
      const at = async (moment: Moment['at']): Promise<void> =>
        options.meddle?.({ round: round + 1, at: moment, db, url: postgres.url, layers })
      await at('before')
      let isWriting = true
      const writing = pupils.map(async (pupil) => {
        while (isWriting) {
          await pause(random() * 2 * WRITE_EVERY_MS)
          pupil.act()
        }
      })
      await pause(200 + random() * BLOW_AFTER_MAX_MS)
      const began = performance.now()
      const lost = await strike(blow, { server, wire, db, pupils, at })
      isWriting = false
      await Promise.all(writing)
      const late = await whoIsLate(pupils, options.recoveryMaxMs ?? RECOVERY_MAX_MS)
      recoveredMs.push(performance.now() - began)
      const found = [...lost, ...(await faultsOf(db, pupils)), ...late]
      faults.push(...found.map((fault) => `round ${round + 1} (${blow}): ${fault}`))
      options.say(
        `round ${round + 1}: ${blow}, back after ${Math.round(recoveredMs.at(-1) ?? 0)} ms, ${count(pupils, 'written')} records, ${found.length} faults`,
      )
      // Another blow would only hide why.
      if (late.length > 0) break
    }
    return {
      rounds: recoveredMs.length,
      written: count(pupils, 'written'),
      acknowledged: count(pupils, 'acknowledged'),
      recoveredMs,
      faults,
    }
  } finally {
    for (const pupil of pupils) pupil.leave()
    await wire.close()
    await db.$disconnect()
    await postgres.release()
    await server.close()
  }
}

/** A fault where not every page says "saved" again in time; resolves as soon as all do. */
const whoIsLate = async (pupils: readonly Pupil[], recoveryMaxMs: number): Promise<readonly string[]> => {
  const end = performance.now() + recoveryMaxMs
  while (performance.now() < end) {
    if (pupils.every((pupil) => pupil.isSaved())) return []
    await pause(LOOK_EVERY_MS)
  }
  const late = pupils.filter((pupil) => !pupil.isSaved()).length
  return late === 0 ? [] : [`${late} pages were not back after ${recoveryMaxMs / 1000} s`]
}

const count = (pupils: readonly Pupil[], what: 'written' | 'acknowledged'): number =>
  pupils.reduce((sum, pupil) => sum + pupil[what]().size, 0)

const seatClass = async (
  db: RootDatabase,
  server: OwnServer,
  wire: Wire,
  { pupils, seed }: TortureOptions,
): Promise<readonly Pupil[]> => {
  const seminar = await makeSeminar(db, `torture ${seed}`)
  const version = await db.paperVersion.findUniqueOrThrow({ where: { id: seminar.version } })
  const index = new TextIndex(documentSchema.nodeFromJSON(version.document))
  const groups = await Promise.all(
    Array.from({ length: GROUPS }, (_, at) =>
      db.group.create({ data: { seminarId: seminar.id, name: `Torture ${at}`, position: 10 + at } }),
    ),
  )
  const layers = await Promise.all(
    groups.map((group) =>
      db.layer.create({
        data: {
          readingId: seminar.reading,
          roundId: seminar.round,
          kind: 'group',
          scope: group.id,
          groupId: group.id,
        },
      }),
    ),
  )
  const seats: Pupil[] = []
  const direct = server.url.replace('http', 'ws')
  for (let at = 0; at < pupils; at += 1) {
    const group = groups[at % GROUPS]
    const layer = layers[at % GROUPS]
    if (group === undefined || layer === undefined) throw new Error('no group')
    const member: TestMember = await makeMember(db, {
      seminar: seminar.id,
      reading: seminar.reading,
      name: `Pupil ${at}`,
      role: 'student',
      group: group.id,
      colour: 1 + (at % 12),
    })
    const base = at % BEHIND_WIRE === 0 ? `ws://127.0.0.1:${wire.port}` : direct
    const url = `${base}/collab`
    seats.push(
      openPupil({ url, seminar, index, member, layer: layerId(layer.id), random: seededRandom(seed * 1000 + at) }),
    )
  }
  return seats
}

/** What can be struck, and what is compared with what while it lies. */
interface Class {
  readonly server: OwnServer
  readonly wire: Wire
  readonly db: RootDatabase
  readonly pupils: readonly Pupil[]
  readonly at: (moment: Moment['at']) => Promise<void>
}

/** Strikes, and gives what was lost by it as far as that shows before the pages are back. */
const strike = async (blow: Blow, { server, wire, db, pupils, at }: Class): Promise<readonly string[]> => {
  switch (blow) {
    case 'server': {
      await server.kill()
      await at('dead')
      const lost = await lossesOf(db, pupils)
      await at('compared')
      await server.start()
      return lost
    }
    case 'postgres':
      // Its server starts it again by itself.
      process.kill(postmasterOf(server), 'SIGKILL')
      return []
    case 'network':
      wire.cut()
      await pause(NETWORK_GONE_MS)
      wire.mend()
      return []
  }
}

const postmasterOf = (server: OwnServer): number =>
  Number(readFileSync(join(server.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
