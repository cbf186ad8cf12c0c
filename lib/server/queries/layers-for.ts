import type { GroupId, LayerId, ReadingId } from '../../core/base'
import { type Actor, type LayerSubject, can, membershipIn } from '../../core/policy'
import { ensureLayers } from '../commands/ensure-layers'
import { ensurePrivateLayer } from '../commands/ensure-private-layer'
import type { Database } from '../store/database'
import { type ReadingLayer, layersOfReading } from '../store/layers'
import { largeLayers } from '../store/snapshots'

/** A layer as the room takes it (`RoomLayer` in client/session). */
export interface LayerOffer {
  readonly id: LayerId
  readonly kind: LayerSubject['layerKind']
  /** The group's name; empty for the other kinds, which a page names in its reader's language. */
  readonly name: string
  /** Whose it is, where it is a group's. */
  readonly group?: GroupId
  readonly access: 'write' | 'read'
  readonly moderates: boolean
  /** True where its last snapshot is worth a request of its own; absent elsewhere. */
  readonly isLarge?: boolean
}

/** The layers that a member gets in the room, and where their new notes go at first. */
export interface LayersFor {
  readonly layers: readonly LayerOffer[]
  /** `null` where the member may write in none. */
  readonly writeLayer: LayerId | null
}

/**
 * The layers of the reading's current round that `actor` may see, made where
 * they are missing: the instructors', the groups' (or the seminar's, in a
 * seminar without groups) and their own private one, in this order. Empty for
 * who is no member.
 *
 * New notes go, at first: a student's to their group's layer; an instructor's
 * or assistant's to the instructors' layer, so that what they mark in class
 * reaches every group and is never mistaken for the work of one; everyone's to
 * the seminar's layer where there are no groups; and to the private layer where
 * that one is closed to them.
 */
export const layersFor = async (db: Database, actor: Actor, reading: ReadingId): Promise<LayersFor> => {
  const round = await ensureLayers(db, reading)
  if (round === undefined) return { layers: [], writeLayer: null }
  const known = (await layersOfReading(db, reading)).filter((layer) => layer.round === round.id)
  const seminar = known.at(0)?.subject.seminar
  const membership = seminar === undefined ? undefined : membershipIn(actor, seminar)
  if (membership === undefined) return { layers: [], writeLayer: null }
  const isOwn = (layer: ReadingLayer): boolean => layer.subject.member === membership.member
  const hasOwn = known.some(isOwn)
  if (!hasOwn) await ensurePrivateLayer(db, reading, membership.member)
  const all = hasOwn ? known : (await layersOfReading(db, reading)).filter((layer) => layer.round === round.id)

  const hasGroups = all.some((layer) => layer.subject.layerKind === 'group')
  const visible = all
    .filter((layer) => !hasGroups || layer.subject.layerKind !== 'seminar')
    .filter((layer) => can(actor, 'layer.read', layer.subject).ok)
  const large = await largeLayers(
    db,
    visible.map(({ id }) => id),
    LARGE_BYTES,
  )
  const offers = visible.map((layer) => ({ layer, offer: offerOf(actor, layer, large.has(layer.id)) }))

  const isStaff = membership.role !== 'student'
  const first = ({ subject }: ReadingLayer): boolean => {
    if (!hasGroups) return subject.layerKind === 'seminar'
    if (isStaff) return subject.layerKind === 'instructor'
    return subject.layerKind === 'group' && subject.group === membership.group
  }
  const writable = offers.filter(({ offer }) => offer.access === 'write')
  const chosen = writable.find(({ layer }) => first(layer)) ?? writable.find(({ layer }) => isOwn(layer))
  return { layers: offers.map(({ offer }) => offer), writeLayer: chosen?.offer.id ?? null }
}

/** Snapshots of so many bytes (packed, 500 records or so) and more are fetched before the socket syncs; smaller ones come over it. */
const LARGE_BYTES = 16 * 1024

const offerOf = (actor: Actor, { id, subject, name }: ReadingLayer, isLarge: boolean): LayerOffer => ({
  id,
  kind: subject.layerKind,
  name: subject.layerKind === 'group' ? name : '',
  access: can(actor, 'layer.write', subject).ok ? 'write' : 'read',
  moderates: can(actor, 'layer.moderate', subject).ok,
  ...(subject.layerKind === 'group' && subject.group != null ? { group: subject.group } : {}),
  ...(isLarge ? { isLarge } : {}),
})
