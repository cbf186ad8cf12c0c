import type { Pigment } from '../../core/annotation'
import type { Coefficient } from '../../core/statistics'
import type { Round } from '../store/rounds'
import type { Quoted } from './board-quote'

/** The round that members work in, as a board shows it. */
export interface BoardRound {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly kind: Round['kind']
  readonly phase: 'waiting' | 'open' | 'closed'
  readonly instructions: string
  /** When it closes by itself, in milliseconds since 1970; `null` where nothing says so. */
  readonly closesAt: number | null
  /** Of an independent round: how many students have posted, and of how many. */
  readonly posted: { readonly by: number; readonly of: number } | undefined
  /** True where a round waits after this one. */
  readonly hasNext: boolean
}

/** A tag as a board shows it. */
export interface BoardTag {
  readonly name: string
  readonly key: string
  readonly pigment: Pigment
}

/** A comment on the wall: without a name unless the instructor shows names. */
export interface BoardVoice {
  readonly text: string
  /** `undefined` while names are hidden. */
  readonly name: string | undefined
  /** Its writer's group, where that is large enough to hide one; else `undefined`. */
  readonly group: string | undefined
  /** A column of `tags`; `null` for none. */
  readonly tag: number | null
}

/** A passage on a board. Layer and annotation name it for those who say what the board shows; to others a number does, since a key says whose it is. */
export interface BoardItem {
  readonly layer: string
  readonly annotation: string
  readonly quote: Quoted
  /** Members by their verdict, in the order of `tags`. */
  readonly counts: readonly number[]
  readonly verdicts: number
  readonly groups: number
  readonly isPinned: boolean
}

/** What a board shows, the same to everybody who may open it. */
export interface BoardFace {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  readonly codebook: number
  readonly isShown: boolean
  readonly showsNames: boolean
  readonly round: BoardRound | undefined
  /** True while a round is blind: then the board has counts and words of the paper, and nothing that anyone said. */
  readonly isBlind: boolean
  readonly tags: readonly BoardTag[]
  readonly counts: {
    readonly claims: number
    readonly verdicts: number
    readonly comments: number
    readonly voices: number
    readonly members: number
  }
  /** Absent while a round is blind. */
  readonly alpha: Coefficient | undefined
  /** The claims on each sentence, by section; empty while a round is blind. */
  readonly strip: readonly {
    readonly title: string
    readonly level: number
    readonly cells: readonly { readonly start: number; readonly claims: number }[]
  }[]
  /** The pinned first, then the most contested; empty while a round is blind. */
  readonly passages: readonly BoardItem[]
  readonly thrown: (BoardItem & { readonly voices: readonly BoardVoice[] }) | undefined
  /** Milliseconds since 1970, by the server's clock: what a countdown goes by. */
  readonly now: number
}
