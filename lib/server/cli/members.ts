import type { Role } from '../../core/policy'
import { changeRole } from '../commands/change-role'
import { removeAwaited } from '../commands/remove-awaited'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { memberNamed } from './member-named'
import { noMember } from './not-there'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, SWITCH, verb } from './verb'

const ROLES: readonly Role[] = ['student', 'assistant', 'instructor']

/** `members SEMINAR [role | unlist]`: lists the members after what it did. `unlist` takes off the roster who has not come. 0 done, 1 not done, 2 bad use. */
export const run = verb({
  usage:
    'Use: scholion members SEMINAR [--json]; members SEMINAR role MEMBER student|assistant|instructor; members SEMINAR unlist MEMBER, where MEMBER is an e-mail, an id, or a name that only one has.',
  flags: { json: SWITCH },
  read: ([seminar, act, member, given, ...more], { json: isJson }): Request | undefined => {
    if (seminar === undefined || more.length > 0) return undefined
    if (act === undefined) return { seminar, isJson, verb: 'list' }
    if (member === undefined) return undefined
    if (act === 'unlist') return given === undefined ? { seminar, isJson, verb: act, member } : undefined
    const role = ROLES.find((one) => one === given)
    return act === 'role' && role !== undefined ? { seminar, isJson, verb: act, member, role } : undefined
  },
  run: async (parsed, context) => {
    const found = await seminarNamed(context, parsed.seminar)
    if (found === undefined) return 1
    const { db } = found
    const seminar = found.seminar.id
    if (parsed.verb !== 'list') {
      const member = await memberNamed(db, seminar, parsed.member)
      if (member === undefined) {
        context.err(noMember(parsed.member, parsed.seminar))
        return 1
      }
      if (parsed.verb === 'role') await changeRole(db, ADMINISTRATOR, { seminar, member: member.id, role: parsed.role })
      else await removeAwaited(db, ADMINISTRATOR, { seminar, member: member.id })
    }
    const groups = new Map((await groupsOf(db, seminar)).map(({ id, name }) => [id, name]))
    const members = (await membersOf(db, seminar, 'knows')).map(
      ({ id, name, alias, email, role, group, isAwaited }) => ({
        id,
        name,
        pseudonym: alias,
        email,
        role,
        group: group === null ? null : (groups.get(group) ?? null),
        isAwaited,
      }),
    )
    if (parsed.isJson) context.out(JSON.stringify(members, null, 2))
    else {
      for (const { name, email, role, group, isAwaited } of members) {
        context.out([name, email ?? '', role, group ?? '', isAwaited ? 'awaited' : ''].join('\t').trimEnd())
      }
    }
    return 0
  },
})

type Request = { readonly seminar: string; readonly isJson: boolean } & (
  | { readonly verb: 'list' }
  | { readonly verb: 'role'; readonly member: string; readonly role: Role }
  | { readonly verb: 'unlist'; readonly member: string }
)
