import { setReading } from '../commands/set-reading'
import { readingsOf } from '../store/readings'
import { readingNamed } from './reading-named'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, SWITCH, verb } from './verb'

/**
 * `readings SEMINAR`: the papers that are set there, the newest first, by their
 * slugs and ids; `readings SEMINAR set READING`: sets one again, or one of
 * another seminar. 0 done, 1 not done, 2 bad use.
 */
export const run = verb({
  usage:
    'Use: scholion readings SEMINAR [--json], or scholion readings SEMINAR set READING, which sets the paper of a reading of any seminar here, anew.',
  flags: { json: SWITCH },
  read: ([seminar, act, reading, ...more], { json: isJson }) => {
    if (seminar === undefined || more.length > 0) return undefined
    if (act === undefined ? reading !== undefined : act !== 'set' || reading === undefined) return undefined
    return { seminar, reading, isJson }
  },
  run: async ({ seminar: text, reading, isJson }, context) => {
    const found = await seminarNamed(context, text)
    if (found === undefined) return 1
    const { db, seminar } = found
    if (reading !== undefined) {
      const again = await readingNamed(context, reading)
      if (again === undefined) return 1
      await setReading(db, ADMINISTRATOR, { seminar: seminar.id, version: again.reading.version })
    }
    const readings = await readingsOf(db, [seminar.id])
    if (isJson) {
      const said = readings.map(({ id, slug, title, authors, version, createdAt }) => ({
        id,
        slug,
        title,
        authors,
        version,
        setAt: createdAt.toISOString(),
      }))
      context.out(JSON.stringify(said, null, 2))
    } else for (const { slug, id, title } of readings) context.out([slug, id, title].join('\t'))
    return 0
  },
})
