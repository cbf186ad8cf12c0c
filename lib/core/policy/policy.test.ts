import { describe, expect, it } from 'vitest'
import { groupId, memberId, seminarId, userId } from '../base'
import { type Actor, type LayerSubject, type Membership, can, membershipIn } from '.'

const HERE = seminarId('here')
const ELSEWHERE = seminarId('elsewhere')
const RED = groupId('red')
const BLUE = groupId('blue')

const user = (role: Membership['role'], group: Membership['group'] = null, name = 'me', seminar = HERE): Actor => ({
  kind: 'user',
  user: userId(name),
  teaches: role === 'instructor',
  memberships: [{ member: memberId(name), seminar, role, group }],
})
const actors = {
  administrator: { kind: 'administrator' },
  guest: { kind: 'guest' },
  stranger: user('instructor', null, 'me', ELSEWHERE),
  instructor: user('instructor'),
  assistant: user('assistant'),
  redAssistant: user('assistant', RED),
  red: user('student', RED),
  blue: user('student', BLUE),
  loose: user('student'),
} satisfies Record<string, Actor>
type Who = keyof typeof actors
const ALL: readonly Who[] = [
  'administrator',
  'guest',
  'stranger',
  'instructor',
  'assistant',
  'redAssistant',
  'red',
  'blue',
  'loose',
]

const layer = (layerKind: LayerSubject['layerKind'], more: Partial<LayerSubject> = {}): LayerSubject => ({
  kind: 'layer',
  seminar: HERE,
  layerKind,
  group: null,
  member: null,
  revealedTo: 'nobody',
  open: true,
  ...more,
})
const mine = layer('private', { member: memberId('me') })
const theirs = layer('private', { member: memberId('other') })
const red = layer('group', { group: RED })
const blind = layer('member', { member: memberId('other'), group: RED })
const own = layer('member', { member: memberId('me'), group: RED })
const shownToMe = { revealedTo: new Set([memberId('me')]) }
const plenary = layer('seminar')
const staff = layer('instructor')
const closed = { open: false }

const board = (isShown: boolean) => ({ kind: 'board', seminar: HERE, isShown }) as const

/** y: yes, h: hidden, f: forbidden, c: closed; in the order of ALL. */
const answers = (ask: (actor: Actor) => ReturnType<typeof can>): string =>
  ALL.map((who) => {
    const answer = ask(actors[who])
    return answer.ok ? 'y' : answer.reason.charAt(0)
  }).join('')

