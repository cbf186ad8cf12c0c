import { describe, expect, it } from 'vitest'
import { groupId, memberId, seminarId, userId } from '../base'
import { type Actor, type LayerSubject, type Membership, can } from '.'

const HERE = seminarId('here')
const [RED, BLUE, GREEN] = [groupId('red'), groupId('blue'), groupId('green')]

const member = (role: Membership['role'], group: Membership['group'], sees: Membership['sees'] = []): Actor => ({
  kind: 'user',
  user: userId('me'),
  teaches: false,
  memberships: [{ member: memberId('me'), seminar: HERE, role, group, sees }],
})
const layer = (group: typeof RED, open: boolean, layerKind: 'group' | 'member' = 'group'): LayerSubject => ({
  kind: 'layer',
  seminar: HERE,
  layerKind,
  group,
  member: layerKind === 'member' ? memberId('other') : null,
  revealedTo: 'nobody',
  open,
})
const answers = (actor: Actor, subject: LayerSubject) => {
  const read = can(actor, 'layer.read', subject)
  const write = can(actor, 'layer.write', subject)
  return [read.ok ? 'yes' : read.reason, write.ok ? 'yes' : write.reason]
}

describe('groups in sight', () => {
  it('[PO17] who was in a group before a new cut reads its layer and writes no more', () => {
    const moved = member('student', BLUE, [RED])
    expect(answers(moved, layer(RED, false))).toEqual(['yes', 'closed'])
    expect(answers(moved, layer(BLUE, true))).toEqual(['yes', 'yes'])
    expect(answers(moved, layer(GREEN, true))).toEqual(['hidden', 'hidden'])
    // What one of another group wrote blind is not theirs to read for that.
    expect(answers(moved, layer(RED, true, 'member'))).toEqual(['hidden', 'hidden'])
  })

  it('[PO7] an assistant sees the groups they look after, all only where they have none', () => {
    const two = member('assistant', RED, [BLUE])
    expect(answers(two, layer(RED, true))).toEqual(['yes', 'yes'])
    expect(answers(two, layer(BLUE, true))).toEqual(['yes', 'yes'])
    expect(answers(two, layer(GREEN, true))).toEqual(['hidden', 'hidden'])
    expect(answers(two, layer(GREEN, true, 'member'))).toEqual(['hidden', 'hidden'])
    expect(answers(member('assistant', null, [BLUE]), layer(RED, true))).toEqual(['hidden', 'hidden'])
    expect(answers(member('assistant', null), layer(GREEN, true))).toEqual(['yes', 'yes'])
  })
})

it('[RO10] hides other rounds from a student to whom the round they work in is blind, but the instructors’ layer and their own', () => {
  const waiting = (subject: LayerSubject, waitsFor: readonly string[] = []): LayerSubject => ({
    ...subject,
    waitsFor: new Set(waitsFor.map(memberId)),
  })
  const student = member('student', RED)
  expect(answers(student, waiting(layer(RED, true)))).toEqual(['hidden', 'hidden'])
  expect(answers(student, waiting({ ...layer(RED, true), layerKind: 'seminar', group: null }))[0]).toBe('hidden')
  expect(answers(student, waiting({ ...layer(RED, true), layerKind: 'instructor', group: null }))[0]).toBe('yes')
  expect(answers(student, waiting({ ...layer(RED, true, 'member'), member: memberId('me') }))[0]).toBe('yes')
  expect(answers(student, waiting(layer(RED, true), ['me']))).toEqual(['yes', 'yes'])
  expect(answers(member('assistant', RED), waiting(layer(RED, true)))).toEqual(['yes', 'yes'])
  expect(answers(member('instructor', null), waiting(layer(RED, true)))).toEqual(['yes', 'yes'])
})
