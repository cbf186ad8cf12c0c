import { ID_PATTERN, memberId } from '../../core/base'
import { eraseMember } from '../commands/erase-member'
import { findErasable } from '../store/law'
import { ADMINISTRATOR, verb } from './verb'

/** `erase MEMBER`: takes a member, their words and their name out of their seminar for good. 0 done, 1 no such member, 2 bad use. */
export const run = verb({
  usage:
    'Use: scholion erase MEMBER, where MEMBER is the id of a member (scholion seminar export SEMINAR lists them). It cannot be undone.',
  flags: {},
  read: ([member = '', ...more]) => (ID_PATTERN.test(member) && more.length === 0 ? { member } : undefined),
  run: async ({ member }, context) => {
    const db = await context.database()
    if ((await findErasable(db, member)) === undefined) {
      context.err(`There is no member "${member}". \`scholion members SEMINAR --json\` has their ids.`)
      return 1
    }
    await eraseMember(db, ADMINISTRATOR, memberId(member))
    context.err('Erased. The history of the layers they wrote in begins anew.')
    return 0
  },
})
