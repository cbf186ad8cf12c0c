import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedSample } from '../../../prisma/seed'
import type { Reliability } from '../../core/statistics'
import { slowAlpha, slowPercent } from '../../core/statistics/testing'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { run } from './stats'
import { runVerb } from './verb-testing'

const SLUG = 'pakistan-russia-relations'
const basis = z.object({ raters: z.int(), units: z.int(), pairable: z.int() })
const definedSchema = z.object({ kind: z.literal('defined'), value: z.number(), n: basis })
const estimateSchema = z.object({
  coefficient: definedSchema,
  interval: z.object({ kind: z.literal('defined'), low: z.number(), high: z.number() }),
})
const statsSchema = z.object({
  totals: z.object({ verdicts: z.int(), tags: z.record(z.string(), z.int()) }),
  agreement: z.object({
    sentences: z.object({ alpha: estimateSchema, percent: definedSchema, ac1: definedSchema }),
    claims: z.object({ alpha: z.object({ coefficient: definedSchema }), percent: definedSchema }),
    unitizing: definedSchema,
    byTag: z.array(z.object({ tag: z.string(), alpha: estimateSchema })),
    byGroup: z.array(z.object({ name: z.string(), alpha: estimateSchema })),
  }),
  intervals: z.object({
    sentences: z.record(z.string(), z.unknown()),
    pairs: z.array(z.object({ kind: z.string() })),
    unitizing: z.object({ kind: z.literal('defined'), low: z.number(), high: z.number() }),
  }),
  byRound: z.array(z.object({ round: z.int(), verdicts: z.int() })),
  contested: z.array(z.object({ annotation: z.string(), rank: z.number() })),
})

let testing: TestDatabase
beforeAll(async () => {
  testing = await openTestDatabase()
  await seedSample(testing.db, fileURLToPath(new URL('../../..', import.meta.url)))
})
afterAll(() => testing.close())

const stats = async (...args: readonly string[]) => {
  const { out, ...answer } = await runVerb(testing.db, run, args)
  return { ...answer, out: out.join('\n') }
}

test('stats --json has the agreement, each number with what it rests on', async () => {
  const { status, out, err } = await stats(SLUG, '--json')
  expect({ status, err }).toEqual({ status: 0, err: [] })
  expect(out).not.toMatch(/NaN|"choices"/)
  const { agreement, byRound, contested, intervals, totals } = statsSchema.parse(JSON.parse(out))
  expect(totals.verdicts).toBeGreaterThan(200)
  expect(byRound.reduce((sum, { verdicts }) => sum + verdicts, 0)).toBe(totals.verdicts)
  expect(intervals.unitizing.low).toBeLessThan(agreement.unitizing.value)
  expect(intervals.unitizing.high).toBeGreaterThan(agreement.unitizing.value)
  expect(intervals.pairs.some(({ kind }) => kind === 'defined')).toBe(true)
  const { coefficient, interval } = agreement.sentences.alpha
  expect(interval.low).toBeLessThan(coefficient.value)
  expect(interval.high).toBeGreaterThan(coefficient.value)
  expect(agreement.byGroup.map(({ name }) => name)).toEqual(['Group A', 'Group B', 'Group C'])
  expect(agreement.byTag.length).toBeGreaterThan(2)
  expect(contested.map(({ rank }) => rank)).toEqual(contested.map(({ rank }) => rank).toSorted((a, b) => b - a))
})

test('[ST26] agreement over claims is that of the stored taggings, counted pair by pair', async () => {
  const { agreement } = statsSchema.parse(JSON.parse((await stats(SLUG, '--json')).out))
  const taggings = await testing.db.taggingRow.findMany({ where: { layer: { kind: { not: 'private' } } } })
  const claims = new Map<string, Map<string, string>>()
  for (const { layerId, annotationKey, memberId, tagId } of taggings) {
    const claim = `${layerId} ${annotationKey}`
    claims.set(claim, (claims.get(claim) ?? new Map<string, string>()).set(memberId, tagId))
  }
  const matrix: Reliability = { raters: [], units: [...claims].map(([id, ratings]) => ({ id, ratings })) }
  expect(agreement.claims.alpha.coefficient.value).toBeCloseTo(slowAlpha(matrix, 'nominal') ?? 0, 9)
  expect(agreement.claims.percent.value).toBeCloseTo(slowPercent(matrix) ?? 0, 9)
})

test('answers bad use with 2 and a reading that is not there with 1, one sentence each', async () => {
  expect(await stats()).toMatchObject({ status: 2, out: '', err: [expect.stringMatching(/^Use: /)] })
  expect(await stats('none', '--json')).toMatchObject({
    status: 1,
    out: '',
    err: ['There is no reading "none". `scholion readings SEMINAR` lists them: give a slug or an id.'],
  })
})
