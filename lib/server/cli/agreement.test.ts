import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './agreement'
import { runVerb } from './verb-testing'

const numberOrNull = z.nullable(z.number())
const ratingsSchema = z.strictObject({
  raters: z.int(),
  units: z.int(),
  pairableValues: z.int(),
  percentAgreement: numberOrNull,
  krippendorffAlpha: z.strictObject({
    nominal: numberOrNull,
    ordinal: numberOrNull,
    interval: numberOrNull,
    ratio: numberOrNull,
  }),
  fleissKappa: numberOrNull,
  cohenKappa: z.array(z.strictObject({ a: z.string(), b: z.string(), kappa: numberOrNull, n: z.int() })),
  gwetAC1: numberOrNull,
  scottPi: numberOrNull,
  notes: z.array(z.string()),
})
const spansSchema = z.strictObject({
  krippendorffAlphaU: numberOrNull,
  perLabel: z.record(z.string(), numberOrNull),
  notes: z.array(z.string()),
})

const KRIPPENDORFF = `unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,3,,
`

describe('scholion agreement', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scholion-agreement-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const call = async (text: string, ...options: readonly string[]) => {
    const file = join(folder, 'ratings.csv')
    await writeFile(file, text)
    return callWith(file, ...options)
  }
  const callWith = (...args: readonly string[]) => runVerb(undefined, run, args)
  const report = async (text: string) => {
    const { status, out, err } = await call(text, '--json')
    expect({ status, err }).toEqual({ status: 0, err: [] })
    return ratingsSchema.parse(JSON.parse(out[0] ?? ''))
  }
  const spansReport = async (text: string) => {
    const { status, out, err } = await call(text, '--spans', '--json')
    expect({ status, err }).toEqual({ status: 0, err: [] })
    return spansSchema.parse(JSON.parse(out[0] ?? ''))
  }

  it('[ST48] adds intervals when they are asked for, each round its coefficient, and none where that is not defined', async () => {
    const pair = z.nullable(z.tuple([z.number(), z.number()]))
    const schema = z.object({
      percentAgreement: z.number(),
      krippendorffAlpha: z.object({ nominal: z.number(), ratio: z.number() }),
      intervals: z.strictObject({
        percentAgreement: pair,
        krippendorffAlpha: z.strictObject({ nominal: pair, ordinal: pair, interval: pair, ratio: pair }),
        fleissKappa: pair,
        cohenKappa: z.array(z.strictObject({ a: z.string(), b: z.string(), interval: pair })),
        gwetAC1: pair,
        scottPi: pair,
      }),
    })
    const { status, out } = await call(KRIPPENDORFF, '--intervals', '--json')
    expect(status).toBe(0)
    const { intervals, percentAgreement, krippendorffAlpha } = schema.parse(JSON.parse(out[0] ?? ''))
    const holds = (interval: z.infer<typeof pair>, value: number): boolean =>
      interval !== null && interval[0] < value && value < interval[1]
    expect(holds(intervals.percentAgreement, percentAgreement)).toBe(true)
    expect(holds(intervals.krippendorffAlpha.nominal, krippendorffAlpha.nominal)).toBe(true)
    expect(holds(intervals.krippendorffAlpha.ratio, krippendorffAlpha.ratio)).toBe(true)
    expect([intervals.fleissKappa, intervals.scottPi]).toEqual([null, null])
    expect(intervals.cohenKappa).toHaveLength(6)
    expect((await call(KRIPPENDORFF, '--intervals', '--json')).out).toEqual(out)
    expect((await call(KRIPPENDORFF, '--intervals')).out.join('\n')).toMatch(
      /95% intervals:\n {2}Percent agreement: 0\.\d{4} to/,
    )
  })

  it('[ST50] adds one of u-alpha over spans', async () => {
    const text = '# length=100\nrater,start,end,label\na,0,20,x\na,50,70,y\nb,0,25,x\nb,52,70,y\n'
    const { out } = await call(text, '--spans', '--intervals', '--json')
    const { krippendorffAlphaU: alpha, intervals } = z
      .object({
        krippendorffAlphaU: z.number(),
        intervals: z.object({ krippendorffAlphaU: z.tuple([z.number(), z.number()]) }),
      })
      .parse(JSON.parse(out[0] ?? ''))
    expect(intervals.krippendorffAlphaU[0]).toBeLessThan(alpha)
    expect(intervals.krippendorffAlphaU[1]).toBeGreaterThan(alpha)
  })

  it('[ST14] prints the published alphas of a file with missing values', async () => {
    const found = await report(KRIPPENDORFF)
    expect(found).toMatchObject({ raters: 4, units: 12, pairableValues: 40 })
    expect(found.krippendorffAlpha.nominal).toBeCloseTo(0.743421, 6)
    expect(found.krippendorffAlpha.ordinal).toBeCloseTo(0.815388, 6)
    expect(found.krippendorffAlpha.interval).toBeCloseTo(0.849107, 6)
    expect(found.krippendorffAlpha.ratio).toBeCloseTo(0.797403, 6)
    expect(found.gwetAC1).toBeCloseTo(0.77544, 5)
    expect(found.percentAgreement).toBe(43 / 55)
    expect(found.cohenKappa.map(({ a, b, n }) => `${a}${b} ${n}`)).toEqual([
      'AB 9',
      'AC 8',
      'AD 9',
      'BC 9',
      'BD 10',
      'CD 10',
    ])
  })

  it('[ST13] prints null and a note where a number is not defined', async () => {
    const found = await report(KRIPPENDORFF)
    expect(found).toMatchObject({ fleissKappa: null, scottPi: null })
    expect(found.notes).toEqual([
      "Fleiss' kappa is not defined: the units have different numbers of values.",
      "Scott's pi is not defined: it compares two raters; for more, see Fleiss' kappa.",
    ])
    const words = await report('unit,A,B,C\n1,realist,liberal,\n2,,liberal,\n3,,,liberal\n')
    expect(words.krippendorffAlpha).toEqual({ nominal: 0, ordinal: null, interval: null, ratio: null })
    expect(words.cohenKappa).toEqual([
      { a: 'A', b: 'B', kappa: 0, n: 1 },
      { a: 'A', b: 'C', kappa: null, n: 0 },
      { a: 'B', b: 'C', kappa: null, n: 0 },
    ])
    expect(words.notes).toContain("Cohen's kappa is not defined for A and C; B and C: no unit has two values to pair.")
    expect(words.notes.filter((note) => note.includes('some value is not a number'))).toHaveLength(2)
  })

  it('[ST20] prints Scott and Cohen for two raters, in full precision', async () => {
    const table = [
      ['Stat', 'Stat', 46],
      ['Stat', 'IReq', 6],
      ['IReq', 'IReq', 32],
      ['Chck', 'IReq', 6],
      ['Chck', 'Chck', 10],
    ] as const
    const rows = table.flatMap(([a, b, count]) => Array.from({ length: count }, () => `${a},${b}`))
    const found = await report(`unit,one,two\n${rows.map((row, at) => `${at},${row}`).join('\n')}`)
    expect(found.scottPi).toBeCloseTo(0.79953, 5)
    expect(found.cohenKappa).toEqual([{ a: 'one', b: 'two', kappa: 121 / 151, n: 100 }])
    expect(found.fleissKappa).toBeCloseTo(found.scottPi ?? 0, 12)
  })

  it('reads a byte order mark, quotes, Windows line ends and spaces round cells', async () => {
    const found = await report('\uFEFFunit,"A, the first",B\r\n1, x ,"x"\r\n2,y,x\r\n\r\n')
    expect(found).toMatchObject({ raters: 2, units: 2, pairableValues: 4, percentAgreement: 0.5 })
    expect(found.cohenKappa[0]?.a).toBe('A, the first')
  })

  it('[ST23] prints u-alpha of spans and its labels', async () => {
    const found = await spansReport('# length=10\nrater,start,end,label\na,0,2,x\nb,0,4,x\n')
    expect(found.krippendorffAlphaU).toBeCloseTo(1 - (4 * (400 - 34)) / (20 * 168), 12)
    expect(found.perLabel).toEqual({ x: null })
    expect(found.notes).toEqual(['(k)u-alpha of "x" is not defined: all values that can be paired are the same.'])
    expect(await spansReport('# length = 10\r\na,0,2,x\r\nb,0,2,x\r\na,5,9,y\r\nb,5,8,y')).toMatchObject({
      perLabel: { x: 1, y: 1 },
    })
  })

  it('[ST24] counts a rater who marked nothing', async () => {
    expect((await spansReport('# length=4\na,0,2,x\n')).krippendorffAlphaU).toBeNull()
    expect((await spansReport('# length=4\na,0,2,x\nb,,,\n')).krippendorffAlphaU).toBeLessThan(0)
  })

  it.each([
    ['', 'Line 1: the first row must be "unit" and the names of the raters.'],
    ['unit\n1\n', 'Line 1: the first row must be "unit" and the names of the raters.'],
    ['unit,A,A\n', 'Line 1: there are two raters "A".'],
    ['unit,A,\n', 'Line 1: a rater has no name.'],
    ['unit,A,B\n1,x,y\n\n2,x\n', 'Line 4: there are 2 cells where the first row has 3.'],
    ['unit,A,B\n1,x,y\n1,x,x\n', 'Line 3: the unit "1" was on line 2 already.'],
    ['unit,A,B\n1,"x,y\n', 'Line 2: a quotation mark is not closed.'],
    ['unit,A,B\n1,"x"y,z\n', 'Line 2: this is not CSV; check the quotation marks.'],
  ])('answers bad ratings %j with one sentence and 2', async (text, sentence) => {
    expect(await call(text, '--json')).toMatchObject({ status: 2, out: [], err: [sentence] })
  })

  it.each([
    ['a,0,2,x\n', 'Line 1: the first line must be "# length=N", N above 0.'],
    ['# length=10\na,0,2\n', 'Line 2: a row must be rater,start,end,label.'],
    ['# length=10\na,0,11,x\n', 'Line 2: start and end must be whole numbers, 0 <= start < end <= 10.'],
    [
      '# length=10\nrater,start,end,label\na,1.5,2,x\n',
      'Line 3: start and end must be whole numbers, 0 <= start < end <= 10.',
    ],
    ['# length=10\na,0,2,\n', 'Line 2: the label is missing.'],
    [
      '# length=10\na,4,6,x\nb,0,9,x\na,0,5,x\n',
      "Line 4: a rater's spans must not overlap, and this one does with line 2.",
    ],
  ])('answers bad spans %j with one sentence and 2', async (text, sentence) => {
    expect(await call(text, '--spans')).toMatchObject({ status: 2, out: [], err: [sentence] })
  })

  it('answers bad use and files that are none with one sentence and 2', async () => {
    const binary = join(folder, 'ratings.xls')
    await writeFile(binary, Buffer.from([0xd0, 0xcf, 0xff]))
    for (const args of [[], ['a', 'b'], ['a', '--nothing'], [binary], [folder], [join(folder, 'none.csv')]]) {
      const { status, out, err } = await callWith(...args)
      expect({ args, status, out, lines: err.length }).toEqual({ args, status: 2, out: [], lines: 1 })
      expect(err[0]).toMatch(/\.$/)
    }
  })

  it('writes a summary for people', async () => {
    const { out } = await call(KRIPPENDORFF)
    expect(out[0]).toContain("Krippendorff's alpha, nominal: 0.7434\n")
    expect(out[0]).toContain("Scott's pi: not defined\n")
  })
})
