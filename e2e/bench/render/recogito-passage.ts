/** Its usual way to paint, and its way through the CSS Custom Highlight API. */
export const RENDERERS = ['SPANS', 'CSS_HIGHLIGHTS'] as const
export type RecogitoRenderer = (typeof RENDERERS)[number]

/** Six hexadecimal digits. */
export type Colour = `#${string}`

/** A passage as the other side gets it. */
export interface Passage {
  /** Letters, digits and hyphens. */
  readonly id: string
  readonly start: number
  readonly end: number
  readonly colour: Colour
}
