import { type LayerId, type Result, ok, refused } from '../../core/base'
import { threadsOf } from '../../core/annotation'
import { TextIndex } from '../../core/document'
import type { AnnotatedPaper, LayerThread } from '../../core/export'
import { type Actor, can, membershipIn, nameViewer } from '../../core/policy'
import { recordsOfRows } from '../../core/projection'
import type { Database } from '../store/database'
import { type ReadingLayer, layersOfReading } from '../store/layers'
import { type ReadingToRead, findReadingToRead } from '../store/reading-room'
import { rowsOfLayers } from '../store/records'

/** What is to be exported. */
export interface ExportRequest {
  /** A slug or an id. */
  readonly reading: string
  readonly format: 'pdf'
  /** Ids of layers. With neither these nor a group: every layer that the actor may see, but no private one of others. */
  readonly layers?: readonly string[]
  /** A group's id or name: the layers of that group. */
  readonly group?: string
  /**
   * `real`: who may know who is who gets the real names, pseudonyms beside them.
   * Else a file says what the members see of each other, so that it can be handed to anybody.
   */
  readonly names?: 'real'
}

/** A paper with its notes, and the name of its file without the ending: ASCII letters, digits and hyphens. */
export interface GatheredPaper {
  readonly paper: AnnotatedPaper
  readonly fileStem: string
}

/**
 * The paper of a reading with the notes of some of its layers, as `actor` may
 * see it at `at` (milliseconds since 1970). `not-found` also for a reading, a
 * layer or a group that the actor may not know of.
 */
export const gatherPaper = async (
  db: Database,
  actor: Actor,
  request: ExportRequest,
  at: number,
): Promise<Result<GatheredPaper, 'not-found'>> => {
  const namesFor: Actor = request.names === 'real' ? actor : { kind: 'guest' }
  const reading = await findReadingToRead(db, request.reading, namesFor)
  if (reading === undefined) return refused('not-found')
  const seminar = reading.seminar.id
  if (!can(actor, 'reading.read', { kind: 'reading', seminar }).ok) return refused('not-found')
  const visible = (await layersOfReading(db, reading.id, nameViewer(namesFor, seminar))).filter(
    (layer) => can(actor, 'layer.read', layer.subject).ok,
  )
  const chosen = choose(actor, reading, visible, request)
  if (chosen === undefined) return refused('not-found')

  const rows = await rowsOfLayers(
    db,
    chosen.map((layer) => layer.id),
  )
  const byLayer = chosen.map((layer) => {
    const own = (row: { readonly layer: LayerId }): boolean => row.layer === layer.id
    const records = recordsOfRows({
      annotations: rows.annotations.filter(own),
      taggings: rows.taggings.filter(own),
      comments: rows.comments.filter(own),
      reactions: rows.reactions.filter(own),
    })
    return { layer, threads: threadsOf(records).map((thread): LayerThread => ({ layer: layer.id, thread })) }
  })
  // A file of everything names the layers that have something in it; one of chosen layers names those.
  const isChosen = request.layers !== undefined || request.group !== undefined
  const shown = byLayer.filter(({ threads }) => isChosen || threads.length > 0)
  const names = new Map(reading.members.map((member) => [member.member, member.name]))
  return ok({
    paper: {
      document: reading.version.document,
      index: new TextIndex(reading.version.document),
      title: reading.title,
      authors: reading.authors,
      seminar: reading.seminar.name,
      layers: shown.map(({ layer }) => ({ id: layer.id, name: layerName(actor, layer) })),
      threads: shown.flatMap(({ threads }) => threads),
      names,
      tags: reading.tags,
      versionHash: reading.version.hash,
      at,
    },
    fileStem: fileStemOf(reading.slug, isChosen ? shown.map(({ layer }) => layerName(actor, layer)) : []),
  })
}

const choose = (
  actor: Actor,
  reading: ReadingToRead,
  visible: readonly ReadingLayer[],
  request: ExportRequest,
): readonly ReadingLayer[] | undefined => {
  if (request.layers !== undefined) {
    const wanted = new Set(request.layers)
    const found = visible.filter((layer) => wanted.has(layer.id))
    return found.length === wanted.size ? found : undefined
  }
  const group = request.group?.trim().toLowerCase()
  if (group !== undefined) {
    const found = visible.filter(
      ({ subject, name }) =>
        subject.layerKind === 'group' && (subject.group?.toLowerCase() === group || name.toLowerCase() === group),
    )
    return found.length > 0 ? found : undefined
  }
  const me = membershipIn(actor, reading.seminar.id)?.member
  return visible.filter(({ subject }) => subject.layerKind !== 'private' || subject.member === me)
}

const layerName = (actor: Actor, layer: ReadingLayer): string => {
  switch (layer.subject.layerKind) {
    case 'group':
    case 'member':
      return layer.name
    case 'seminar':
      return 'Whole seminar'
    case 'instructor':
      return 'Instructors'
    case 'private':
      return membershipIn(actor, layer.subject.seminar)?.member === layer.subject.member ? 'Only me' : layer.name
  }
}

const fileStemOf = (slug: string, layers: readonly string[]): string => {
  const plain = [slug, ...layers]
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 100)
  return plain === '' ? 'reading' : plain
}
