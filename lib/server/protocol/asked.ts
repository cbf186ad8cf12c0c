import type { IncomingMessage } from 'node:http'
import { LANGUAGES, type LayerId, type MemberId, type VersionId, versionId } from '../../core/base'
import type { TextIndex } from '../../core/document'
import { type CodePoints, type Desk, codePointsOf, deskOf } from '../../core/exchange'
import { type Actor, can, membershipIn } from '../../core/policy'
import { type TokenHolder, holderOfToken, tokenOfHeader } from '../auth/access-token'
import { addressOf } from '../auth/address'
import { tokenUses, wrongTokensFrom } from '../auth/limits'
import { readableLayers } from '../commands/readable-layers'
import { env } from '../env'
import { fileWords } from '../formats/words'
import { noteAccessTokenUsed } from '../store/access-tokens'
import type { RootDatabase } from '../store/database'
import type { ReadingLayer } from '../store/layers'
import { indexedVersion } from '../store/indexed-versions'
import { type ReadingFace, findReadingFace } from '../store/reading-room'
import { Refusal } from './answer'

/** A request by somebody who may see the reading. */
export interface Asked {
  readonly db: RootDatabase
  readonly holder: TokenHolder
  /** Who the token proves at this moment. Throws 401 where that is nobody any more. */
  readonly holderNow: () => Promise<TokenHolder>
  readonly reading: ReadingFace
  readonly member: MemberId
  readonly textVersion: VersionId
  /** The layers that they may read now. */
  readonly layers: readonly ReadingLayer[]
  /** The address of the reading, without a slash at its end. */
  readonly address: string
  /** How the notes of the reading are said. */
  readonly desk: () => Promise<Desk>
}

/** A request about one layer. */
export interface AskedLayer extends Asked {
  readonly layer: ReadingLayer
}

const REALM = 'Bearer realm="Scholion"'

/** Who asks, by their token. Throws 401, or 429 for a token that asks too much. */
const holderOf = async (db: RootDatabase, request: IncomingMessage): Promise<TokenHolder> => {
  const from = addressOf(request, env().trustsProxy)
  const tooMany = new Refusal(429, 'That was too much at once. Wait a minute and try again.', { 'Retry-After': '60' })
  const header = request.headers.authorization
  const token = tokenOfHeader(header)
  const holder = token === undefined ? undefined : await holderOfToken(db, token, new Date())
  if (holder === undefined) {
    // A right token is never in the way of this: others may share the address, and nobody guesses 256 bits.
    if (!wrongTokensFrom.allows(from)) throw tooMany
    if (header !== undefined) wrongTokensFrom.count(from)
    throw nobody(header)
  }
  if (!tokenUses.allows(holder.token.id)) throw tooMany
  tokenUses.count(holder.token.id)
  await noteAccessTokenUsed(db, holder.token.id, new Date())
  return holder
}

const nobody = (header: string | undefined): Refusal =>
  new Refusal(401, 'Say who you are: send an access token, which you make on your page of the seminar.', {
    'WWW-Authenticate': header === undefined ? REALM : `${REALM}, error="invalid_token"`,
  })

/** Throws 403 where the token only reads. */
export const mustWrite = ({ token }: TokenHolder): void => {
  if (token.canWrite) return
  throw new Refusal(403, 'This token reads and writes nothing. Make one that writes.', {
    'WWW-Authenticate': `${REALM}, error="insufficient_scope", scope="write"`,
  })
}

const NOT_HERE = 'There is nothing here for you. Check the address.'

/** The reading that is asked for. Throws 404 where there is none, or none that they may know of. */
export const askedReading = async (db: RootDatabase, request: IncomingMessage, slug: string): Promise<Asked> => {
  const holder = await holderOf(db, request)
  const { actor } = holder
  const reading = await findReadingFace(db, decoded(slug))
  const member = reading === undefined ? undefined : membershipIn(actor, reading.seminar.id)?.member
  if (reading === undefined || member === undefined || !mayRead(actor, reading)) throw new Refusal(404, NOT_HERE)
  const { layers } = await readableLayers(db, actor, reading)
  const address = `${baseOf(request)}/readings/${reading.slug}`
  const textVersion = versionId(reading.version.id)
  return {
    db,
    holder,
    holderNow: async () => {
      const token = tokenOfHeader(request.headers.authorization)
      const now = token === undefined ? undefined : await holderOfToken(db, token, new Date())
      if (now === undefined) throw nobody(request.headers.authorization)
      return now
    },
    reading,
    member,
    textVersion,
    layers,
    address,
    desk: () => deskFor(db, reading, layers, address),
  }
}

const mayRead = (actor: Actor, { seminar }: ReadingFace): boolean =>
  can(actor, 'reading.read', { kind: 'reading', seminar: seminar.id }).ok

/** The layer that is asked for, as the room shows it. Throws 404 for any that they may not know of. */
export const askedLayer = (asked: Asked, id: LayerId): AskedLayer => {
  const layer = asked.layers.find((one) => one.id === id)
  if (layer === undefined) throw new Refusal(404, NOT_HERE)
  return { ...asked, layer }
}

/** A slug as it was sent; one that cannot be read is nobody's. */
const decoded = (slug: string): string => {
  try {
    return decodeURIComponent(slug)
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return ''
  }
}

/** The address under which the server is asked. */
const baseOf = ({ headers }: IncomingMessage): string => {
  const { publicUrl, trustsProxy } = env()
  if (publicUrl !== undefined) return publicUrl
  const scheme = trustsProxy && headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  const host = headers.host ?? ''
  return `${scheme}://${/^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : 'localhost'}`
}

const codePoints = new WeakMap<TextIndex, CodePoints>()

/** The text of a version, and the ways to count in it. */
export const textOf = async (db: RootDatabase, version: VersionId) => {
  const { document, index } = await indexedVersion(db, version)
  const points = codePoints.get(index) ?? codePointsOf(index.text)
  codePoints.set(index, points)
  return { document, index, codePoints: points }
}

const deskFor = async (
  db: RootDatabase,
  reading: ReadingFace,
  layers: readonly ReadingLayer[],
  address: string,
): Promise<Desk> => {
  const version = versionId(reading.version.id)
  const { document, index } = await textOf(db, version)
  return deskOf({
    document,
    index,
    title: reading.title,
    authors: reading.authors,
    seminar: reading.seminar.name,
    layers: layers.map(({ id, name }) => ({ id, name })),
    names: new Map(reading.members.map(({ member, name }) => [member, name])),
    tags: reading.tags,
    versionHash: reading.version.hash,
    version,
    address,
    at: Date.now(),
    words: fileWords(LANGUAGES[0]),
  })
}
