import { ID_PATTERN } from '../../core/base'
import { TOKEN_MAX_DAYS, makeAccessToken } from '../commands/make-access-token'
import { revokeAccessToken } from '../commands/revoke-access-token'
import { accessTokensOf } from '../store/access-tokens'
import { membersOf } from '../store/members'
import { memberNamed } from './member-named'
import { noMember } from './not-there'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

const DAYS = '90'

/**
 * `token make` makes a member's access token and prints it, this once, and
 * nothing else on standard output; `token list` has a line for each that holds;
 * `token revoke` ends one. 0 done, 1 not done, 2 bad use.
 */
export const run = verb({
  usage:
    'Use: scholion token make SEMINAR --member M --name NAME [--write] [--days N], scholion token list SEMINAR, or scholion token revoke SEMINAR ID.',
  flags: { member: TEXT, name: TEXT, write: SWITCH, days: { ...TEXT, default: DAYS } },
  read: ([act, seminar, id, ...more], { member, name, write: canWrite, days: given }): Request | undefined => {
    if (seminar === undefined || more.length > 0) return undefined
    if (act === 'list' && id === undefined) return { verb: act, seminar }
    if (act === 'revoke' && id !== undefined && ID_PATTERN.test(id)) return { verb: act, seminar, id }
    const days = Number(given)
    if (act !== 'make' || id !== undefined || member === undefined || name === undefined) return undefined
    if (!Number.isInteger(days) || days < 1 || days > TOKEN_MAX_DAYS) return undefined
    return { verb: act, seminar, member, name, canWrite, days }
  },
  run: async (request, context) => {
    const found = await seminarNamed(context, request.seminar)
    if (found === undefined) return 1
    const { db, seminar } = found
    const members = await membersOf(db, seminar.id, 'knows')
    if (request.verb === 'list') {
      const names = new Map(members.map(({ id, name }) => [id, name]))
      for (const token of await accessTokensOf(db, { seminar: seminar.id }, new Date())) {
        const used = token.lastUsedAt === null ? 'never used' : `used ${new Date(token.lastUsedAt).toISOString()}`
        context.out(
          [
            token.id,
            names.get(token.member) ?? token.member,
            JSON.stringify(token.name),
            token.canWrite ? 'read and write' : 'read',
            `until ${new Date(token.expiresAt).toISOString()}`,
            used,
          ].join('  '),
        )
      }
      return 0
    }
    if (request.verb === 'revoke') {
      await revokeAccessToken(db, ADMINISTRATOR, { seminar: seminar.id, id: request.id })
      context.err('Revoked.')
      return 0
    }
    const member = await memberNamed(db, seminar.id, request.member)
    if (member === undefined) {
      context.err(noMember(request.member, request.seminar))
      return 1
    }
    const { name, canWrite, days } = request
    context.out(
      await makeAccessToken(db, ADMINISTRATOR, { seminar: seminar.id, member: member.id, name, canWrite, days }),
    )
    context.err(
      `It is shown this once. It ${canWrite ? 'reads and writes' : 'reads'} as ${member.name}, for ${days} days.`,
    )
    return 0
  },
})

type Request =
  | {
      readonly verb: 'make'
      readonly seminar: string
      readonly member: string
      readonly name: string
      readonly canWrite: boolean
      readonly days: number
    }
  | { readonly verb: 'list'; readonly seminar: string }
  | { readonly verb: 'revoke'; readonly seminar: string; readonly id: string }
