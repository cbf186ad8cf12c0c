// @ts-check
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { ROOT } from './paths.mjs'

/** Where our code is. What lies beside them imports nothing of ours. */
const ROOMS = ['app', 'components', 'e2e', 'lib', 'prisma']
const CODE = /\.(tsx?|mjs)$/
const GENERATED = /(^|\/)generated\//
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '/index.ts']

/**
 * Which file imports which: types as well as values, and what is imported only when it is needed. Paths are from `top`,
 * with slashes; what an import of ours does not find is left out.
 * @param {string} top
 * @returns {Promise<ReadonlyMap<string, readonly string[]>>}
 */
export const readImports = async (top) => {
  const { default: ts } = await import('typescript')
  const files = new Set(
    readdirSync(top)
      .filter((room) => ROOMS.includes(room))
      .flatMap((room) =>
        readdirSync(join(top, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
      )
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => CODE.test(file) && !GENERATED.test(file)),
  )
  /** @type {(from: string, name: string) => string | undefined} */
  const find = (from, name) => {
    if (!/^(\.|@\/)/.test(name)) return undefined
    const target = name.startsWith('@/') ? resolve(top, name.slice(2)) : resolve(top, dirname(from), name)
    const path = relative(top, target).replaceAll('\\', '/')
    return ENDINGS.map((ending) => path + ending).find((file) => files.has(file))
  }
  return new Map(
    [...files].map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(top, file), 'utf8'), true, true)
      return [file, importedFiles.flatMap(({ fileName }) => find(file, fileName) ?? [])]
    }),
  )
}

/**
 * One circle for each import that closes one: its files in order, each of which imports the next, and the last the first.
 * @param {ReadonlyMap<string, readonly string[]>} imports
 * @returns {readonly (readonly string[])[]}
 */
export const circlesIn = (imports) => {
  /** @type {string[]} */
  const path = []
  /** @type {string[][]} */
  const circles = []
  const done = new Set()
  /** @param {string} file */
  const walk = (file) => {
    const at = path.indexOf(file)
    if (at >= 0) circles.push(path.slice(at))
    if (at >= 0 || done.has(file)) return
    path.push(file)
    imports.get(file)?.forEach(walk)
    path.pop()
    done.add(file)
  }
  for (const file of imports.keys()) walk(file)
  return circles
}

/**
 * The check: no file imports itself, by whatever way round.
 * @returns {Promise<import('./run.mjs').Ended>}
 */
export const checkCircles = async () => {
  const circles = circlesIn(await readImports(ROOT))
  const lines = circles.map((files) => `  ${[...files, files[0]].join('\n    -> ')}`)
  return circles.length === 0
    ? { status: 0, output: '' }
    : {
        status: 1,
        output: ['Imports that go in a circle; move what they share to where it belongs:', ...lines].join('\n'),
      }
}
