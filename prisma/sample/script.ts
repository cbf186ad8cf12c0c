/** The sample class as a script: who marked which words, what they held, what they said. Plain data, no ids. */

/** Tags of the sample's codebook, by name. */
export type TagName = 'realist' | 'liberal' | 'constructivist'

/** A verdict on a passage. `minute` counts from the start of the class. */
export interface Held {
  readonly who: string
  readonly tag: TagName
  readonly minute: number
  readonly rationale: string | undefined
}

/** A comment and what answers it. */
export interface Said {
  readonly who: string
  readonly minute: number
  readonly text: string
  readonly answers: readonly Said[]
}

/** One highlighted passage with all that hangs on it. */
export interface Marked {
  readonly who: string
  readonly minute: number
  /** The words of the paper; `first words … last words` for a long passage. They must stand there once. */
  readonly passage: string
  readonly held: readonly Held[]
  readonly said: readonly Said[]
}

/** The work of one layer. */
export type Script = readonly Marked[]

export const held = (who: string, tag: TagName, minute: number, rationale?: string): Held => ({
  who,
  tag,
  minute,
  rationale,
})

export const said = (who: string, minute: number, text: string, ...answers: readonly Said[]): Said => ({
  who,
  minute,
  text,
  answers,
})

export const marked = (
  who: string,
  minute: number,
  passage: string,
  verdicts: readonly Held[],
  ...lines: readonly Said[]
): Marked => ({ who, minute, passage, held: verdicts, said: lines })
