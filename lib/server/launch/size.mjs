// @ts-check
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './paths.mjs'

/** What a reader's first visit of a reading may bring in scripts, in kB (1,000 bytes) of gzip. */
export const SCRIPTS_MAX_KB = 300

/**
 * React, Next and what the pages' bundler wraps modules in, in kB of gzip, with the headers of the files. Measured with
 * Next 16.4; a scenario counts what a browser is really sent and fails where the estimate is far from it.
 */
const FRAME_KB = 147

/** Where our part of the reading page begins: the page's own components, and the room that it loads after them. */
const ENTRIES = ['components/paper/ReadingRoom.tsx', 'components/ui/LookChoice.tsx', 'lib/client/session/enter-room.ts']

/** What comes with the frame, or not at all. */
const FRAME = ['react', 'react-dom', 'react/*', 'react-dom/*', 'next/*']

/**
 * What the scripts of the reading page weigh, in kB of gzip, without a build of the pages: our part bundled as the
 * pages' bundler does it, and the frame by its known weight. What is loaded only when somebody writes is not in it.
 * @returns {Promise<number>}
 */
export const estimateScriptsKb = async () => {
  const { build } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...ENTRIES],
    outdir: join(ROOT, '.cache/size'),
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: FRAME,
    loader: { '.css': 'empty', '.woff2': 'empty' },
    alias: {
      'lib0/buffer': './lib/client/session/lib0-buffer.ts',
      'lib0/logging': './lib/client/session/lib0-logging.ts',
      'use-intl/format-message': 'use-intl/format-message/format-only',
    },
    logLevel: 'silent',
  })
  const first = new Set(Object.keys(metafile.outputs).filter((name) => isEntry(metafile.outputs[name])))
  for (const name of first) {
    for (const { path, kind } of metafile.outputs[name]?.imports ?? []) if (kind === 'import-statement') first.add(path)
  }
  const bytes = outputFiles
    .filter(({ path }) => first.has(path.slice(ROOT.length + 1).replaceAll('\\', '/')))
    .reduce((sum, { contents }) => sum + gzipSync(contents).length, 0)
  return FRAME_KB + bytes / 1000
}

/** @param {{ entryPoint?: string } | undefined} output */
const isEntry = (output) => output?.entryPoint !== undefined && ENTRIES.includes(output.entryPoint)

/**
 * The check: the estimate against the limit.
 * @returns {Promise<import('./run.mjs').Ended>}
 */
export const checkSize = async () => {
  const kb = await estimateScriptsKb()
  const said = `the scripts of the reading page: about ${kb.toFixed(0)} kB of gzip, at most ${SCRIPTS_MAX_KB}`
  return kb <= SCRIPTS_MAX_KB
    ? { status: 0, output: said }
    : { status: 1, output: `${said}. See lib/decisions/004 for what a reader loads.` }
}
