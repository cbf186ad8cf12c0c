import { createHmac } from 'node:crypto'
import { type MemberId, memberId } from '../../core/base'
import type { Alias } from '../../core/exchange'
import type { FileWords } from '../../core/export'
import { env } from '../env'

/**
 * Whether a file says who wrote what: as the members see each other, or not at
 * all. `real` is for who may know who is who, where pseudonyms are on: a file is
 * handed on, so it has to be asked for.
 */
export type NameChoice = 'shown' | 'hidden' | 'real'

/** How the members of a reading are called in a file. */
export interface ExportNames {
  /** By the ids that the file has: those of the members, or of their aliases. */
  readonly names: ReadonlyMap<MemberId, string>
  /** `undefined` where the file says names. */
  readonly aliasOf: ((member: MemberId) => Alias) | undefined
}

/**
 * The one place where a file's names come from. Hidden, a member is `Reader` and
 * a number: the same in every file of the reading, in an order that nobody can
 * work out from outside; who left the seminar is one of them too.
 */
export const exportNames = (
  reading: string,
  members: readonly { readonly member: MemberId; readonly name: string }[],
  choice: NameChoice,
  { say }: FileWords,
): ExportNames => {
  if (choice !== 'hidden')
    return { names: new Map(members.map(({ member, name }) => [member, name])), aliasOf: undefined }
  const rank = (member: MemberId): string =>
    createHmac('sha256', env().secret).update(`${reading} ${member}`).digest('hex')
  const aliases = new Map<MemberId, Alias>()
  const names = new Map<MemberId, string>()
  const aliasOf = (member: MemberId): Alias => {
    const known = aliases.get(member)
    if (known !== undefined) return known
    const number = aliases.size + 1
    const alias = { member: memberId(`reader-${number}`), name: say('said.reader', { number }) }
    aliases.set(member, alias)
    names.set(alias.member, alias.name)
    return alias
  }
  members
    .map(({ member }) => member)
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .forEach(aliasOf)
  return { names, aliasOf }
}
