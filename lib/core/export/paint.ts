import type { PaperPigment, Rgb } from './pigments'
import { FILL_OPACITY, PAPER_PIGMENTS, UNTAGGED } from './pigments'
import type { Note } from './notes'
import type { Stretch } from './stretches'

export interface PaintLine {
  readonly colour: Rgb
  readonly stroke: PaperPigment['stroke']
  readonly weight: number
  readonly below: number
}
export interface Paint {
  readonly stretch: number
  readonly fills: readonly { readonly colour: Rgb; readonly opacity: number }[]
  readonly lines: readonly PaintLine[]
}
export const paintsOf = (
  notes: readonly Note[],
  stretches: readonly Stretch[],
): ReadonlyMap<number, readonly Paint[]> => {
  const m = new Map<number, Paint[]>()
  for (const s of stretches)
    for (const [k, n] of s.notes.entries()) {
      const look = notes[n]?.counts[0] ? PAPER_PIGMENTS[notes[n].counts[0].tag.pigment] : UNTAGGED
      const l = m.get(n) ?? []
      l.push({
        stretch: s.id,
        fills: [{ colour: look.fill, opacity: FILL_OPACITY[1] }],
        lines: [{ colour: look.line, stroke: look.stroke, weight: look.weight, below: [0.15, 0.33, 0.52][k] ?? 0.7 }],
      })
      m.set(n, l)
    }
  return m
}
