import { dirname, relative, resolve } from 'node:path'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/**
 * The house's arrows, the one table. A room is a path from the top; the longest
 * room that a file lies in counts. `may` lists the rooms whose files it may
 * import besides its own, `packages` the packages ('*' is any; a trailing '/*'
 * any below it). What is not listed is refused.
 */
const CORE = [
  'base',
  'document',
  'intake',
  'anchor',
  'annotation',
  'layer',
  'policy',
  'people',
  'gate',
  'projection',
  'statistics',
  'export',
  'exchange',
]
const CORE_PACKAGES = {
  base: [],
  document: ['prosemirror-model', 'prosemirror-transform', '@noble/hashes/*'],
  intake: ['unified', 'remark-parse', 'remark-gfm', 'mdast', 'prosemirror-model'],
  // Browsers load it: the whole of zod is 22 kB more.
  annotation: ['zod/mini'],
  layer: ['yjs', 'lib0/*'],
  gate: ['yjs', 'lib0/*'],
  export: ['prosemirror-model'],
  exchange: ['prosemirror-model', 'mdast', 'mdast-util-to-markdown', 'mdast-util-gfm'],
}
const core = (names) => names.map((name) => `lib/core/${name}`)

const ARROWS = [
  ...CORE.map((name, at) => ({
    room: `lib/core/${name}`,
    may: core(CORE.slice(0, at)),
    packages: CORE_PACKAGES[name] ?? [],
  })),
  {
    room: 'lib/server',
    may: ['lib/core', 'prisma', 'lib/server'],
    packages: ['*'],
    but: ['@prisma/*', 'react', 'react-dom'],
  },
  {
    room: 'lib/server/store',
    may: ['lib/core', 'lib/server/errors'],
    packages: ['*'],
    but: ['react', 'next', 'next/*'],
  },
  {
    room: 'lib/server/formats',
    may: ['lib/core'],
    packages: ['*'],
    but: ['@prisma/*', 'react', 'next', 'next/*'],
  },
  {
    room: 'lib/server/commands',
    may: [
      'lib/core',
      'lib/server/store',
      'lib/server/extract',
      'lib/server/press',
      'lib/server/formats',
      'lib/server/bus',
      'lib/server/errors',
      'lib/server/auth',
      'lib/server/env',
    ],
    packages: ['*'],
    but: ['@prisma/*', 'react', 'next', 'next/*'],
  },
  {
    room: 'lib/server/queries',
    may: [
      'lib/core',
      'lib/server/store',
      'lib/server/commands',
      'lib/server/errors',
      'lib/server/auth',
      'lib/server/env',
      'lib/server/language',
    ],
    packages: ['*'],
    but: ['@prisma/*', 'yjs'],
  },
  {
    room: 'lib/server/actions',
    may: [
      'lib/core',
      'lib/server/commands',
      'lib/server/queries',
      'lib/server/auth',
      'lib/server/errors',
      'lib/server/store/database',
      'lib/server/env',
      'lib/server/language',
      'lib/server/said',
    ],
    packages: ['*'],
    but: ['@prisma/*', 'yjs'],
  },
  {
    room: 'lib/server/realtime',
    may: [
      'lib/core',
      'lib/server/commands',
      'lib/server/store',
      'lib/server/auth',
      'lib/server/bus',
      'lib/server/errors',
      'lib/server/env',
    ],
    packages: ['*'],
    but: ['@prisma/*', 'react', 'next', 'next/*'],
  },
  {
    room: 'lib/server/protocol',
    may: [
      'lib/core',
      'lib/server/commands',
      'lib/server/formats',
      'lib/server/store',
      'lib/server/auth',
      'lib/server/errors',
      'lib/server/env',
    ],
    packages: ['*'],
    but: ['@prisma/*', 'react', 'next', 'next/*', 'yjs', '@hocuspocus/*'],
  },
  {
    room: 'lib/server/mail',
    may: ['lib/core', 'lib/server/queries', 'lib/server/store', 'lib/server/auth', 'lib/server/env'],
    packages: ['*'],
    but: ['@prisma/*', 'react', 'next', 'next/*'],
  },
  { room: 'lib/server/launch', may: ['lib/server/store'], packages: ['*'] },
  {
    room: 'lib/client',
    may: ['lib/core', 'lib/client'],
    packages: ['*'],
    but: ['node:*', 'next', 'next/*', '@prisma/*', '@hocuspocus/server'],
  },
  {
    room: 'components',
    may: ['lib/core', 'lib/client/hooks', 'lib/client/editor', 'components'],
    packages: ['*'],
    but: ['node:*', 'next/server', 'next/headers', '@prisma/*', 'yjs', '@hocuspocus/*'],
  },
  {
    room: 'components/ui',
    may: ['lib/core'],
    packages: ['*'],
    but: ['node:*', 'yjs', '@prisma/*', '@tiptap/*', '@hocuspocus/*'],
  },
  {
    room: 'app',
    may: [
      'components',
      'lib/core',
      'lib/client/hooks',
      'lib/server/queries',
      'lib/server/actions',
      'lib/server/auth',
      'lib/server/errors',
      'lib/server/messages',
      'lib/server/language',
    ],
    packages: ['*'],
    but: ['yjs', '@prisma/*', '@hocuspocus/*'],
  },
  { room: 'prisma', may: ['lib/core', 'lib/server'], packages: ['*'] },
  {
    room: 'e2e',
    may: ['lib/core', 'lib/server', 'lib/client/session', 'lib/client/editor', 'prisma'],
    packages: ['*'],
  },
]

