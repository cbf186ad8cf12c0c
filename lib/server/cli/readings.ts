import { parseArgs } from 'node:util'
import { setReading } from '../commands/set-reading'
import { readingsOf } from '../store/readings'
import type { CliContext } from './context'
import { readingNamed } from './reading-named'
import { seminarNamed } from './seminar-named'

const USAGE =
  'Use: scholion readings SEMINAR [--json], or scholion readings SEMINAR set READING, which sets the paper of a reading of any seminar here, anew.'

/**
 * `readings SEMINAR`: the papers that are set there, the newest first, by their
 * slugs and ids; `readings SEMINAR set READING`: sets one again, or one of
 * another seminar. 0 done, 1 not done, 2 bad use.
 */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
  const found = await seminarNamed(context, parsed.seminar)
  if (found === undefined) return 1
  const { db, seminar } = found
  if (parsed.reading !== undefined) {
    const again = await readingNamed(context, parsed.reading)
    if (again === undefined) return 1
    await setReading(db, { kind: 'administrator' }, { seminar: seminar.id, version: again.reading.version })
  }
  const readings = await readingsOf(db, [seminar.id])
  if (parsed.isJson) {
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
}

const parse = (
  args: readonly string[],
): { readonly seminar: string; readonly reading: string | undefined; readonly isJson: boolean } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [seminar, verb, reading, ...more] = positionals
    if (seminar === undefined || more.length > 0) return undefined
    if (verb === undefined ? reading !== undefined : verb !== 'set' || reading === undefined) return undefined
    return { seminar, reading, isJson: values.json }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
