import { readFile } from 'node:fs/promises'
import type { RosterFault } from '../../core/people'
import { type RosterPlan, importRoster } from '../commands/import-roster'
import { makePlaceLink } from '../commands/make-place-link'
import { membersOf } from '../store/members'
import type { CliContext } from './context'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, SWITCH, verb } from './verb'

/**
 * `roster SEMINAR FILE` imports a roster, or says every line that is wrong and
 * imports nothing; `--awaited` lists who has not come yet, with `--links` a new
 * link for each. 0 done, 1 not done, 2 bad use.
 */
export const run = verb({
  usage:
    'Use: scholion roster SEMINAR FILE [--dry-run] [--json], with - for standard input; scholion roster SEMINAR --awaited [--links].',
  flags: { 'dry-run': SWITCH, json: SWITCH, awaited: SWITCH, links: SWITCH },
  read: ([seminar, file, ...more], { 'dry-run': isTrial, json: isJson, awaited, links: hasLinks }) =>
    seminar === undefined || more.length > 0 || (file === undefined) !== awaited
      ? undefined
      : { seminar, file, isTrial, isJson, hasLinks },
  run: async (parsed, context) => {
    const found = await seminarNamed(context, parsed.seminar)
    if (found === undefined) return 1
    const { db, seminar } = found
    if (parsed.file === undefined) {
      for (const { id, name, email, isAwaited } of await membersOf(db, seminar.id, 'knows')) {
        if (!isAwaited) continue
        const link = parsed.hasLinks ? await makePlaceLink(db, ADMINISTRATOR, { seminar: seminar.id, member: id }) : ''
        context.out([name, email ?? '', ...(parsed.hasLinks ? [link] : [])].join('\t'))
      }
      return 0
    }
    const text = parsed.file === '-' ? await context.input() : await read(parsed.file)
    if (text === undefined) {
      context.err(`"${parsed.file}" could not be read: check the path.`)
      return 1
    }
    const result = await importRoster(db, ADMINISTRATOR, { seminar: seminar.id, text, isTrial: parsed.isTrial })
    if (!result.ok) {
      if (parsed.isJson) context.out(JSON.stringify(result.reason, null, 2))
      for (const fault of result.reason.faults) context.err(`Line ${String(fault.line)}: ${WHY[fault.kind](fault)}`)
      context.err('Nothing was imported. Mend these lines and try again.')
      return 1
    }
    if (parsed.isJson) context.out(JSON.stringify(result.value, null, 2))
    else say(result.value, parsed.isTrial, context)
    return 0
  },
})

const say = ({ steps, newGroups, left }: RosterPlan, isTrial: boolean, context: CliContext): void => {
  for (const { name, email, group, what } of steps) context.out([what, name, email, group].join('\t'))
  if (newGroups.length > 0) context.err(`New groups: ${newGroups.join(', ')}.`)
  if (left > 0) context.err(`${String(left)} of an earlier roster are not on this list. They stay.`)
  if (isTrial) context.err('Nothing was imported: this was a dry run.')
}

const WHY: Readonly<Record<RosterFault['kind'], (fault: RosterFault) => string>> = {
  'no-name': () => 'the name is missing.',
  'no-email': () => 'the e-mail is missing.',
  'bad-email': ({ text }) => `this is not an e-mail address: ${text}`,
  'long-name': () => 'the name has more than 80 characters.',
  'long-group': () => 'the group has more than 40 characters.',
  odd: () => 'there are characters that cannot be seen. Type it anew.',
  twice: (fault) => `this e-mail stood on line ${fault.kind === 'twice' ? String(fault.before) : ''} already.`,
}

const read = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
