/** Who may do what. Every page, action, socket and export asks here. */
export {
  type Membership,
  type Actor,
  type BoardSubject,
  type LayerSubject,
  type Subject,
  type Action,
  type Refusal,
  can,
  membershipIn,
  standingOf,
} from './policy'
export {
  type LayerAction,
  type LayerStanding,
  type LayerState,
  type Role,
  type SeminarAction,
  type SeminarStanding,
  type Verdict,
  LAYER_STANDINGS,
  LAYER_STATES,
  LAYER_TABLE,
  ROLES,
  SEMINAR_TABLE,
  layerVerdict,
  seminarVerdict,
} from './table'
export { type RoundMoments, phaseOf, isPastReveal, isRevealedToAll, isBlind, currentRoundOf, nextMoment } from './round'
export { DEEDS, DEED_KINDS, type Deed, type DeedKind, kindOfDeed } from './deed'
export {
  type PseudonymMode,
  type NamedMember,
  type NameViewer,
  type ShownName,
  NAMELESS,
  nameViewer,
  shownName,
  nameLine,
} from './names'
