// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { circlesIn, readImports } from './circles.mjs'

/**
 * The circles among files with such texts.
 * @param {Readonly<Record<string, string>>} files
 */
const circlesOf = async (files) => {
  const top = mkdtempSync(join(tmpdir(), 'circles-'))
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, file)), { recursive: true })
      writeFileSync(join(top, file), text)
    }
    return circlesIn(await readImports(top))
  } finally {
    rmSync(top, { recursive: true })
  }
}

test('what is imported twice, by two ways, is no circle', async () => {
  const a = "import './b'\nexport * from '@/lib/c'\n// import './a'"
  expect(await circlesOf({ 'lib/a.ts': a, 'lib/b.tsx': "import { c } from './c'", 'lib/c/index.ts': '' })).toEqual([])
})

test('a type closes a circle as a value does, and so does what is imported late', async () => {
  const files = { 'app/a.ts': "import type { B } from '@/lib/b'", 'lib/b.ts': "export const c = () => import('./c')" }
  expect(await circlesOf({ ...files, 'lib/c.mjs': "export { a } from '../app/a'" })).toEqual([
    ['app/a.ts', 'lib/b.ts', 'lib/c.mjs'],
  ])
  expect(await circlesOf({ 'lib/a.ts': "type A = import('./a').A" })).toEqual([['lib/a.ts']])
})

test('two circles through one file are both found', async () => {
  const found = await circlesOf({
    'lib/a.ts': "import './b'\nimport './c'",
    'lib/b.ts': "import './a'",
    'lib/c.ts': "import './a'",
  })
  expect(found).toEqual([
    ['lib/a.ts', 'lib/b.ts'],
    ['lib/a.ts', 'lib/c.ts'],
  ])
})
