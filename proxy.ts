import { type NextRequest, NextResponse } from 'next/server'

const isDevelopment = process.env.NODE_ENV === 'development'

/**
 * What a page may load: our own files, and of inline scripts only those that
 * carry this request's nonce. Inline styles stay allowed: React writes style
 * attributes, and the editor a style element.
 */
const policyWith = (nonce: string): string =>
  [
    `default-src 'self'`,
    // React's development build evaluates code to rebuild stacks.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self' ws: wss:`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')

/**
 * Names the sign-in of a request by a hash that says nothing else, `guest`
 * where there is none: the service worker keeps pages for one sign-in alone.
 */
const sessionName = async (request: NextRequest): Promise<string> => {
  const token = request.cookies
    .getAll()
    .filter(({ name, value }) => name.includes('next-auth.session-token') && value !== '')
    .map(({ value }) => value)
    .join()
  if (token === '') return 'guest'
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return btoa(String.fromCharCode(...new Uint8Array(hash).slice(0, 12)))
}

/** Gives every page a content security policy with a fresh nonce; Next writes the nonce into its own scripts. */
export const proxy = async (request: NextRequest): Promise<NextResponse> => {
  const nonce = btoa(crypto.randomUUID())
  const policy = policyWith(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-session', await sessionName(request))
  return response
}

export const config = {
  matcher: [{ source: '/((?!_next/static|_next/image|favicon.ico|icon.svg).*)' }],
}
