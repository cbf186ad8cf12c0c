import type { Pigment } from '../annotation'

/** A colour in sRGB, each part from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** How a pigment looks on paper: the light theme of `app/tokens.css`, on plain white. */
export interface PaperPigment {
  readonly line: Rgb
  /** For letters in the tag's ink: at least 4.5 : 1 on white. */
  readonly text: Rgb
  readonly fill: Rgb
  readonly stroke: 'solid' | 'double' | 'wavy' | 'dashed' | 'dotted'
  /** Of one stroke, in CSS pixels as in the tokens. */
  readonly weight: number
  /** How far the line stands lower than its lane, in em. */
  readonly nudge: number
}

/** Opacity of a fill by its depth: one voice, two or three, four or more. */
export const FILL_OPACITY = { 1: 0.24, 2: 0.38, 3: 0.54 } as const

/** How far below the baseline each lane of lines lies, in em: `--lane-1` to `--lane-3` of the tokens. */
export const LANE_EM = [0.15, 0.33, 0.52] as const

const pigment = (
  line: Rgb,
  text: Rgb,
  fill: Rgb,
  stroke: PaperPigment['stroke'],
  weight: number,
  nudge = 0,
): PaperPigment => ({ line, text, fill, stroke, weight, nudge })

export const PAPER_PIGMENTS: Readonly<Record<Pigment, PaperPigment>> = {
  minium: pigment([165, 48, 0], [165, 48, 0], [255, 162, 135], 'solid', 2),
  azurite: pigment([38, 97, 171], [38, 97, 171], [147, 193, 254], 'double', 1.25),
  orpiment: pigment([159, 122, 28], [130, 97, 0], [255, 207, 97], 'wavy', 1.5, -0.055),
  verdigris: pigment([51, 136, 125], [18, 112, 102], [133, 218, 205], 'dashed', 2),
  folium: pigment([84, 30, 151], [84, 30, 151], [197, 175, 252], 'dotted', 2.5),
  madder: pigment([187, 82, 117], [161, 59, 95], [251, 158, 185], 'solid', 4),
  malachite: pigment([72, 121, 66], [62, 110, 56], [151, 216, 143], 'dashed', 4),
  umber: pigment([102, 65, 43], [102, 65, 43], [213, 174, 152], 'dotted', 4.5),
  woad: pigment([32, 52, 82], [32, 52, 82], [161, 182, 213], 'double', 2.25),
  graphite: pigment([98, 95, 91], [98, 95, 91], [188, 182, 175], 'wavy', 2.5, -0.09),
}

/** An annotation without a verdict: a line in `--ink-3`, and a grey that is `--pressed` at the first depth's opacity. */
export const UNTAGGED: PaperPigment = pigment([107, 98, 87], [84, 75, 65], [163, 159, 155], 'solid', 1)
