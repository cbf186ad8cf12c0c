import { listSeminars } from '../store/listing'
import { counted } from './counted'
import { SWITCH, verb } from './verb'

/** `seminars [--json]`: every seminar of this server, with what other verbs call it by. */
export const run = verb({
  usage: 'Use: scholion seminars [--json].',
  flags: { json: SWITCH },
  read: (words, { json }) => (words.length > 0 ? undefined : { isJson: json }),
  run: async ({ isJson }, context) => {
    const seminars = await listSeminars(await context.database())
    if (isJson) context.out(JSON.stringify(seminars, null, 2))
    else {
      for (const { id, name, classCode, isArchived, members, readings } of seminars) {
        const counts = `${counted(members, 'member')}, ${counted(readings, 'reading')}${isArchived ? ', archived' : ''}`
        context.out([classCode, id, name, counts].join('\t'))
      }
    }
    return 0
  },
})
