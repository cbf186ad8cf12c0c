/** Everything that the log of a seminar can say was done. A new deed goes at the end of its kind. */
export const DEEDS = [
  'seminar.opened',
  'seminar.changed',
  'seminar.pseudonyms',
  'seminar.limit',
  'seminar.archived',
  'seminar.woken',
  'code.changed',
  'code.opened',
  'code.closed',
  'member.listed',
  'member.unlisted',
  'member.invited',
  'member.token',
  'member.untoken',
  'member.joined',
  'member.moved',
  'member.role',
  'member.left',
  'member.erased',
  'group.made',
  'group.named',
  'group.removed',
  'groups.dealt',
  'tag.added',
  'tag.changed',
  'reading.set',
  'reading.figured',
  'reading.unfigured',
  'round.added',
  'round.changed',
  'round.opened',
  'round.closed',
  'round.extended',
  'round.revealed',
  'round.hidden',
  'round.removed',
  'note.reported',
  'note.removed',
  'note.restored',
  'report.settled',
  'grading.changed',
  'grade.adjusted',
  'exported',
  'imported',
] as const
export type Deed = (typeof DEEDS)[number]

/** What deeds are about: the log can be narrowed to one of these. */
export const DEED_KINDS = [
  'seminar',
  'code',
  'member',
  'group',
  'tag',
  'reading',
  'round',
  'note',
  'grade',
  'export',
] as const
export type DeedKind = (typeof DEED_KINDS)[number]

/** What a deed is about. */
export const kindOfDeed = (deed: Deed): DeedKind => {
  const about = deed.split('.')[0]
  if (about === 'exported' || about === 'imported') return 'export'
  if (about === 'report') return 'note'
  if (about === 'grading') return 'grade'
  if (about === 'groups') return 'group'
  return DEED_KINDS.find((kind) => kind === about) ?? 'seminar'
}
