import {
  LAYER_TABLE,
  type LayerAction,
  type LayerStanding,
  type LayerState,
  type Role,
  SEMINAR_TABLE,
  type SeminarAction,
  type Verdict,
  layerVerdict,
  type SeminarStanding,
  seminarVerdict,
} from './table'
import { type GroupId, type MemberId, type Result, type SeminarId, type UserId, ok, refused } from '../base'

/** A person's place in one seminar. */
export interface Membership {
  readonly member: MemberId
  readonly seminar: SeminarId
  readonly role: Role
  /** `null` for a member who is in no group. */
  readonly group: GroupId | null
  /** Groups seen beside it: those they were in before the groups were cut anew, and those an assistant looks after. Absent: none. */
  readonly sees?: readonly GroupId[]
}

/** Who asks. The administrator is the command line; a guest is nobody who signed in. */
export type Actor =
  | { readonly kind: 'administrator' }
  | { readonly kind: 'guest' }
  | {
      readonly kind: 'user'
      readonly user: UserId
      /** May open seminars of their own. */
      readonly teaches: boolean
      readonly memberships: readonly Membership[]
    }

/** What a layer is to the policy. */
export interface LayerSubject {
  readonly kind: 'layer'
  readonly seminar: SeminarId
  readonly layerKind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group of a group layer, and that which the owner of a member layer is in, else `null`. */
  readonly group: GroupId | null
  /** The owner of a private or a member layer, or of an aside, else `null`. */
  readonly member: MemberId | null
  /** To whom the layer's independent round is revealed; of no meaning for other kinds of layers. */
  readonly revealedTo: 'nobody' | 'everyone' | ReadonlySet<MemberId>
  /** False before the layer's round opens and after it closes. */
  readonly open: boolean
  /** Set in the layers of other rounds while the round that members work in is blind: to whom alone that one is revealed. */
  readonly waitsFor?: ReadonlySet<MemberId>
  /** True while the seminar is archived; absent where it is not. */
  readonly isArchived?: boolean
}

/** The board of a reading, which an instructor throws on the wall. */
export interface BoardSubject {
  readonly kind: 'board'
  readonly seminar: SeminarId
  /** True where the instructor lets students open it. */
  readonly isShown: boolean
}

export type Subject =
  | { readonly kind: 'server' }
  | { readonly kind: 'seminar'; readonly seminar: SeminarId }
  | {
      readonly kind: 'reading'
      readonly seminar: SeminarId
      /** Students may see their own verdicts against the class's, and nothing is blind any more. Absent is no. */
      readonly compares?: boolean
    }
  | BoardSubject
  | { readonly kind: 'member'; readonly seminar: SeminarId; readonly member: MemberId }
  | LayerSubject

interface Actions {
  server: 'seminar.open'
  seminar: 'seminar.read' | 'seminar.manage' | 'audit.read' | 'names.read'
  reading: 'reading.read' | 'reading.manage' | 'figures.read' | 'figures.compare'
  board: 'board.read' | 'board.control'
  member: 'work.read'
  layer: LayerAction
}

/** The actions that can be asked of a subject of kind `Kind`. */
export type Action<Kind extends Subject['kind'] = Subject['kind']> = Actions[Kind]

/**
 * Why not. `hidden`: the actor may not know that the subject exists (a page
 * answers 404). `forbidden`: they see it and may not do this. `closed`: they
 * might, but the round is not open, or the board not shown.
 */
export type Refusal = 'hidden' | 'forbidden' | 'closed'

/** The actor's place in `seminar`; `undefined` where they have none. */
export const membershipIn = (actor: Actor, seminar: SeminarId): Membership | undefined =>
  actor.kind === 'user' ? actor.memberships.find((membership) => membership.seminar === seminar) : undefined

