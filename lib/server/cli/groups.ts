import { parseArgs } from 'node:util'
import { nameKey } from '../../core/people'
import { type DealBy, dealGroups } from '../commands/deal-groups'
import { makeGroup } from '../commands/make-group'
import { moveMember } from '../commands/move-member'
import { groupsOf, membersOf } from '../store/seminars'
import type { CliContext } from './context'
import { seminarNamed } from './seminar-named'

const USAGE =
  'Use: scholion groups SEMINAR; groups SEMINAR deal --size N [--by chance|presence|tags] [--anew]; groups SEMINAR add [NAME]; groups SEMINAR move MEMBER GROUP, where MEMBER is an e-mail or a name.'

const ADMINISTRATOR = { kind: 'administrator' } as const
const WAYS: readonly DealBy[] = ['chance', 'presence', 'tags']

/** `groups SEMINAR [deal | add | move]`: lists the groups with their members after what it did. 0 done, 1 not done, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
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
    case 'move': {
      const members = (await membersOf(db, seminar.id, 'knows')).filter(
        ({ name, email }) => email === parsed.member.toLowerCase() || nameKey(name) === nameKey(parsed.member),
      )
      const group = (await groupsOf(db, seminar.id)).find(({ name }) => nameKey(name) === nameKey(parsed.group))
      const [member, another] = members
      if (member === undefined || another !== undefined || group === undefined) {
        context.err(
          group === undefined
            ? `There is no group "${parsed.group}".`
            : `There is no one member "${parsed.member}". Give an e-mail, or a name that only one has.`,
        )
        return 1
      }
      await moveMember(db, ADMINISTRATOR, { ...here, member: member.id, group: group.id })
    }
  }
  const members = await membersOf(db, seminar.id, 'knows')
  const groups = await groupsOf(db, seminar.id)
  for (const { id, name } of groups) {
    for (const member of members.filter(({ group }) => group === id)) context.out([name, member.name].join('\t'))
    if (!members.some(({ group }) => group === id)) context.out(name)
  }
  return 0
}

type Request = { readonly seminar: string } & (
  | { readonly verb: 'list' }
  | { readonly verb: 'deal'; readonly size: number; readonly by: DealBy; readonly isAnew: boolean }
  | { readonly verb: 'add'; readonly name: string | undefined }
  | { readonly verb: 'move'; readonly member: string; readonly group: string }
)

const parse = (args: readonly string[]): Request | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { size: { type: 'string' }, by: { type: 'string' }, anew: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [seminar, verb, first, second, ...more] = positionals
    if (seminar === undefined || more.length > 0) return undefined
    if (verb === 'deal') {
      const by = WAYS.find((way) => way === (values.by ?? 'chance'))
      const isSize = /^\d{1,3}$/.test(values.size ?? '') && Number(values.size) >= 2 && Number(values.size) <= 100
      if (!isSize || by === undefined || first !== undefined) return undefined
      return { verb, seminar, size: Number(values.size), by, isAnew: values.anew }
    }
    if (values.size !== undefined || values.by !== undefined || values.anew) return undefined
    if (verb === undefined) return { verb: 'list', seminar }
    if (verb === 'add' && second === undefined) return { verb, seminar, name: first }
    return verb === 'move' && first !== undefined && second !== undefined
      ? { verb, seminar, member: first, group: second }
      : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
