import { refused } from '../base'

/** What the user is told, by rule of SPEC.md: one fact, then the next step. */
const SENTENCES = {
  GA1: 'This change could not be read. Load the page again.',
  GA2: 'This window is known under another name. Load the page again.',
  GA3: 'A part of this change is missing. Load the page again.',
  GA4: 'This change is not a note. Load the page again.',
  GA5: 'This note belongs to another member. Write one of your own.',
  GA6: 'This note names another author. Load the page again and write it once more.',
  GA7: 'This note is not complete, or too long. Shorten it and save it again.',
  GA8: 'This note is too large. Shorten it and save it again.',
  GA9: 'The passage or comment that this note is on is gone. Copy your words and put them on another passage.',
  GA10: 'This tag is not in the codebook. Choose another.',
  GA11: 'The words of this passage are not in the paper at that place. Select the passage again.',
  GA12: 'A note keeps its time and its place in the thread. Write a new one.',
  GA13: 'The clock of your device is ahead by more than five minutes. Set it and save again.',
  GA14: 'Only its author or an instructor removes this note. Answer it instead.',
  GA15: 'Others have written on this passage, so it cannot be deleted. Remove it in the margin: their notes stay.',
  GA16: 'This round is closed. You can read it; nobody can add to it.',
  GA19: 'This note has characters that cannot be stored. Type it again without them.',
} as const

/** A rule of SPEC.md that an update can break. */
export type GateRule = keyof typeof SENTENCES

/** Why an update was refused, for the log and for the user. */
export interface GateRefusal {
  readonly rule: GateRule
  readonly sentence: string
}

/** Refuses by a rule, with its sentence. */
export const refuse = (rule: GateRule): { readonly ok: false; readonly reason: GateRefusal } =>
  refused({ rule, sentence: SENTENCES[rule] })
