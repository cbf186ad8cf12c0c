/** Who may do what. Every page, action, socket and export asks here. */
export {
  type Role,
  type Membership,
  type Actor,
  type LayerSubject,
  type Subject,
  type Action,
  type Refusal,
  can,
  membershipIn,
} from './policy'
export { type RoundMoments, phaseOf, isPastReveal, isRevealedToAll, isBlind, currentRoundOf, nextMoment } from './round'