const within = (path, room) => path === room || path.startsWith(`${room}/`) || path.replace(/\.[a-z]+$/, '') === room
const roomOf = (path) =>
  ARROWS.filter((arrow) => within(path, arrow.room)).sort((a, b) => b.room.length - a.room.length)[0]
const matches = (name, pattern) =>
  pattern === '*' || pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)))

/** Refuses an import that the table does not allow. Tests beside the code may also import their tools. */
const arrows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      breach: '{{from}} may not import {{to}}: see ARROWS in eslint.config.js',
      face: '{{to}}: import a core folder by its index',
    },
  },
  create(context) {
    const top = context.cwd
    const file = relative(top, context.filename).replaceAll('\\', '/')
    const arrow = roomOf(file)
    if (arrow === undefined) return {}
    const isTest = /\.(test|fuzz\.test)\.tsx?$|[/-]testing\.ts$/.test(file)
    const check = (node) => {
      const name = node.source?.value
      if (typeof name !== 'string') return
      const isOurs = name.startsWith('.') || name.startsWith('@/')
      const target = isOurs
        ? relative(
            top,
            name.startsWith('@/') ? resolve(top, name.slice(2)) : resolve(dirname(context.filename), name),
          ).replaceAll('\\', '/')
        : name
      if (isOurs) {
        const home = roomOf(target)
        const isTool = (isTest || arrow.room === 'e2e') && target.endsWith('/testing')
        if (
          home !== undefined &&
          home !== arrow &&
          /^lib\/core\/./.test(home.room) &&
          target !== home.room &&
          !isTool
        ) {
          context.report({ node, messageId: 'face', data: { to: target } })
        }
        if (isTest || home === arrow || arrow.may.some((room) => within(target, room))) return
        if (/\.(json|css)$/.test(target)) return
      } else {
        const refused = (arrow.but ?? []).some((pattern) => matches(target, pattern))
        const allowed = arrow.packages.some((pattern) => matches(target, pattern))
        if ((allowed && !refused) || isTest) return
      }
      context.report({ node, messageId: 'breach', data: { from: arrow.room, to: target } })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

const PURE = [
  { object: 'Date', property: 'now', message: 'core takes a Clock.' },
  { object: 'Math', property: 'random', message: 'core takes a Random.' },
]

export default tseslint.config(
  { ignores: ['node_modules/', '.next/', '.data/', '.cache/', 'lib/server/store/generated/', 'next-env.d.ts'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { arrows } } },
    rules: {
      'house/arrows': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 400 }],
      'no-console': 'off',
    },
  },
  {
    // The named constructors of branded values: the only home of `as`.
    files: ['lib/core/base/ids.ts', 'lib/core/document/positions.ts', 'lib/core/annotation/key.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['components/**/*.tsx', 'app/**/*.tsx', 'lib/client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['lib/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', ...PURE],
      'no-restricted-globals': ['error', 'window', 'document', 'process', 'fetch', 'localStorage', 'navigator'],
    },
  },
  {
    files: ['e2e/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='waitForTimeout']", message: 'Wait on a condition.' },
      ],
    },
  },
)
