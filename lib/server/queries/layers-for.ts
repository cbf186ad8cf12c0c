import type { GroupId, LayerId, ReadingId } from '../../core/base'
import {
  type Actor,
  type LayerSubject,
  type Membership,
  can,
  isBlind,
  isRevealedToAll,
  membershipIn,
  nameViewer,
  phaseOf,
} from '../../core/policy'
import { ensureLayers } from '../commands/ensure-layers'
import { ensureOwnLayer } from '../commands/ensure-own-layer'
import { ensurePrivateLayer } from '../commands/ensure-private-layer'
import type { Database } from '../store/database'
import { type ReadingLayer, layersOfReading, writtenLayers } from '../store/layers'
import { findReadingById } from '../store/readings'
import { type Round, type RoundTargets, roundsOf } from '../store/rounds'
import { largeLayers } from '../store/snapshots'

/** A layer as the room takes it (`RoomLayer` in client/session). */
export interface LayerOffer {
  readonly id: LayerId
  readonly kind: LayerSubject['layerKind']
  /** The group's or the owner's name (of an aside too); empty for the other kinds, which a page names in its reader's language. */
  readonly name: string
  /** Whose it is, where it is a group's. */
  readonly group?: GroupId
  readonly access: 'write' | 'read'
  readonly moderates: boolean
  /** Of an earlier round: its number, from 1. Absent in the current one. */
  readonly round?: number
  /** True for the layer of a group that was there before the groups were cut anew; absent elsewhere. */
  readonly isFormer?: boolean
  /** True for the member's own; absent elsewhere. */
  readonly isOwn?: boolean
  /** True where its last snapshot is worth a request of its own; absent elsewhere. */
  readonly isLarge?: boolean
}

/** The round that members work in, as its room shows it. */
export interface RoundFacts {
  readonly id: string
  /** From 1. */
  readonly number: number
  /** How many rounds the reading has. */
  readonly count: number
  readonly kind: Round['kind']
  readonly phase: 'waiting' | 'open' | 'closed'
  /** True while this member may not hear of others. */
  readonly isBlind: boolean
  /** True once an independent round is open to this member's group. */
  readonly isRevealed: boolean
  readonly instructions: string
  readonly targets: RoundTargets
  /** When it closes by itself, in milliseconds since 1970; `null` where nothing says so. */
  readonly closesAt: number | null
}

/** The layers that a member gets in the room, and where their new notes go at first. */
export interface LayersFor {
  readonly layers: readonly LayerOffer[]
  /** `null` where the member may write in none. */
  readonly writeLayer: LayerId | null
  /** Absent for a reading without rounds. */
  readonly round?: RoundFacts
}

/**
 * The layers of a reading that `actor` may see, made where they are missing: the
 * instructors', those of the current round (the groups', the seminar's, or in an
 * independent one the members'), what earlier rounds, and the class before it had
 * groups, left that they may still read, the asides in which something was said, and their own private one, in this order. Empty for who is no member.
 *
 * New notes go, at first: a student's to their group's layer, to the seminar's
 * where there are no groups or the round is the plenary, to their own in an
 * independent round; an instructor's or assistant's to the instructors' layer,
 * so that what they mark in class reaches every group and is never mistaken for
 * the work of one, but to the seminar's where everybody writes there; and to the
 * private layer where that one is closed to them.
 */
