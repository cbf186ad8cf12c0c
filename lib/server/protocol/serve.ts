import type { IncomingMessage, ServerResponse } from 'node:http'
import { layerIri } from '../../core/exchange'
import type { RootDatabase } from '../store/database'
import { type Answer, PREFLIGHT, Refusal, etagOf, refusalOf, send, withBody } from './answer'
import { type Asked, type AskedLayer, askedLayer, askedReading, textOf } from './asked'
import { BASIC_CONTAINER, containerHeaders, getContainer, getLayers, getPage } from './container'
import { getNote, shownNote } from './note'
import { openApi } from './openapi'
import { type Route, routeOf } from './route'
import { type ChangeLayer, deleteNote, postNote, putNote } from './write'

export interface ProtocolTools {
  readonly db: RootDatabase
  /** Changes a layer as a window does: `Collab.change`. */
  readonly change: ChangeLayer
}

/** Answers requests of the Web Annotation Protocol; false for one that is none of its addresses. */
export type Protocol = (request: IncomingMessage, response: ServerResponse) => boolean

/** The layers of readings as containers of the Web Annotation Protocol, for who has an access token. */
export const openProtocol = (tools: ProtocolTools): Protocol => {
  const serve = async (route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(request, response, await answerTo(tools, route, request))
    } catch (error) {
      console.error(
        `protocol: ${request.method ?? ''} ${route.kind}: ${error instanceof Error ? error.name : 'failed'}`,
      )
      if (response.headersSent) response.destroy()
      else send(request, response, refusalOf(new Refusal(503, 'The server cannot answer now. Try again in a minute.')))
    }
  }
  return (request, response) => {
    const route = routeOf(request.url ?? '')
    if (route === undefined) return false
    void serve(route, request, response)
    return true
  }
}

const answerTo = async (tools: ProtocolTools, route: Route, request: IncomingMessage): Promise<Answer> => {
  if (route.kind === 'description') return description(request)
  // A browser asks before a page may, and sends no token: it learns nothing of what is here.
  if (request.method === 'OPTIONS' && request.headers.authorization === undefined) {
    return { status: 204, headers: { ...PREFLIGHT, Allow: METHODS[route.kind].join(', ') } }
  }
  let container: AskedLayer | undefined
  try {
    const asked = await askedReading(tools.db, request, route.slug)
    if (route.kind === 'container' && route.query.page === undefined) container = askedLayer(asked, route.layer)
    const answer = await answerFrom(tools, asked, route, request)
    return answer ?? notAllowed(request, METHODS[route.kind])
  } catch (error) {
    const { headers, ...refusal } = refusalOf(error)
    // A container says what it is in whatever it answers.
    const scope = container === undefined ? {} : await containerHeaders(container)
    return { ...refusal, headers: { ...scope, ...headers } }
  }
}

const METHODS = {
  description: ['GET', 'HEAD'],
  layers: ['GET', 'HEAD', 'OPTIONS'],
  container: ['GET', 'HEAD', 'OPTIONS', 'POST'],
  note: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'],
  text: ['GET', 'HEAD', 'OPTIONS'],
} as const

const notAllowed = (request: IncomingMessage, allowed: readonly string[]): never => {
  throw new Refusal(405, `${request.method ?? 'That'} does nothing here. Use ${allowed.join(', ')}.`, {
    Allow: allowed.join(', '),
  })
}

/** `undefined` for a method that does nothing there. */
const answerFrom = async (
  { change }: ProtocolTools,
  asked: Asked,
  route: Exclude<Route, { readonly kind: 'description' }>,
  request: IncomingMessage,
): Promise<Answer | undefined> => {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  switch (route.kind) {
    case 'layers': {
      if (method === 'GET') return getLayers(request, asked)
      return method === 'OPTIONS' ? options({ Link: [BASIC_CONTAINER], Allow: METHODS.layers.join(', ') }) : undefined
    }
    case 'text': {
      if (method === 'GET') return getText(request, asked, route.version)
      return method === 'OPTIONS' ? options({ Allow: METHODS.text.join(', ') }) : undefined
    }
    case 'container': {
      const layer = askedLayer(asked, route.layer)
      const { query } = route
      if (query.page !== undefined) {
        if (method === 'GET') return getPage(request, layer, query)
        return method === 'OPTIONS'
          ? options({ Allow: METHODS.layers.join(', ') })
          : notAllowed(request, METHODS.layers)
      }
      if (method === 'GET') return getContainer(request, layer, query)
      if (method === 'POST') return postNote(request, layer, change)
      return method === 'OPTIONS' ? options(await containerHeaders(layer)) : undefined
    }
    case 'note': {
      const layer = askedLayer(asked, route.layer)
      if (method === 'GET') return getNote(request, layer, route.key)
      if (method === 'PUT') return putNote(request, layer, route.key, change)
      if (method === 'DELETE') return deleteNote(request, layer, route.key, change)
      return method === 'OPTIONS' ? options((await shownNote(layer, route.key)).headers) : undefined
    }
  }
}

const options = (headers: NonNullable<Answer['headers']>): Answer => ({
  status: 204,
  headers: { ...PREFLIGHT, ...headers },
})

/** The plain text in which positions count. Each layer of it says where notes on it go. */
const getText = async (request: IncomingMessage, asked: Asked, version: string): Promise<Answer> => {
  if (version !== asked.reading.version.id) throw new Refusal(404, 'There is nothing here for you. Check the address.')
  const { index } = await textOf(asked.db, asked.textVersion)
  return withBody(request, index.text, {
    'Content-Type': 'text/plain; charset=utf-8',
    Allow: METHODS.text.join(', '),
    Link: asked.layers.map(({ id }) => `<${layerIri(asked, id)}>; rel="http://www.w3.org/ns/oa#annotationService"`),
    ETag: etagOf(asked.reading.version.hash),
  })
}

const description = (request: IncomingMessage): Answer => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusalOf(
      new Refusal(405, 'This is read and not changed. Use GET.', { Allow: METHODS.description.join(', ') }),
    )
  }
  const body = `${JSON.stringify(openApi, undefined, 2)}\n`
  return withBody(request, body, { 'Content-Type': 'application/json', ETag: etagOf(body) })
}
