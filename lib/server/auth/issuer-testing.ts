import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** What the issuer says of who signs in there (OpenID Connect Core 1.0, 5.1). */
export interface Claims {
  readonly sub: string
  readonly name: string
  readonly email: string
  readonly email_verified: boolean
}

/** An identity provider of a test's own: it speaks OpenID Connect over HTTP and signs in at once whoever `next` names. */
export interface TestIssuer {
  readonly url: string
  readonly client: { readonly id: string; readonly secret: string }
  /** Who signs in from now on; `spoil` changes what its token says, as a forger would. */
  readonly next: (claims: Claims, spoil?: Readonly<Record<string, unknown>>) => void
  readonly close: () => Promise<void>
}

interface Asked {
  readonly nonce: string
  readonly challenge: string
  readonly redirect: string
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Opens one on a free port of this machine. */
export const openIssuer = async (): Promise<TestIssuer> => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const client = { id: 'scholion', secret: 'a secret of the client' }
  const codes = new Map<string, Asked>()
  let claims: Claims | undefined
  let spoil: Readonly<Record<string, unknown>> = {}
  let url = ''

  const json = (response: ServerResponse, value: object, status = 200): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
  }
  const idToken = (nonce: string): string => {
    const now = Math.floor(Date.now() / 1000)
    const said = { iss: url, aud: client.id, iat: now, exp: now + 300, nonce, ...claims, ...spoil }
    const signed = `${part({ alg: 'RS256', kid: 'one' })}.${part(said)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
  }
  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const given = new URLSearchParams(await text(request))
    const basic = Buffer.from(`${client.id}:${encodeURIComponent(client.secret).replaceAll('%20', '+')}`)
    const asked = codes.get(given.get('code') ?? '')
    codes.delete(given.get('code') ?? '')
    const verifier = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    if (
      request.headers.authorization !== `Basic ${basic.toString('base64')}` ||
      asked?.challenge !== verifier ||
      asked.redirect !== given.get('redirect_uri')
    ) {
      json(response, { error: 'invalid_grant' }, 400)
      return
    }
    json(response, { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken(asked.nonce) })
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (pathname === '/.well-known/openid-configuration') {
      json(response, {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    } else if (pathname === '/keys') {
      json(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    } else if (pathname === '/authorize') {
      const code = randomUUID()
      const redirect = searchParams.get('redirect_uri') ?? ''
      codes.set(code, {
        redirect,
        nonce: searchParams.get('nonce') ?? '',
        challenge:
          searchParams.get('code_challenge_method') === 'S256' ? (searchParams.get('code_challenge') ?? '') : '',
      })
      const back = new URL(redirect)
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      response.writeHead(302, { Location: back.href }).end()
    } else if (pathname === '/token') {
      token(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url = `http://127.0.0.1:${address.port}`
  return {
    url,
    client,
    next: (who, changes = {}) => {
      claims = who
      spoil = changes
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