describe('policy', () => {
  //                                                                    a g s i a A r b l
  it.each<[rules: string, what: string, expected: string, ask: (actor: Actor) => ReturnType<typeof can>]>([
    ['[PO1] [PO3]', 'open a seminar', 'yfyyfffff', (actor) => can(actor, 'seminar.open', { kind: 'server' })],
    [
      '[PO1] [PO2] [PO4]',
      'read the seminar',
      'yhhyyyyyy',
      (actor) => can(actor, 'seminar.read', { kind: 'seminar', seminar: HERE }),
    ],
    [
      '[PO1] [PO2] [PO4]',
      'manage the seminar',
      'yhhyfffff',
      (actor) => can(actor, 'seminar.manage', { kind: 'seminar', seminar: HERE }),
    ],
    [
      '[PO1] [PO2] [PO14]',
      'read the log of the seminar',
      'yhhyfffff',
      (actor) => can(actor, 'audit.read', { kind: 'seminar', seminar: HERE }),
    ],
    [
      '[PO1] [PO2] [PO4]',
      'read a reading',
      'yhhyyyyyy',
      (actor) => can(actor, 'reading.read', { kind: 'reading', seminar: HERE }),
    ],
    [
      '[PO1] [PO2] [PO4]',
      'manage a reading',
      'yhhyfffff',
      (actor) => can(actor, 'reading.manage', { kind: 'reading', seminar: HERE }),
    ],
    [
      '[PO1] [PO2] [PO5]',
      'read the figures',
      'yhhyyyhhh',
      (actor) => can(actor, 'figures.read', { kind: 'reading', seminar: HERE }),
    ],
    ['[PO2] [PB1]', 'open the board while it is shown', 'yhhyyyyyy', (actor) => can(actor, 'board.read', board(true))],
    ['[PO2] [PB1]', 'open the board that is not', 'yhhyyyccc', (actor) => can(actor, 'board.read', board(false))],
    ['[PO2] [PB2]', 'say what the board shows', 'yhhyfffff', (actor) => can(actor, 'board.control', board(true))],
    [
      '[PO1] [PO2] [PO18]',
      'compare themselves where the reading is not open to that',
      'yhhyyyhhh',
      (actor) => can(actor, 'figures.compare', { kind: 'reading', seminar: HERE }),
    ],
    [
      '[PO1] [PO2] [PO18]',
      'compare themselves where it is',
      'yhhyyyyyy',
      (actor) => can(actor, 'figures.compare', { kind: 'reading', seminar: HERE, compares: true }),
    ],

    [
      '[PO1] [PO2] [PO15]',
      'read their own whole work',
      'yhhyyyyyy',
      (actor) => can(actor, 'work.read', { kind: 'member', seminar: HERE, member: memberId('me') }),
    ],
    [
      '[PO1] [PO2] [PO15]',
      'read another’s whole work',
      'yhhyhhhhh',
      (actor) => can(actor, 'work.read', { kind: 'member', seminar: HERE, member: memberId('other') }),
    ],
    ['[PO1] [PO6]', 'read their own private layer', 'yhhyyyyyy', (actor) => can(actor, 'layer.read', mine)],
    [
      '[PO1] [PO6]',
      'write in it, after the round too',
      'yhhyyyyyy',
      (actor) => can(actor, 'layer.write', { ...mine, ...closed }),
    ],
    [
      '[PO1] [PO16]',
      'write in it while the seminar is archived',
      'yhhcccccc',
      (actor) => can(actor, 'layer.write', { ...mine, isArchived: true }),
    ],
    ['[PO1] [PO6] [PO11]', 'moderate it', 'yhhffffff', (actor) => can(actor, 'layer.moderate', mine)],
    ['[PO1] [PO6]', 'read another’s private layer', 'yhhhhhhhh', (actor) => can(actor, 'layer.read', theirs)],
    ['[PO1] [PO6]', 'write in another’s private layer', 'yhhhhhhhh', (actor) => can(actor, 'layer.write', theirs)],
    [
      '[PO1] [PO6] [PO11]',
      'moderate another’s private layer',
      'yhhhhhhhh',
      (actor) => can(actor, 'layer.moderate', theirs),
    ],

    ['[PO1] [PO12]', 'read their own member layer', 'yhhyyyyyy', (actor) => can(actor, 'layer.read', own)],
    ['[PO1] [PO13]', 'write in it', 'yhhyyyyyy', (actor) => can(actor, 'layer.write', own)],
    [
      '[PO1] [PO13]',
      'write in it after the round',
      'yhhcccccc',
      (actor) => can(actor, 'layer.write', { ...own, ...closed }),
    ],
    [
      '[PO1] [PO12]',
      'read another’s, who is red, while it is blind',
      'yhhyyyhhh',
      (actor) => can(actor, 'layer.read', blind),
    ],
    [
      '[PO1] [PO12]',
      'read it once it is revealed to everyone',
      'yhhyyyyhh',
      (actor) => can(actor, 'layer.read', { ...blind, revealedTo: 'everyone' }),
    ],
    [
      '[PO1] [PO12]',
      'read it once it is revealed to them',
      'yhhyyyyhh',
      (actor) => can(actor, 'layer.read', { ...blind, ...shownToMe }),
    ],
    [
      '[PO1] [PO12]',
      'read it while it is revealed to another',
      'yhhyyyhhh',
      (actor) => can(actor, 'layer.read', { ...blind, revealedTo: new Set([memberId('third')]) }),
    ],
    [
      '[PO1] [PO12]',
      'read that of a member in no group, revealed',
      'yhhyyhhhy',
      (actor) => can(actor, 'layer.read', { ...blind, group: null, revealedTo: 'everyone' }),
    ],
    [
      '[PO1] [PO13]',
      'write in another’s, revealed',
      'yhhffffhh',
      (actor) => can(actor, 'layer.write', { ...blind, revealedTo: 'everyone' }),
    ],
    ['[PO1] [PO11]', 'moderate it', 'yhhyffhhh', (actor) => can(actor, 'layer.moderate', blind)],
    ['[PO1] [PO2] [PO7]', 'read the red group’s layer', 'yhhyyyyhh', (actor) => can(actor, 'layer.read', red)],
    ['[PO1] [PO7] [PO9]', 'write in it', 'yhhyyyyhh', (actor) => can(actor, 'layer.write', red)],
    [
      '[PO1] [PO7] [PO9]',
      'write in it after the round',
      'yhhcccchh',
      (actor) => can(actor, 'layer.write', { ...red, ...closed }),
    ],
    ['[PO1] [PO7] [PO11]', 'moderate it', 'yhhyfffhh', (actor) => can(actor, 'layer.moderate', red)],
    ['[PO7]', 'read the blue group’s layer', 'yhhyyhhyh', (actor) => can(actor, 'layer.read', { ...red, group: BLUE })],
    [
      '[PO7]',
      'read the layer of a group that is gone',
      'yhhyyhhhh',
      (actor) => can(actor, 'layer.read', { ...red, group: null }),
    ],

    ['[PO1] [PO2] [PO8]', 'read the seminar layer', 'yhhyyyyyy', (actor) => can(actor, 'layer.read', plenary)],
    ['[PO1] [PO8] [PO9]', 'write in it', 'yhhyyyyyy', (actor) => can(actor, 'layer.write', plenary)],
    [
      '[PO1] [PO8] [PO9]',
      'write in it after the round',
      'yhhcccccc',
      (actor) => can(actor, 'layer.write', { ...plenary, ...closed }),
    ],
    [
      '[PO1] [PO11]',
      'moderate it, after the round too',
      'yhhyfffff',
      (actor) => can(actor, 'layer.moderate', { ...plenary, ...closed }),
    ],

    ['[PO1] [PO2] [PO8]', 'read the instructor layer', 'yhhyyyyyy', (actor) => can(actor, 'layer.read', staff)],
    [
      '[PO1] [PO10]',
      'write in it, after the round too',
      'yhhyyyfff',
      (actor) => can(actor, 'layer.write', { ...staff, ...closed }),
    ],
    ['[PO1] [PO11]', 'moderate it', 'yhhyfffff', (actor) => can(actor, 'layer.moderate', staff)],
    [
      '[PO1] [PO11] [PO16]',
      'moderate it while the seminar is archived',
      'yhhyfffff',
      (actor) => can(actor, 'layer.moderate', { ...staff, isArchived: true }),
    ],
    [
      '[PO1] [PO16]',
      'write in the instructor layer while the seminar is archived',
      'yhhcccccc',
      (actor) => can(actor, 'layer.write', { ...staff, isArchived: true }),
    ],
  ])('%s who may %s', (_rules, _what, expected, ask) => {
    expect(answers(ask)).toBe(expected)
  })

  it('[PO2] finds one’s place in a seminar, and none elsewhere', () => {
    expect(membershipIn(actors.red, HERE)).toMatchObject({ role: 'student', group: RED })
    expect(membershipIn(actors.red, ELSEWHERE)).toBeUndefined()
    expect(membershipIn(actors.guest, HERE)).toBeUndefined()
    expect(membershipIn(actors.administrator, HERE)).toBeUndefined()
  })
})
