/** What marks a value on a line: a disc, a square, a diamond or a triangle, in turn by tag, so that colour is not needed. */
export const MARKS = ['disc', 'square', 'diamond', 'triangle'] as const
export type MarkShape = (typeof MARKS)[number]

export const markFor = (at: number): MarkShape => MARKS[at % MARKS.length] ?? 'disc'

const PATHS: Readonly<Record<Exclude<MarkShape, 'disc'>, string>> = {
  square: 'M-4.5-4.5h9v9h-9z',
  diamond: 'M0-6.2 6.2 0 0 6.2-6.2 0z',
  triangle: 'M0-6 5.8 4.4h-11.6z',
}

/** One mark of about 10 px round its own origin; every second one is open. */
export const Mark = ({ shape, stroke }: { readonly shape: MarkShape; readonly stroke: string }) => {
  const fill = shape === 'square' || shape === 'triangle' ? 'var(--paper)' : stroke
  return shape === 'disc' ? (
    <circle r="5" fill={fill} />
  ) : (
    <path d={PATHS[shape]} fill={fill} stroke={stroke} strokeWidth="2" />
  )
}
