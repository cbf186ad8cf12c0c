import type { Pigment } from '@/lib/core/annotation'
import type { Coefficient } from '@/lib/core/statistics'

/** A passage by its layer and key. */
export interface KeyedPlace {
  readonly layer: string
  readonly annotation: string
}

/** A tag as a board shows it. */
export interface FaceTag {
  readonly name: string
  readonly key: string
  readonly pigment: Pigment
}

/** A passage on a board, with what stands round it in the paper. */
export interface FaceItem extends KeyedPlace {
  readonly quote: {
    readonly exact: string
    readonly before: string
    readonly after: string
    readonly section: string
    readonly paragraph: number | null
    readonly start: number
  }
  /** Members by their verdict, in the order of the tags; empty where none may be shown. */
  readonly counts: readonly number[]
  readonly verdicts: number
  readonly groups: number
  readonly isPinned: boolean
}

/** A comment on the wall. */
export interface FaceVoice {
  readonly text: string
  /** `undefined` while names are hidden. */
  readonly name: string | undefined
  readonly group: string | undefined
  /** A column of the tags; `null` for none. */
  readonly tag: number | null
}

/** The round that members work in. */
export interface FaceRound {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly phase: 'waiting' | 'open' | 'closed'
  readonly instructions: string
  /** Milliseconds since 1970; `null` where nothing closes it. */
  readonly closesAt: number | null
  readonly posted: { readonly by: number; readonly of: number } | undefined
  readonly hasNext: boolean
}

/** What a board shows; the server's `BoardFace` in the page's words. */
export interface Face {
  readonly reading: { readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  readonly codebook: number
  readonly isShown: boolean
  readonly showsNames: boolean
  readonly round: FaceRound | undefined
  readonly isBlind: boolean
  readonly tags: readonly FaceTag[]
  readonly counts: {
    readonly claims: number
    readonly verdicts: number
    readonly comments: number
    readonly voices: number
    readonly members: number
  }
  readonly alpha: Coefficient | undefined
  readonly strip: readonly {
    readonly title: string
    readonly level: number
    readonly cells: readonly { readonly start: number; readonly claims: number }[]
  }[]
  readonly passages: readonly FaceItem[]
  readonly thrown: (FaceItem & { readonly voices: readonly FaceVoice[] }) | undefined
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number
}

/** True where two places are one. */
export const isSamePlace = (a: KeyedPlace, b: KeyedPlace | undefined): boolean =>
  a.layer === b?.layer && a.annotation === b.annotation

/** The passage that a step from the thrown one leads to; from none, the first. `undefined` at either end. */
export const stepFrom = (
  places: readonly KeyedPlace[],
  thrown: KeyedPlace | undefined,
  by: 1 | -1,
): KeyedPlace | undefined => {
  const at = places.findIndex((place) => isSamePlace(place, thrown))
  return at === -1 ? places[by === 1 ? 0 : places.length - 1] : places[at + by]
}
