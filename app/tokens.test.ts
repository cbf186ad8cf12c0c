import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PIGMENTS } from '@/lib/core/annotation'

// Contrast: WCAG 2.2. Difference: CIEDE2000 (Sharma, Wu and Dalal 2005), Lab under D65. Colour blindness: Machado,
// Oliveira and Fernandes 2009 at severity 1.

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
const THEMES = [
  ['light', ':root, [data-theme="light"]'],
  ['sepia', '[data-theme="sepia"]'],
  ['dark', '[data-theme="dark"]'],
  ['high contrast', '[data-theme="high-contrast"]'],
] as const

type Triple = readonly [number, number, number]
interface Colour {
  readonly rgb: Triple
  readonly alpha: number
}

const mapped = ([a, b, c]: Triple, change: (part: number, at: 0 | 1 | 2) => number): Triple => [
  change(a, 0),
  change(b, 1),
  change(c, 2),
]
const dot = ([a, b, c]: Triple, [x, y, z]: Triple): number => a * x + b * y + c * z

/** The custom properties of a theme. */
const tokensOf = (selector: string): ReadonlyMap<string, string> => {
  const from = css.indexOf(`${selector} {`)
  if (from < 0) throw new Error(`no block ${selector}`)
  const body = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from))
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', (match[2] ?? '').trim()]),
  )
}
const parse = (text: string): Colour => {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (hex !== null) {
    const part = (at: number): number => parseInt(hex[at] ?? '', 16) / 255
    return { rgb: [part(1), part(2), part(3)], alpha: 1 }
  }
  const parts = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(text)
  if (parts === null) throw new Error(`not a colour: ${text}`)
  const part = (at: number): number => Number(parts[at]) / 255
  return { rgb: [part(1), part(2), part(3)], alpha: Number(parts[4]) }
}
const over = (top: Colour, under: Colour): Colour => ({
  rgb: mapped(top.rgb, (part, at) => part * top.alpha + under.rgb[at] * (1 - top.alpha)),
  alpha: 1,
})
const linear = (rgb: Triple): Triple =>
  mapped(rgb, (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
const contrast = (a: Colour, b: Colour): number => {
  const light = [a, b].map(({ rgb }) => dot(linear(rgb), [0.2126, 0.7152, 0.0722]))
  return (Math.max(...light) + 0.05) / (Math.min(...light) + 0.05)
}

const labOf = (rgb: Triple): Triple => {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const x = f(dot(rgb, [0.4124564, 0.3575761, 0.1804375]) / 0.95047)
  const y = f(dot(rgb, [0.2126729, 0.7151522, 0.072175]))
  const z = f(dot(rgb, [0.0193339, 0.119192, 0.9503041]) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
const rad = (degrees: number): number => (degrees * Math.PI) / 180
const ciede2000 = ([L1, a1, b1]: Triple, [L2, a2, b2]: Triple): number => {
  const c7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7
  const g = 0.5 * (1 - Math.sqrt(c7 / (c7 + 25 ** 7)))
  const A1 = a1 * (1 + g)
  const A2 = a2 * (1 + g)
  const C1 = Math.hypot(A1, b1)
  const C2 = Math.hypot(A2, b2)
  const hueOf = (b: number, a: number): number =>
    a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360
  const h1 = hueOf(b1, A1)
  const h2 = hueOf(b2, A2)
  const isGrey = C1 * C2 === 0
  const turn = Math.abs(h2 - h1) <= 180 ? 0 : h2 > h1 ? -360 : 360
  const gap = isGrey ? 0 : h2 - h1 + turn
  const dL = L2 - L1
  const dC = C2 - C1
  const dH = 2 * Math.sqrt(C1 * C2) * Math.sin(rad(gap / 2))
  const L = (L1 + L2) / 2
  const C = (C1 + C2) / 2
  const sum = h1 + h2
  const h = isGrey ? sum : turn === 0 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2
  const T =
    1 -
    0.17 * Math.cos(rad(h - 30)) +
    0.24 * Math.cos(rad(2 * h)) +
    0.32 * Math.cos(rad(3 * h + 6)) -
    0.2 * Math.cos(rad(4 * h - 63))
  const SL = 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2)
  const SC = 1 + 0.045 * C
  const SH = 1 + 0.015 * C * T
  const RT = -Math.sin(rad(60 * Math.exp(-(((h - 275) / 25) ** 2)))) * 2 * Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7))
  return Math.sqrt((dL / SL) ** 2 + (dC / SC) ** 2 + (dH / SH) ** 2 + RT * (dC / SC) * (dH / SH))
}

const SEEING: readonly (readonly [string, readonly [Triple, Triple, Triple]])[] = [
  [
    'deuteranopia',
    [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  ],
  [
    'protanopia',
    [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ],
  [
    'tritanopia',
    [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  ],
]
const seenBy =
  (rows: readonly [Triple, Triple, Triple]) =>
  (rgb: Triple): Triple =>
    mapped(rgb, (_, at) => Math.min(1, Math.max(0, dot(rows[at], rgb))))

/** The pairs of pigments that are nearer than `floor` in the eyes of `see`. */
const tooNear = (
  lines: ReadonlyMap<string, Triple>,
  see: (rgb: Triple) => Triple,
  floor: number,
): readonly string[] => {
  const seen = [...lines].map(([name, rgb]) => [name, labOf(see(rgb))] as const)
  return seen.flatMap(([a, one], at) =>
    seen.slice(at + 1).flatMap(([b, other]) => (ciede2000(one, other) < floor ? [`${a} and ${b}`] : [])),
  )
}

test.each<[Triple, Triple, number]>([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
])('the difference of colours is that of its authors’ test data: %j', (one, other, difference) => {
  expect(ciede2000(one, other)).toBeCloseTo(difference, 4)
})

describe.each(THEMES)('the pigments on %s', (_, selector) => {
  const tokens = tokensOf(selector)
  const colour = (name: string): Colour => parse(tokens.get(name) ?? '')
  const grounds = ['paper', 'sunken', 'slip'].map(colour)
  const lines = new Map(PIGMENTS.map((pigment) => [pigment, linear(colour(`${pigment}-line`).rgb)]))

  test.each(PIGMENTS)(
    '[CD6] %s: its words can be read and its line seen, on the page and on its own fills',
    (pigment) => {
      const text = colour(`${pigment}-text`)
      const line = colour(`${pigment}-line`)
      const fills = ([1, 2, 3] as const).map((depth) => over(colour(`${pigment}-fill-${depth}`), colour('paper')))
      for (const ground of [...grounds, ...fills.slice(0, 2)])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
      for (const ground of [...grounds, ...fills]) expect(contrast(line, ground)).toBeGreaterThanOrEqual(3)
      for (const fill of fills) expect(contrast(colour('ink'), fill)).toBeGreaterThanOrEqual(7)
    },
  )

  test('[CD6] no two lines are taken for one another', () => {
    expect(tooNear(lines, (rgb) => rgb, 12)).toEqual([])
  })

  test.each(SEEING)('[CD6] nor by eyes with %s', (_kind, rows) => {
    expect(tooNear(lines, seenBy(rows), 8)).toEqual([])
  })
})
