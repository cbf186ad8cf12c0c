import { describe, expect, it } from 'vitest'
import { memberId, seminarId, userId } from '../base'
import { type Actor, type NamedMember, NAMELESS, type Role, nameLine, nameViewer, shownName } from '.'

const HERE = seminarId('here')
const as = (role: Role): Actor => ({
  kind: 'user',
  user: userId('me'),
  teaches: true,
  memberships: [{ member: memberId('me'), seminar: HERE, role, group: null }],
})
const leila: NamedMember = { real: 'Leila Haddad', pronouns: 'she/her', pseudonym: 'Amber Heron', role: 'student' }
const bare: NamedMember = { ...leila, pseudonym: null }

describe('names', () => {
  it('[NA1] only instructors and the administrator know who is who', () => {
    const viewers = [as('instructor'), { kind: 'administrator' } as const, as('assistant'), as('student')]
    expect(viewers.map((actor) => nameViewer(actor, HERE))).toEqual(['knows', 'knows', 'peer', 'peer'])
    expect(nameViewer({ kind: 'guest' }, HERE)).toBe('peer')
    expect(nameViewer(as('instructor'), seminarId('elsewhere'))).toBe('peer')
  })

  it('[NA2] [NA3] [NA4] [NA5] what a viewer gets', () => {
    const table = [
      ['peer', 'off', leila, 'Leila Haddad'],
      ['peer', 'allowed', leila, 'Amber Heron'],
      ['peer', 'allowed', bare, 'Leila Haddad'],
      ['peer', 'required', leila, 'Amber Heron'],
      ['peer', 'required', bare, NAMELESS],
      ['peer', 'required', { ...leila, role: 'assistant' }, 'Leila Haddad'],
      ['knows', 'off', leila, 'Leila Haddad'],
      ['knows', 'required', leila, 'Leila Haddad (Amber Heron)'],
    ] as const
    for (const [viewer, mode, member, line] of table) {
      expect([viewer, mode, nameLine(shownName(viewer, mode, member))]).toEqual([viewer, mode, line])
    }
    expect(JSON.stringify(shownName('peer', 'required', leila))).not.toMatch(/Leila|she/)
  })
})
