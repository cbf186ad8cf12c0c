import type { Paint, PaintLine, Rgb } from '../../core/export'
import { ASCENT_EM, DESCENT_EM } from '../../core/export'
import type { Piece } from '../../core/intake'

/** The tokens give weights in CSS pixels at 18 px; on paper a stroke has this many points a pixel at 9.6 pt. */
const POINTS_PER_WEIGHT = 0.525
const PAPER_EM = 9.6

/** A stretch of one line that is painted in one go. */
type Run = Omit<Piece, 'page'>

/** The name of the graphics state that multiplies with the page at an opacity. */
export const stateName = (opacity: number): string => `GS${Math.round(opacity * 100)}`

/**
 * One highlight's paint on one page, as PDF operators: fills (multiplied with the
 * page, so that letters stay black) and the lines below them.
 */
export const appearanceOf = (paints: readonly Paint[], piecesOf: (stretch: number) => readonly Piece[]): string => {
  const fills = new Map<string, { readonly colour: Rgb; readonly opacity: number; readonly runs: Run[] }>()
  const lines = new Map<string, { readonly line: PaintLine; readonly runs: Run[] }>()
  for (const paint of paints) {
    const pieces = piecesOf(paint.stretch)
    for (const fill of paint.fills) {
      const key = `${fill.colour.join()} ${fill.opacity}`
      const group = fills.get(key) ?? { ...fill, runs: [] }
      fills.set(key, group)
      group.runs.push(...pieces)
    }
    for (const line of paint.lines) {
      const key = `${line.colour.join()} ${line.stroke} ${line.weight} ${line.below}`
      const group = lines.get(key) ?? { line, runs: [] }
      lines.set(key, group)
      group.runs.push(...pieces)
    }
  }
  const painted = [
    ...[...fills.values()].map((fill) => fillOperators(fill.colour, stateName(fill.opacity), joinRuns(fill.runs))),
    ...[...lines.values()].map(({ line, runs }) =>
      joinRuns(runs)
        .map((run) => lineOperators(line, run))
        .join('\n'),
    ),
  ]
  return painted.map((part) => `q\n${part}\nQ`).join('\n')
}

/** Runs that touch on the same line become one, so that a wave goes on. Order of reading is kept. */
export const joinRuns = <Item extends Run>(runs: readonly Item[]): readonly Item[] => {
  const joined: Item[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last !== undefined && touches(last, run)) joined[joined.length - 1] = { ...last, right: run.right }
    else joined.push(run)
  }
  return joined
}

const touches = (last: Run, run: Run): boolean =>
  last.em === run.em && Math.abs(last.baseline - run.baseline) < 0.5 && Math.abs(run.left - last.right) < 0.6

const fillOperators = (colour: Rgb, state: string, runs: readonly Run[]): string =>
  [
    `/${state} gs ${rgb(colour)} rg`,
    ...runs.map((run) => {
      const bottom = run.baseline - DESCENT_EM * run.em
      return `${n(run.left)} ${n(bottom)} ${n(run.right - run.left)} ${n((ASCENT_EM + DESCENT_EM) * run.em)} re`
    }),
    'f',
  ].join('\n')

const lineOperators = (line: PaintLine, run: Run): string => {
  const scale = run.em / PAPER_EM
  const width = line.weight * POINTS_PER_WEIGHT * scale
  const y = run.baseline - line.below * run.em - width / 2
  const head = `${rgb(line.colour)} RG ${n(width)} w`
  const straight = (at: number): string => `${n(run.left)} ${n(at)} m ${n(run.right)} ${n(at)} l S`
  switch (line.stroke) {
    case 'solid':
      return `${head} [] 0 d 0 J ${straight(y)}`
    case 'double':
      return `${head} [] 0 d 0 J ${straight(y)} ${straight(y - 2 * width)}`
    case 'dashed':
      return `${head} [${n(3 * width)} ${n(1.6 * width)}] 0 d 0 J ${straight(y)}`
    case 'dotted':
      return `${head} [0 ${n(1.9 * width)}] 0 d 1 J ${straight(y)}`
    case 'wavy':
      return `${head} [] 0 d 1 J ${wave(run, y - width / 2, width)} S`
  }
}

const wave = (run: Run, y: number, width: number): string => {
  const half = 2.6 * width
  const height = 1.7 * width
  // A note over a paragraph has thousands of these numbers: those that come again are written once.
  const middle = n(y)
  const crests = [n(y + height), n(y - height)] as const
  let path = `${n(run.left)} ${middle} m`
  let side = 0
  for (let x = run.left; x < run.right - 0.01; x += half) {
    const end = Math.min(x + half, run.right)
    const crest = crests[side] ?? middle
    path += ` ${n(x + (end - x) / 3)} ${crest} ${n(x + (2 * (end - x)) / 3)} ${crest} ${n(end)} ${middle} c`
    side = 1 - side
  }
  return path
}

const rgb = (colour: Rgb): string => colour.map((part) => Math.round((part / 255) * 1000) / 1000).join(' ')
const n = (value: number): string => String(Math.round(value * 100) / 100)
