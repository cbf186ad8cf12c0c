import { ID_PATTERN, memberId } from '../../core/base'
import { DEED_KINDS } from '../../core/policy'
import { type LogLine, type Whom, seminarLog } from '../queries/seminar-log'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

/** `audit SEMINAR [--kind K] [--member M] [--json]`: what was done there and by whom, newest first. 0 done, 1 no such seminar, 2 bad use. */
export const run = verb({
  usage: `Use: scholion audit SEMINAR [--kind KIND] [--member ID] [--json], where SEMINAR is its id, class code or name and KIND one of ${DEED_KINDS.join(', ')}.`,
  flags: { kind: TEXT, member: TEXT, json: SWITCH },
  read: ([seminar, ...more], { kind: given, member, json }) => {
    const kind = DEED_KINDS.find((known) => known === given)
    if (seminar === undefined || more.length > 0 || (given !== undefined && kind === undefined)) return undefined
    if (member !== undefined && !ID_PATTERN.test(member)) return undefined
    return { seminar, kind, member, json }
  },
  run: async ({ seminar: text, kind, member, json }, context) => {
    const named = await seminarNamed(context, text)
    if (named === undefined) return 1
    const { db, seminar } = named
    let before: bigint | undefined
    do {
      const log = await seminarLog(db, ADMINISTRATOR, seminar.id, {
        ...(kind === undefined ? {} : { kind }),
        ...(member === undefined ? {} : { member: memberId(member) }),
        ...(before === undefined ? {} : { before }),
      })
      if (!log.ok) return 1
      for (const line of log.value.lines) context.out(json ? JSON.stringify(line) : lineOf(line))
      before = log.value.next === undefined ? undefined : BigInt(log.value.next)
    } while (before !== undefined)
    return 0
  },
})

const lineOf = ({ at, deed, by, member, subject, detail }: LogLine): string =>
  [
    new Date(at).toISOString(),
    deed ?? 'unknown',
    `by ${nameOf(by)}`,
    ...(member === undefined ? [] : [`of ${nameOf(member)}`]),
    ...(subject === null ? [] : [subject]),
    ...(detail === null ? [] : [`(${detail})`]),
  ].join('  ')

const nameOf = (whom: Whom): string => {
  if (whom.kind === 'member') return whom.name
  return whom.kind === 'former' ? 'a former member' : 'itself'
}
