import { parseArgs } from 'node:util'
import { archiveSeminar } from '../commands/archive-seminar'
import { deleteSeminar } from '../commands/delete-seminar'
import { retainSeminar } from '../commands/retain-seminar'
import { seminarFile } from '../queries/seminar-file'
import type { CliContext } from './context'
import { seminarNamed } from './seminar-named'

/** What can be done with a whole seminar. */
export const KEEPING_VERBS = ['archive', 'wake', 'export', 'keep', 'delete'] as const
const USAGE =
  'Use: scholion seminar (archive | wake | export) SEMINAR, scholion seminar keep SEMINAR [--until YYYY-MM-DD [--then archive | delete]], or scholion seminar delete SEMINAR --name NAME, where SEMINAR is its id, class code or name.'

interface Request {
  readonly verb: (typeof KEEPING_VERBS)[number]
  readonly seminar: string
  readonly until: Date | null
  readonly then: 'archive' | 'delete'
  readonly name: string
}

/**
 * `seminar VERB SEMINAR`: archives a seminar, takes it out of the archive,
 * prints it as JSON, sets until when it is kept (without a day: for good), or
 * deletes it where `--name` says its name. 0 done, 1 no such seminar, 2 bad use.
 */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const request = parse(args)
  if (request === undefined) {
    context.err(USAGE)
    return 2
  }
  const named = await seminarNamed(context, request.seminar)
  if (named === undefined) return 1
  const { db, seminar: found } = named
  const administrator = { kind: 'administrator' } as const
  const { verb, until, then } = request
  if (verb === 'export') {
    const file = await seminarFile(db, administrator, found.id)
    if (!file.ok) return 1
    context.out(file.value)
    return 0
  }
  if (verb === 'delete') await deleteSeminar(db, administrator, found.id, request.name)
  else if (verb === 'keep') await retainSeminar(db, administrator, found.id, { until, then })
  else await archiveSeminar(db, administrator, found.id, verb === 'archive')
  context.err(`${found.name}: done.`)
  return 0
}

const parse = (args: readonly string[]): Request | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { until: { type: 'string' }, then: { type: 'string' }, name: { type: 'string' } },
      allowPositionals: true,
    })
    const [given, seminar, ...more] = positionals
    const verb = KEEPING_VERBS.find((known) => known === given)
    if (verb === undefined || seminar === undefined || more.length > 0) return undefined
    const until = values.until === undefined ? null : new Date(values.until)
    if (until !== null && (Number.isNaN(until.getTime()) || verb !== 'keep')) return undefined
    const { then = 'archive', name = '' } = values
    if ((then !== 'archive' && then !== 'delete') || (name !== '') !== (verb === 'delete')) return undefined
    return { verb, seminar, until, then, name }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
