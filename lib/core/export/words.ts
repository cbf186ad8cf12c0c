import type common from '../../../app/messages/en/common.json'
import type file from '../../../app/messages/en/file.json'
import type margin from '../../../app/messages/en/margin.json'
import type seminar from '../../../app/messages/en/seminar.json'
import type { Language } from '../base'

/** The parts of the catalogue that a file speaks with: its own, and what the pages say of the same things. */
export type FileCatalogue = typeof file & {
  readonly layers: typeof common.layers
  readonly reactions: Pick<typeof margin.reactions, 'agree' | 'question' | 'evidence'>
  readonly kinds: typeof seminar.rounds.kinds
}

/** The name of a sentence: its part of the catalogue, a dot, and its key. */
export type FileWord = {
  [Part in keyof FileCatalogue]: `${Part}.${keyof FileCatalogue[Part] & string}`
}[keyof FileCatalogue]

/** The words that a file has of its own, in one language. `lib/server/formats/words.ts` makes them of the catalogue. */
export interface FileWords {
  readonly language: Language
  /** A sentence, its holes filled. What fills one cannot turn the words around it (`withoutTurns`, `heldIn`). */
  readonly say: (word: FileWord, values?: Readonly<Record<string, string | number>>) => string
  /** A day in UTC: `3 November 2026`. */
  readonly day: (at: number) => string
  /** A moment in UTC, to the minute: `3 Nov 2026, 10:42`. */
  readonly moment: (at: number) => string
  /** Several names in a line; they cannot turn each other. */
  readonly list: (items: readonly string[]) => string
}
