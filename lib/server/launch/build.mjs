// @ts-check
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readOrEmpty } from './lock.mjs'
import { BUILD_FOLDER, ROOT } from './paths.mjs'
import { runNode } from './run.mjs'
import { Trouble, asDiskTrouble } from './trouble.mjs'

const SOURCE_FOLDERS = ['app', 'components', 'lib', 'prisma', 'public']
const SOURCE_FILES = ['proxy.ts', 'next.config.js', 'postcss.config.js', 'postcss.config.mjs', 'tsconfig.json']
// What no build reads: tests, texts, and these scripts.
const isSource = (/** @type {string} */ path) =>
  !/\.test\.[a-z]+$|\.md$|^lib\/server\/(launch|store\/generated)\//.test(path) || path.startsWith('prisma/')

/** @param {string} folder @returns {Promise<string[]>} */
const filesBelow = async (folder) => {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

/** @returns {Promise<string>} a hash of all that a build reads */
const sourcesHash = async () => {
  const below = await Promise.all(SOURCE_FOLDERS.map((folder) => filesBelow(join(ROOT, folder))))
  const single = [...SOURCE_FILES, 'package-lock.json', 'package.json'].map((name) => join(ROOT, name))
  const files = [...below.flat(), ...single.filter((file) => existsSync(file))]
    .map((file) => ({ file, path: relative(ROOT, file).replaceAll('\\', '/') }))
    .filter(({ path }) => isSource(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '')
  for (const { file, path } of files) hash.update(`\n${path}\n`).update(await readFile(file))
  return hash.digest('hex')
}

/** @param {string} what @param {import('./run.mjs').Ended} ended */
const checkEnded = (what, { status, output }) => {
  if (status === 0) return
  const trouble = asDiskTrouble(new Error(output), ROOT)
  if (trouble instanceof Trouble) throw trouble
  throw new Trouble(`${output.trim()}\n${what} failed: the lines above say where. Mend it, then run this again.`)
}

const stampFile = (/** @type {string} */ name) => join(ROOT, '.cache', `${name}.stamp`)
/** @param {string} name @param {string} text */
const stamp = async (name, text) => {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  await writeFile(stampFile(name), text)
}

/**
 * Generates the Prisma client when the schema or Prisma itself changed since.
 * @param {import('./say.mjs').Speaker} say
 */
export const ensureClient = async (say) => {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'prisma/schema.prisma')))
  const wanted = hash.update(await readFile(join(ROOT, 'node_modules/prisma/package.json'))).digest('hex')
  const isThere = existsSync(join(ROOT, 'lib/server/store/generated/client.ts'))
  if (isThere && (await readOrEmpty(stampFile('client'))) === wanted) return
  await say.step('generating the database client', async () => {
    checkEnded('prisma generate', await runNode('node_modules/prisma/build/index.js', ['generate']))
    await stamp('client', wanted)
  })
}

/**
 * Bundles the server and the command line from their TypeScript, so that neither needs a compiler when it runs. Fast:
 * done each time unless nothing changed.
 * @param {import('./say.mjs').Speaker} say
 */
export const ensureServer = async (say) => {
  const wanted = await sourcesHash()
  const isThere = ['main.js', 'cli.js', 'press.js', 'files.js', 'extract.js'].every((name) =>
    existsSync(join(BUILD_FOLDER, name)),
  )
  if (isThere && (await readOrEmpty(stampFile('server'))) === wanted) return
  await say.step('bundling the server', async () => {
    const { build } = await import('esbuild')
    try {
      await build({
        absWorkingDir: ROOT,
        entryPoints: {
          main: 'lib/server/main.ts',
          cli: 'lib/server/cli/main.ts',
          press: 'lib/server/press/thread.ts',
          files: 'lib/server/formats/thread.ts',
          extract: 'lib/server/extract/thread.ts',
        },
        outdir: BUILD_FOLDER,
        bundle: true,
        splitting: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
        target: 'node20.19',
        sourcemap: true,
        logLevel: 'silent',
      })
    } catch (error) {
      checkEnded('The bundle', { status: 1, output: error instanceof Error ? error.message : String(error) })
    }
    await stamp('server', wanted)
    await dropOldChunks()
  })
}

// A running server may still load a chunk of an earlier bundle: only yesterday's go.
const dropOldChunks = async () => {
  for (const file of await filesBelow(BUILD_FOLDER)) {
    if (Date.now() - (await stat(file)).mtimeMs > 86_400_000) await rm(file, { force: true })
  }
}

/**
 * Builds the pages when a source changed since.
 * @param {import('./say.mjs').Speaker} say
 */
export const ensurePages = async (say) => {
  const folder = process.env.NEXT_DIST_DIR ?? '.next'
  const name = `pages-${folder.replace(/[^\w.-]/g, '_')}`
  const buildId = () => readOrEmpty(join(ROOT, folder, 'BUILD_ID'))
  const hash = await sourcesHash()
  const known = await buildId()
  if (known !== '' && (await readOrEmpty(stampFile(name))) === `${hash} ${known}`) return
  await say.step('building the pages (a minute or two)', async () => {
    await rm(stampFile(name), { force: true })
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    checkEnded('next build', await runNode('node_modules/next/dist/bin/next', ['build'], { env }))
    await stamp(name, `${hash} ${await buildId()}`)
  })
}
