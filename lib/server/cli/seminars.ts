import { parseArgs } from 'node:util'
import { listSeminars } from '../store/listing'
import type { CliContext } from './context'
import { counted } from './counted'

const USAGE = 'Use: scholion seminars [--json].'

/** `seminars [--json]`: every seminar of this server, with what other verbs call it by. 0 done, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const isJson = parse(args)
  if (isJson === undefined) {
    context.err(USAGE)
    return 2
  }
  const seminars = await listSeminars(await context.database())
  if (isJson) context.out(JSON.stringify(seminars, null, 2))
  else {
    for (const { id, name, classCode, isArchived, members, readings } of seminars) {
      const counts = `${counted(members, 'member')}, ${counted(readings, 'reading')}${isArchived ? ', archived' : ''}`
      context.out([classCode, id, name, counts].join('\t'))
    }
  }
  return 0
}

const parse = (args: readonly string[]): boolean | undefined => {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } }).values.json
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