/** May `actor` do `action` to `subject`? The rules are in SPEC.md, the cells in `table.ts`. */
export const can = <Kind extends Subject['kind']>(
  actor: Actor,
  action: Action<Kind>,
  subject: Extract<Subject, { readonly kind: Kind }>,
): Result<true, Refusal> => {
  if (actor.kind === 'administrator') return ok(true)
  const target: Subject = subject
  if (target.kind === 'server') {
    return actor.kind === 'user' && actor.teaches ? ok(true) : refused('forbidden')
  }
  const membership = membershipIn(actor, target.seminar)
  if (membership === undefined) return refused('hidden')
  const verdict = verdictOf(membership, action, target)
  return verdict === 'yes' ? ok(true) : refused(verdict)
}

const verdictOf = (
  membership: Membership,
  action: Action,
  target: Exclude<Subject, { readonly kind: 'server' }>,
): Verdict => {
  const { role } = membership
  if (target.kind === 'layer') {
    if (!isLayerAction(action)) throw new Error(`${action} is not asked of a layer`)
    return layerVerdict(action, standingOf(membership, target), stateOfLayer(target), role)
  }
  if (!isSeminarAction(action)) throw new Error(`${action} is not asked of a ${target.kind}`)
  return seminarVerdict(action, seminarStandingOf(membership, target), role)
}

const seminarStandingOf = (
  membership: Membership,
  target: Exclude<Subject, LayerSubject | { readonly kind: 'server' }>,
): SeminarStanding => {
  if (target.kind === 'member') return target.member === membership.member ? 'own' : 'other'
  if (target.kind === 'board') return target.isShown ? 'shown' : 'kept'
  if (target.kind === 'reading') return target.compares === true ? 'shown' : 'kept'
  return 'any'
}

const isLayerAction = (action: string): action is LayerAction => Object.hasOwn(LAYER_TABLE, action)
const isSeminarAction = (action: string): action is SeminarAction => Object.hasOwn(SEMINAR_TABLE, action)

/** What a layer is to a member. */
export const standingOf = (membership: Membership, layer: LayerSubject): LayerStanding => {
  if (!seesLayer(membership, layer)) return 'unseen'
  switch (layer.layerKind) {
    case 'private':
      return 'own private'
    case 'aside':
      return 'aside'
    case 'member':
      return layer.member === membership.member ? 'own' : 'shown member'
    case 'group':
      return 'shown group'
    case 'seminar':
    case 'instructor':
      return layer.layerKind
  }
}

/** How a layer's round stands, for the table. */
const stateOfLayer = ({ open, isArchived }: LayerSubject): LayerState =>
  isArchived === true ? 'archived' : open ? 'open' : 'shut'

const seesLayer = (membership: Membership, layer: LayerSubject): boolean => {
  if (isWaiting(membership, layer)) return false
  switch (layer.layerKind) {
    case 'private':
      return layer.member === membership.member
    case 'aside':
      return layer.member === membership.member || membership.role === 'instructor'
    case 'seminar':
    case 'instructor':
      return true
    case 'member':
      if (layer.member === membership.member || membership.role === 'instructor') return true
      if (membership.role === 'assistant') return seesGroup(membership, layer.group)
      return isRevealed(membership, layer) && layer.group === membership.group
    case 'group':
      if (membership.role === 'instructor') return true
      return seesGroup(membership, layer.group)
  }
}

/** RO10: what others wrote in other rounds waits for a student while the round is blind to them. */
const isWaiting = ({ role, member }: Membership, { layerKind, member: owner, waitsFor }: LayerSubject): boolean =>
  waitsFor !== undefined &&
  role === 'student' &&
  layerKind !== 'instructor' &&
  owner !== member &&
  !waitsFor.has(member)

/** An assistant who is in no group and looks after none sees all. */
const seesGroup = ({ role, group: own, sees = [] }: Membership, group: GroupId | null): boolean => {
  if (role === 'assistant' && own === null && sees.length === 0) return true
  return group !== null && (group === own || sees.includes(group))
}

const isRevealed = ({ member }: Membership, { revealedTo }: LayerSubject): boolean =>
  revealedTo === 'everyone' || (revealedTo !== 'nobody' && revealedTo.has(member))
