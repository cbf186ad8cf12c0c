import { type LayerId, layerId } from '../base'
import { REACTIONS, type ReactionKind, type RecordKey, parseRecordKey, recordKey } from '../annotation'
import type { Frame } from './frame'

/** The namespace of what the W3C has no word for. */
const NAMESPACE = 'urn:scholion:'
/** The context of the Web Annotation Data Model. */
export const ANNO_CONTEXT = 'http://www.w3.org/ns/anno.jsonld'
/** That context and ours, for what uses both. The W3C's own, as published, has no `assessing`, which is a motivation of its vocabulary (2.3.1). */
export const OWN_CONTEXT = [
  ANNO_CONTEXT,
  { scholion: NAMESPACE, assessing: 'http://www.w3.org/ns/oa#assessing' },
] as const

type Place = Pick<Frame, 'address' | 'version'>

/** The plain text of the version, in which positions count. */
export const textIri = ({ address, version }: Place): string => `${address}/versions/${version}`

/** The address of a layer as a container of the Web Annotation Protocol. */
export const layerIri = ({ address }: Pick<Place, 'address'>, layer: LayerId): string =>
  `${address}/annotations/${layer}/`

/** The layer's address and one component more (Web Annotation Protocol, 5.1). */
export const recordIri = (place: Place, layer: LayerId, key: RecordKey): string =>
  `${layerIri(place, layer)}${key.replaceAll('/', '.')}`

/** The key that the last component of a record's address says; `undefined` where it says none. */
export const keyOfName = (name: string): RecordKey | undefined => {
  const [, kind = '', owner = '', local = ''] = /^([a-z]+)\.([A-Za-z0-9_-]+)\.(.+)$/.exec(name) ?? []
  const parts = parseRecordKey(`${kind}/${owner}/${local}`)
  return parts === undefined ? undefined : recordKey(parts.kind, parts.owner, parts.local)
}

export const memberIri = ({ address }: Place, member: string): string => `${address}/members/${member}`

export const codebookIri = ({ address }: Place): string => `${address}/codebook`

export const tagIri = (place: Place, tag: string): string => `${codebookIri(place)}/${tag}`

export const reactionIri = (reaction: ReactionKind): string => `${NAMESPACE}reaction:${reaction}`

/** The layer and the record that an address of ours names; `undefined` for any other text. */
export const noteOfIri = (iri: string): { readonly layer: LayerId; readonly key: RecordKey } | undefined => {
  // Older files of ours have a slash where there is a dot now.
  const [, layer = '', name = ''] = /\/annotations\/([A-Za-z0-9_-]{1,64})\/([^?#]+)$/.exec(iri) ?? []
  const key = keyOfName(name.split('/').join('.'))
  return key === undefined ? undefined : { layer: layerId(layer), key }
}

/** The key of the record that an address of ours names; `undefined` for any other text. */
export const keyOfIri = (iri: string): RecordKey | undefined => noteOfIri(iri)?.key

/** The member that an address of ours names. */
export const memberOfIri = (iri: string): string | undefined => /\/members\/([A-Za-z0-9_-]{1,64})$/.exec(iri)?.[1]

/** The tag that an address of ours names. */
export const tagOfIri = (iri: string): string | undefined => /\/codebook\/([A-Za-z0-9_-]{1,64})$/.exec(iri)?.[1]

export const reactionOfIri = (iri: string): ReactionKind | undefined =>
  REACTIONS.find((reaction) => reactionIri(reaction) === iri)
