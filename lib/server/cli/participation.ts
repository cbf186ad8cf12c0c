import { noteParticipationFile, readingParticipation } from '../queries/participation'
import { PARTICIPATION_FILES, participationCsv } from '../queries/participation-csv'
import { noReading } from './not-there'
import { ADMINISTRATOR, TEXT, verb } from './verb'

/** `participation READING [--for F]`: who took part how much, and their points, as CSV. 0 done, 1 no such reading, 2 bad use. */
export const run = verb({
  usage: `Use: scholion participation READING [--for ${PARTICIPATION_FILES.join('|')}], where READING is a slug or an id. It prints CSV.`,
  flags: { for: { ...TEXT, default: 'all' } },
  read: ([reading, ...more], given) => {
    const file = PARTICIPATION_FILES.find((one) => one === given.for)
    return reading === undefined || file === undefined || more.length > 0 ? undefined : { reading, file }
  },
  run: async ({ reading, file }, context) => {
    const db = await context.database()
    const found = await readingParticipation(db, ADMINISTRATOR, reading)
    if (!found.ok) {
      context.err(noReading(reading))
      return 1
    }
    await noteParticipationFile(db, ADMINISTRATOR, found.value, file)
    context.out(participationCsv(found.value, file))
    return 0
  },
})
