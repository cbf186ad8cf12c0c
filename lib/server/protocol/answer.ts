import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Negotiator from 'negotiator'
import { AppError } from '../errors'

/** The media type of everything that the protocol answers with. */
export const ANNO_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
/** What may be sent. */
export const ACCEPT_POST = `${ANNO_TYPE}, application/ld+json, application/json`

/** What is said to a request. */
export interface Answer {
  readonly status: number
  /** Absent for an answer without a body. A text is sent as it is. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
}

/** Why a request is not done: a status of HTTP and a sentence that says what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly status: number,
    sentence: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(sentence)
  }
}

/** A strong entity tag of these parts. */
export const etagOf = (...parts: readonly string[]): string =>
  `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`

/** Whether a header like `If-Match` names this tag. */
const names = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)

/** Throws 412 where the request speaks of another state (RFC 9110, 13.1.1). */
export const mustMatch = (request: IncomingMessage, etag: string): void => {
  const header = request.headers['if-match']
  if (header === undefined || names(header, etag)) return
  throw new Refusal(412, 'It was changed since you read it. Read it again, and send your change with its new ETag.')
}

/** An answer with a body, or 304 where the client has it. */
export const withBody = (
  request: IncomingMessage,
  body: string,
  headers: Readonly<Record<string, string | readonly string[]>> & { readonly ETag: string },
): Answer => {
  const known = request.headers['if-none-match']
  if (known !== undefined && names(known, headers.ETag)) return { status: 304, headers }
  return { status: 200, body, headers: { 'Content-Type': ANNO_TYPE, ...headers } }
}

/** Throws 406 where the client takes none of our one format. */
export const mustAccept = (request: IncomingMessage): void => {
  const known = ['application/ld+json', 'application/json']
  if (request.headers.accept === undefined || new Negotiator(request).mediaTypes(known).length > 0) return
  throw new Refusal(406, 'There is JSON-LD here and nothing else. Ask for application/ld+json.')
}

/** Sent with every answer. Tokens are no cookies, so pages of other sites may ask too. */
const ALWAYS = {
  'Cache-Control': 'private, no-cache',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Accept-Post, Allow, Content-Location, ETag, Link, Location, Preference-Applied, Retry-After, WWW-Authenticate',
} as const

/** What a browser asks before it lets a page ask (CORS). */
export const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS, POST, PUT, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Accept, Content-Type, If-Match, If-None-Match, Prefer, Slug',
  'Access-Control-Max-Age': '86400',
} as const

/** Sends an answer; its body is left out for HEAD. */
export const send = (request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void => {
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const isBare = status === 204 || status === 304
  response.writeHead(status, {
    ...ALWAYS,
    Vary: 'Authorization, Accept, Prefer',
    ...Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
    ...(isBare ? {} : body === undefined ? { 'Content-Length': '0' } : length),
  })
  response.end(request.method === 'HEAD' || isBare ? undefined : body)
}

/** An expected failure as an answer; anything else is thrown on. */
export const refusalOf = (error: unknown): Answer => {
  if (error instanceof Refusal) return said(error.status, error.message, error.headers)
  if (error instanceof AppError) return said(error.status, error.message)
  throw error
}

const said = (status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: `${JSON.stringify({ error: sentence })}\n`,
  headers: { 'Content-Type': 'application/json', ...headers },
})
