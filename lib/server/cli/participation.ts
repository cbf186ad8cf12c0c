import { parseArgs } from 'node:util'
import { noteParticipationFile, readingParticipation } from '../queries/participation'
import { PARTICIPATION_FILES, type ParticipationFile, participationCsv } from '../queries/participation-csv'
import type { CliContext } from './context'
import { noReading } from './not-there'

const USAGE = `Use: scholion participation READING [--for ${PARTICIPATION_FILES.join('|')}], where READING is a slug or an id. It prints CSV.`

/** `participation READING [--for F]`: who took part how much, and their points, as CSV. 0 done, 1 no such reading, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
  const db = await context.database()
  const administrator = { kind: 'administrator' } as const
  const found = await readingParticipation(db, administrator, parsed.reading)
  if (!found.ok) {
    context.err(noReading(parsed.reading))
    return 1
  }
  await noteParticipationFile(db, administrator, found.value, parsed.file)
  context.out(participationCsv(found.value, parsed.file))
  return 0
}

const parse = (args: readonly string[]): { readonly reading: string; readonly file: ParticipationFile } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { for: { type: 'string', default: 'all' } },
      allowPositionals: true,
    })
    const [reading, ...more] = positionals
    const file = PARTICIPATION_FILES.find((one) => one === values.for)
    return reading === undefined || file === undefined || more.length > 0 ? undefined : { reading, file }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
