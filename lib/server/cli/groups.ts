import { nameKey } from '../../core/people'
import { assignGroups } from '../commands/assign-groups'
import { type DealBy, dealGroups } from '../commands/deal-groups'
import { makeGroup } from '../commands/make-group'
import { moveMember } from '../commands/move-member'
import { removeGroup } from '../commands/remove-group'
import { renameGroup } from '../commands/rename-group'
import { groupsOf } from '../store/groups'
import { membersOf } from '../store/members'
import { memberNamed } from './member-named'
import { noGroup, noMember } from './not-there'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

const GROUP_NAME_MAX_CHARS = 40
const WAYS: readonly DealBy[] = ['chance', 'presence', 'tags']

/** `groups SEMINAR [deal | add | rename | remove | move | assign]`: lists the groups with their members after what it did. 0 done, 1 not done, 2 bad use. */
export const run = verb({
  usage:
    'Use: scholion groups SEMINAR; groups SEMINAR deal --size N [--by chance|presence|tags] [--anew]; groups SEMINAR add [NAME]; groups SEMINAR rename GROUP NAME; groups SEMINAR remove GROUP; groups SEMINAR move MEMBER GROUP; groups SEMINAR assign ASSISTANT [GROUP...], where MEMBER is an e-mail, an id or a name.',
  flags: { size: TEXT, by: TEXT, anew: SWITCH },
  read: ([seminar, act, first, ...more], { size, by: way, anew: isAnew }): Request | undefined => {
    if (seminar === undefined) return undefined
    if (act === 'deal') {
      const by = WAYS.find((one) => one === (way ?? 'chance'))
      const isSize = /^\d{1,3}$/.test(size ?? '') && Number(size) >= 2 && Number(size) <= 100
      if (!isSize || by === undefined || first !== undefined || more.length > 0) return undefined
      return { verb: act, seminar, size: Number(size), by, isAnew }
    }
    if (size !== undefined || way !== undefined || isAnew) return undefined
    if (act === undefined) return { verb: 'list', seminar }
    if (act === 'add' && more.length === 0) return { verb: act, seminar, name: first }
    if (first === undefined) return undefined
    const [second] = more
    if (act === 'remove' && second === undefined) return { verb: act, seminar, group: first }
    if (act === 'rename' && second !== undefined && more.length === 1) {
      return /^\s*$/.test(second) || second.length > GROUP_NAME_MAX_CHARS
        ? undefined
        : { verb: act, seminar, group: first, name: second.trim() }
    }
    if (act === 'move' && more.length === 1) return { verb: act, seminar, member: first, groups: more }
    return act === 'assign' ? { verb: act, seminar, member: first, groups: more } : undefined
  },
  run: async (parsed, context) => {
    const found = await seminarNamed(context, parsed.seminar)
    if (found === undefined) return 1
    const { db, seminar } = found
    const here = { seminar: seminar.id }
    switch (parsed.verb) {
      case 'list':
        break
      case 'deal':
        await dealGroups(db, ADMINISTRATOR, { ...here, size: parsed.size, by: parsed.by, anew: parsed.isAnew })
        break
      case 'add':
        await makeGroup(db, ADMINISTRATOR, { ...here, name: parsed.name })
        break
      case 'rename':
      case 'remove': {
        const group = (await groupsOf(db, seminar.id)).find(({ name }) => nameKey(name) === nameKey(parsed.group))
        if (group === undefined) {
          context.err(noGroup(parsed.group, parsed.seminar))
          return 1
        }
        const one = { ...here, group: group.id }
        if (parsed.verb === 'rename') await renameGroup(db, ADMINISTRATOR, { ...one, name: parsed.name })
        else await removeGroup(db, ADMINISTRATOR, one)
        break
      }
      case 'move':
      case 'assign': {
        const member = await memberNamed(db, seminar.id, parsed.member)
        const all = await groupsOf(db, seminar.id)
        const groups = parsed.groups.map((text) => all.find(({ name }) => nameKey(name) === nameKey(text)))
        const unknown = parsed.groups.find((_text, at) => groups[at] === undefined)
        if (member === undefined || unknown !== undefined) {
          context.err(
            unknown !== undefined ? noGroup(unknown, parsed.seminar) : noMember(parsed.member, parsed.seminar),
          )
          return 1
        }
        const ids = groups.flatMap((group) => (group === undefined ? [] : [group.id]))
        if (parsed.verb === 'assign') await assignGroups(db, ADMINISTRATOR, { ...here, member: member.id, groups: ids })
        else await moveMember(db, ADMINISTRATOR, { ...here, member: member.id, group: ids[0] ?? null })
      }
    }
    const members = await membersOf(db, seminar.id, 'knows')
    const groups = await groupsOf(db, seminar.id)
    for (const { id, name } of groups) {
      for (const member of members.filter(({ group }) => group === id)) context.out([name, member.name].join('\t'))
      if (!members.some(({ group }) => group === id)) context.out(name)
    }
    return 0
  },
})

type Request = { readonly seminar: string } & (
  | { readonly verb: 'list' }
  | { readonly verb: 'deal'; readonly size: number; readonly by: DealBy; readonly isAnew: boolean }
  | { readonly verb: 'add'; readonly name: string | undefined }
  | { readonly verb: 'rename'; readonly group: string; readonly name: string }
  | { readonly verb: 'remove'; readonly group: string }
  | { readonly verb: 'move' | 'assign'; readonly member: string; readonly groups: readonly string[] }
)