export const layersFor = async (db: Database, actor: Actor, reading: ReadingId): Promise<LayersFor> => {
  const [round, found] = [await ensureLayers(db, reading), await findReadingById(db, reading)]
  const membership = found === undefined ? undefined : membershipIn(actor, found.seminar)
  if (found === undefined || round === undefined || membership === undefined) return { layers: [], writeLayer: null }
  const now = Date.now()
  await ensurePrivateLayer(db, reading, membership.member)
  const worksAlone = round.kind === 'independent' && membership.role === 'student'
  if (worksAlone && phaseOf(round, now) === 'open') await ensureOwnLayer(db, reading, round.id, membership.member)

  const readable = (await layersOfReading(db, reading, nameViewer(actor, found.seminar))).filter(
    (layer) => can(actor, 'layer.read', layer.subject).ok,
  )
  const ofRound = readable.filter((layer) => layer.round === round.id)
  const isGrouped = ofRound.some(({ subject, isFormer }) => subject.layerKind === 'group' && isFormer !== true)
  const isHere = (layer: ReadingLayer): boolean => {
    const { layerKind } = layer.subject
    if (layerKind === 'private' || layerKind === 'instructor') return true
    if (layerKind === 'aside') return false
    return layer.round === round.id && layer.isFormer !== true && (layerKind !== 'seminar' || !isGrouped)
  }
  const facts = { round, now, membership, readable }
  const before = readable.filter((layer) => !isHere(layer) && layer.subject.layerKind !== 'aside')
  const asides = readable.filter(({ subject }) => subject.layerKind === 'aside')
  const written = await writtenLayers(
    db,
    [...before, ...asides].map(({ id }) => id),
  )
  const visible = [
    ...readable.filter((layer) => isHere(layer) && layer.subject.layerKind !== 'private'),
    ...before.filter(({ id }) => written.has(id)),
    ...asides.filter(({ id }) => written.has(id)),
    ...readable.filter(({ subject }) => subject.layerKind === 'private'),
  ]
  const large = await largeLayers(
    db,
    visible.map(({ id }) => id),
    LARGE_BYTES,
  )
  const rounds = await roundsOf(db, reading)
  const numbers = new Map(rounds.map(({ id, position }) => [id, position + 1]))
  const offers = visible.map((layer) => ({
    layer,
    offer: offerOf(actor, layer, {
      isLarge: large.has(layer.id),
      isOwn: layer.subject.member === membership.member,
      ...(isHere(layer) || layer.round === round.id || layer.subject.layerKind === 'aside'
        ? {}
        : { round: numbers.get(layer.round) }),
    }),
  }))

  const first = (layer: ReadingLayer): boolean => {
    const { layerKind, group, member } = layer.subject
    if (layer.round === round.id && layerKind === 'member') return worksAlone && member === membership.member
    if (layer.round === round.id && layerKind === 'seminar') return !isGrouped
    if (membership.role !== 'student') return layerKind === 'instructor' && (isGrouped || round.kind === 'independent')
    return layer.round === round.id && layerKind === 'group' && group === membership.group
  }
  const writable = offers.filter(({ offer }) => offer.access === 'write')
  const chosen = writable.find(({ layer }) => first(layer)) ?? writable.find(({ offer }) => offer.kind === 'private')
  return {
    layers: offers.map(({ offer }) => offer),
    writeLayer: chosen?.offer.id ?? null,
    round: factsOf(facts, rounds.length),
  }
}

/** What the round is to a member. */
interface Standing {
  readonly round: Round
  /** Milliseconds since 1970. */
  readonly now: number
  readonly membership: Membership
  /** The layers of all rounds that the member may read. */
  readonly readable: readonly ReadingLayer[]
}

/** True where the round is revealed to this member alone so far; their own layer says it. */
const isGranted = ({ round, membership, readable }: Standing): boolean =>
  readable.some(
    ({ round: id, subject }) =>
      id === round.id && typeof subject.revealedTo !== 'string' && subject.revealedTo.has(membership.member),
  )

const isBlindFor = (standing: Standing): boolean =>
  standing.membership.role === 'student' && isBlind(standing.round, standing.now) && !isGranted(standing)

const factsOf = (standing: Standing, count: number): RoundFacts => {
  const { round, now } = standing
  return {
    id: round.id,
    number: round.position + 1,
    count,
    kind: round.kind,
    phase: phaseOf(round, now),
    isBlind: isBlindFor(standing),
    isRevealed: round.kind === 'independent' && (isRevealedToAll(round, now) || isGranted(standing)),
    instructions: round.instructions,
    targets: round.targets,
    closesAt: round.closedAt !== null && round.closedAt > now ? round.closedAt : null,
  }
}

/** Snapshots of so many bytes (packed, 500 records or so) and more are fetched before the socket syncs; smaller ones come over it. */
const LARGE_BYTES = 16 * 1024

const offerOf = (
  actor: Actor,
  { id, subject, name, isFormer }: ReadingLayer,
  {
    isLarge,
    isOwn,
    round,
  }: { readonly isLarge: boolean; readonly isOwn: boolean; readonly round?: number | undefined },
): LayerOffer => ({
  id,
  kind: subject.layerKind,
  name: ['group', 'member', 'aside'].includes(subject.layerKind) ? name : '',
  ...(round === undefined ? {} : { round }),
  ...(isFormer === true ? { isFormer } : {}),
  ...(isOwn ? { isOwn } : {}),
  access: can(actor, 'layer.write', subject).ok ? 'write' : 'read',
  moderates: can(actor, 'layer.moderate', subject).ok,
  ...(subject.layerKind === 'group' && subject.group != null ? { group: subject.group } : {}),
  ...(isLarge ? { isLarge } : {}),
})
