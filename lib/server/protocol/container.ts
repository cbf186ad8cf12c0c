import type { IncomingMessage } from 'node:http'
import { ANNO_CONTEXT, layerIri, recordIri } from '../../core/exchange'
import { can } from '../../core/policy'
import { countNotes, foreignNames, layerMark, noteKeys, notesByKeys } from '../store/notes'
import { ACCEPT_POST, type Answer, Refusal, etagOf, mustAccept, withBody } from './answer'
import type { Asked, AskedLayer } from './asked'
import { noteJson } from './note'
import { preferenceOf } from './prefer'
import type { PageQuery } from './route'

/** The context of the Linked Data Platform's words. */
const LDP_CONTEXT = 'http://www.w3.org/ns/ldp.jsonld'
export const BASIC_CONTAINER = '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"'
const CONSTRAINED = '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'

/** How many notes a page has, whole and as addresses. */
const PAGE_NOTES = 200
const PAGE_IRIS = 1_000

/** How a container is shown. */
interface View {
  readonly iris: boolean
  readonly isMinimal: boolean
}

const DEFAULT_VIEW: View = { iris: false, isMinimal: false }

/** Whether the token may add to the layer now. */
const mayAdd = ({ holder, layer }: AskedLayer): boolean =>
  holder.token.canWrite && can(holder.actor, 'layer.write', layer.subject).ok

/** The headers that every answer of a container has. */
export const containerHeaders = async (asked: AskedLayer, view: View = DEFAULT_VIEW) => ({
  Link: [BASIC_CONTAINER, CONSTRAINED],
  Allow: mayAdd(asked) ? 'GET, HEAD, OPTIONS, POST' : 'GET, HEAD, OPTIONS',
  ...(mayAdd(asked) ? { 'Accept-Post': ACCEPT_POST } : {}),
  ETag: await stateTag(asked, view),
})

/** Another whenever anything is that a container's answers are made of. */
const stateTag = async ({ db, layer, reading, address }: AskedLayer, view: object): Promise<string> =>
  etagOf(
    layer.id,
    await layerMark(db, layer.id),
    JSON.stringify([layer.name, reading.title, reading.members.map(({ name }) => name), reading.tags]),
    address,
    JSON.stringify(view),
  )

/** The layer as a container: what it is, and the first page of its notes. */
export const getContainer = async (request: IncomingMessage, asked: AskedLayer, query: PageQuery): Promise<Answer> => {
  mustAccept(request)
  const { prefer } = request.headers
  const preference = preferenceOf(Array.isArray(prefer) ? prefer.join(', ') : prefer)
  const view = { iris: preference.iris ?? query.iris ?? false, isMinimal: preference.isMinimal }
  const id = `${layerIri(asked, asked.layer.id)}?iris=${view.iris ? 1 : 0}`
  // The mark before what it marks: a note that comes in between is then asked for once more, and never missed.
  const common = await containerHeaders(asked, view)
  const total = await countNotes(asked.db, asked.layer.id)
  const headers = {
    ...common,
    'Content-Location': id,
    ...(preference.isApplied ? { 'Preference-Applied': 'return=representation' } : {}),
  }
  const first = view.isMinimal ? pageId(asked, view.iris, 0) : await pageOf(asked, view.iris, 0, total)
  const body = {
    '@context': [ANNO_CONTEXT, LDP_CONTEXT],
    id,
    type: ['BasicContainer', 'AnnotationCollection'],
    label: labelOf(asked),
    total,
    ...(total === 0 ? {} : { first, last: pageId(asked, view.iris, pagesOf(view.iris, total) - 1) }),
  }
  return withBody(request, json(body), headers)
}

/** One page of a container. Throws 404 for one that it does not have. */
export const getPage = async (request: IncomingMessage, asked: AskedLayer, query: PageQuery): Promise<Answer> => {
  mustAccept(request)
  const { iris = false, page = 0 } = query
  const ETag = await stateTag(asked, { iris, page })
  const total = await countNotes(asked.db, asked.layer.id)
  if (!Number.isInteger(page) || page >= Math.max(1, pagesOf(iris, total))) {
    throw new Refusal(404, 'There is no such page. Begin with the first one of the container.')
  }
  const body = { '@context': ANNO_CONTEXT, ...(await pageOf(asked, iris, page, total)) }
  return withBody(request, json(body), {
    Allow: 'GET, HEAD, OPTIONS',
    ETag,
  })
}

/** The layers of a reading that the member may read, as a container of containers. */
export const getLayers = (request: IncomingMessage, asked: Asked): Answer => {
  mustAccept(request)
  const id = `${asked.address}/annotations/`
  const contains = asked.layers.map((layer) => ({
    id: layerIri(asked, layer.id),
    type: ['BasicContainer', 'AnnotationCollection'],
    label: labelOf({ ...asked, layer }),
  }))
  const body = json({
    '@context': [ANNO_CONTEXT, LDP_CONTEXT],
    id,
    type: 'BasicContainer',
    label: asked.reading.title,
    contains,
  })
  return withBody(request, body, { Link: [BASIC_CONTAINER], Allow: 'GET, HEAD, OPTIONS', ETag: etagOf(body) })
}

const labelOf = ({ reading, layer }: AskedLayer): string => `${reading.title}: ${layerLabel(layer)}`

const layerLabel = ({ name, subject }: AskedLayer['layer']): string => {
  switch (subject.layerKind) {
    case 'group':
      return name
    case 'member':
      return `Own layer of ${name}`
    case 'aside':
      return `${name} and the instructors`
    case 'private':
      return 'Only me'
    case 'seminar':
      return 'Whole seminar'
    case 'instructor':
      return 'Instructors'
  }
}

const sizeOf = (iris: boolean): number => (iris ? PAGE_IRIS : PAGE_NOTES)
const pagesOf = (iris: boolean, total: number): number => Math.ceil(total / sizeOf(iris))
const pageId = ({ layer, ...place }: AskedLayer, iris: boolean, page: number): string =>
  `${layerIri(place, layer.id)}?iris=${iris ? 1 : 0}&page=${page}`

const pageOf = async (asked: AskedLayer, iris: boolean, page: number, total: number) => {
  const { db, layer } = asked
  const skip = page * sizeOf(iris)
  const keys = await noteKeys(db, layer.id, { skip, limit: sizeOf(iris) })
  const items = iris ? await irisOf(asked, keys) : await notesOf(asked, keys)
  return {
    id: pageId(asked, iris, page),
    type: 'AnnotationPage',
    partOf: { id: `${layerIri(asked, layer.id)}?iris=${iris ? 1 : 0}`, total },
    startIndex: skip,
    ...(page === 0 ? {} : { prev: pageId(asked, iris, page - 1) }),
    ...(skip + sizeOf(iris) >= total ? {} : { next: pageId(asked, iris, page + 1) }),
    items,
  }
}

type Keys = Parameters<typeof notesByKeys>[2]

const irisOf = async (asked: AskedLayer, keys: Keys): Promise<readonly string[]> => {
  const { frame } = await asked.desk()
  return keys.map((key) => recordIri(frame, asked.layer.id, key))
}

const notesOf = async (asked: AskedLayer, keys: Keys): Promise<readonly object[]> => {
  const { db, layer } = asked
  const [desk, notes, names] = await Promise.all([
    asked.desk(),
    notesByKeys(db, layer.id, keys),
    foreignNames(db, layer.id, keys),
  ])
  return notes.map((note) => noteJson(desk, layer.id, note, names.get(note.key)))
}

const json = (value: object): string => `${JSON.stringify(value)}\n`
