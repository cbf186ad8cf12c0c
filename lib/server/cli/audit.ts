import { parseArgs } from 'node:util'
import { ID_PATTERN, memberId } from '../../core/base'
import { DEED_KINDS, type DeedKind } from '../../core/policy'
import { type LogLine, type Whom, seminarLog } from '../queries/seminar-log'
import type { CliContext } from './context'
import { seminarNamed } from './seminar-named'

const USAGE = `Use: scholion audit SEMINAR [--kind KIND] [--member ID] [--json], where SEMINAR is its id, class code or name and KIND one of ${DEED_KINDS.join(', ')}.`

/** `audit SEMINAR [--kind K] [--member M] [--json]`: what was done there and by whom, newest first. 0 done, 1 no such seminar, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const request = parse(args)
  if (request === undefined) {
    context.err(USAGE)
    return 2
  }
  const named = await seminarNamed(context, request.seminar)
  if (named === undefined) return 1
  const { db, seminar } = named
  let before: bigint | undefined
  do {
    const log = await seminarLog(db, { kind: 'administrator' }, seminar.id, {
      ...(request.kind === undefined ? {} : { kind: request.kind }),
      ...(request.member === undefined ? {} : { member: memberId(request.member) }),
      ...(before === undefined ? {} : { before }),
    })
    if (!log.ok) return 1
    for (const line of log.value.lines) context.out(request.json ? JSON.stringify(line) : lineOf(line))
    before = log.value.next === undefined ? undefined : BigInt(log.value.next)
  } while (before !== undefined)
  return 0
}

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

const parse = (
  args: readonly string[],
):
  | {
      readonly seminar: string
      readonly kind: DeedKind | undefined
      readonly member: string | undefined
      readonly json: boolean
    }
  | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { kind: { type: 'string' }, member: { type: 'string' }, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [seminar, ...more] = positionals
    const kind = DEED_KINDS.find((known) => known === values.kind)
    if (seminar === undefined || more.length > 0 || (values.kind !== undefined && kind === undefined)) return undefined
    if (values.member !== undefined && !ID_PATTERN.test(values.member)) return undefined
    return { seminar, kind, member: values.member, json: values.json }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
