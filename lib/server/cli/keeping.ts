import { archiveSeminar } from '../commands/archive-seminar'
import { deleteSeminar } from '../commands/delete-seminar'
import { retainSeminar } from '../commands/retain-seminar'
import { seminarFile } from '../queries/seminar-file'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, TEXT, verb } from './verb'

/** What can be done with a whole seminar. */
export const KEEPING_VERBS = ['archive', 'wake', 'export', 'keep', 'delete'] as const
const THENS = ['archive', 'delete'] as const

/**
 * `seminar VERB SEMINAR`: archives a seminar, takes it out of the archive,
 * prints it as JSON, sets until when it is kept (without a day: for good), or
 * deletes it where `--name` says its name. 0 done, 1 no such seminar, 2 bad use.
 */
export const run = verb({
  usage:
    'Use: scholion seminar (archive | wake | export) SEMINAR, scholion seminar keep SEMINAR [--until YYYY-MM-DD [--then archive | delete]], or scholion seminar delete SEMINAR --name NAME, where SEMINAR is its id, class code or name.',
  flags: { until: TEXT, then: TEXT, name: TEXT },
  read: ([given, seminar, ...more], { until: day, then: after = 'archive', name = '' }) => {
    const act = KEEPING_VERBS.find((known) => known === given)
    const then = THENS.find((known) => known === after)
    if (act === undefined || seminar === undefined || more.length > 0) return undefined
    const until = day === undefined ? null : new Date(day)
    if (until !== null && (Number.isNaN(until.getTime()) || act !== 'keep')) return undefined
    if (then === undefined || (name !== '') !== (act === 'delete')) return undefined
    return { act, seminar, until, then, name }
  },
  run: async ({ act, seminar, until, then, name }, context) => {
    const named = await seminarNamed(context, seminar)
    if (named === undefined) return 1
    const { db, seminar: found } = named
    if (act === 'export') {
      const file = await seminarFile(db, ADMINISTRATOR, found.id)
      if (!file.ok) return 1
      context.out(file.value)
      return 0
    }
    if (act === 'delete') await deleteSeminar(db, ADMINISTRATOR, found.id, name)
    else if (act === 'keep') await retainSeminar(db, ADMINISTRATOR, found.id, { until, then })
    else await archiveSeminar(db, ADMINISTRATOR, found.id, act === 'archive')
    context.err(`${found.name}: done.`)
    return 0
  },
})
