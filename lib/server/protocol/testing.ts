import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { seminarId, userId } from '../../core/base'
import { type Actor } from '../../core/policy'
import { makeAccessToken } from '../commands/make-access-token'
import { type TestDatabase } from '../launch/test-database'
import { findMembership } from '../store/members'
import { openCollab } from '../realtime/collab'
import type { TestMember, TestSeminar } from '../realtime/testing'
import { openProtocol } from './serve'

/** A server with rooms and containers on a free port. */
export interface ProtocolServer {
  /** What the address of a layer's socket begins with. */
  readonly sockets: string
  readonly base: string
  close(): Promise<void>
}

export const openProtocolServer = async ({ db, url }: TestDatabase): Promise<ProtocolServer> => {
  const collab = await openCollab({ db, databaseUrl: url })
  const protocol = openProtocol({ db, change: collab.change })
  const http: Server = createServer((request, response) => {
    if (!collab.handleRequest(request, response) && !protocol(request, response)) response.writeHead(404).end()
  })
  http.on('upgrade', (request, socket, head) => {
    collab.handleUpgrade(request, socket, head)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = portOf(http)
  return {
    sockets: `ws://127.0.0.1:${port}/collab`,
    base: `http://127.0.0.1:${port}`,
    close: async () => {
      await collab.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

const portOf = (http: Server): AddressInfo => {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address
}

/** A member as the policy takes them. */
export const actorOf = async ({ db }: TestDatabase, member: TestMember): Promise<Actor> => {
  const place = await findMembership(db, member.id)
  if (place === undefined) throw new Error('no such member')
  return { kind: 'user', user: userId(member.user), teaches: false, memberships: [place] }
}

/** A new token of a member. */
export const tokenOf = async (
  database: TestDatabase,
  seminar: TestSeminar,
  member: TestMember,
  canWrite = true,
): Promise<string> =>
  makeAccessToken(database.db, await actorOf(database, member), {
    seminar: seminarId(seminar.id),
    name: 'a test',
    canWrite,
    days: 1,
  })

export const ANNO = 'http://www.w3.org/ns/anno.jsonld'
export const ANNO_MEDIA = `application/ld+json; profile="${ANNO}"`

/** A request with a token. */
export type Ask = (url: string, given?: RequestInit & { readonly json?: unknown }) => Promise<Response>

export const askWith =
  (token: string | undefined): Ask =>
  (url, { json, ...given } = {}) =>
    fetch(url, {
      ...given,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': ANNO_MEDIA }),
        ...Object.fromEntries(new Headers(given.headers)),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })

/** The passage of the first `length` characters of the test's paper. */
export const passageOf = ({ text }: TestSeminar, length: number, start = 0) => ({
  selector: { type: 'TextQuoteSelector', exact: text.slice(start, start + length) },
})

/** An annotation to send. */
export const annotationJson = (parts: object): object => ({ '@context': ANNO, type: 'Annotation', ...parts })

/** A comment on a passage, to send. */
export const commentJson = (seminar: TestSeminar, words: string, more: object = {}): object =>
  annotationJson({
    motivation: 'commenting',
    body: { type: 'TextualBody', value: words, format: 'text/plain' },
    target: passageOf(seminar, 25),
    ...more,
  })
