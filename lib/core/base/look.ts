/** The themes a reader can choose. `system` follows the device; the first value of each list holds before a choice. */
export const THEMES = ['system', 'light', 'sepia', 'dark', 'high-contrast'] as const
export type Theme = (typeof THEMES)[number]

/** The reading faces a reader can choose. */
export const FACES = ['serif', 'sans', 'legible'] as const
export type Face = (typeof FACES)[number]

/** The sizes of reading text on offer, in px at the browser's own base of 16. */
export const SIZES = [16, 17, 18, 20, 22, 25, 29] as const

/** How far apart the lines stand. */
export const SPACINGS = ['normal', 'compact', 'roomy'] as const
export type Spacing = (typeof SPACINGS)[number]

/** What is numbered beside the text, for citing in class. */
export const NUMBERINGS = ['paragraphs', 'sentences', 'none'] as const
export type Numbering = (typeof NUMBERINGS)[number]

/** What an account keeps of how its reader wants pages. */
export const CHOICE_NAMES = ['theme', 'face', 'size', 'spacing', 'numbering', 'keys'] as const
export type ChoiceName = (typeof CHOICE_NAMES)[number]

/** Where a device keeps each choice. */
export const CHOICE_PLACES: Readonly<Record<ChoiceName, string>> = {
  theme: 'scholion-theme',
  face: 'scholion-face',
  size: 'scholion-size',
  spacing: 'scholion-spacing',
  numbering: 'scholion-numbering',
  keys: 'scholion-keys',
}

/** What a window hears when a choice was made in it. */
export const CHOICE_EVENT = 'scholion-look'

/**
 * What a reader has chosen, as the text that a device keeps: a value of the lists
 * above, the size as a decimal number, the keys as JSON of name and key. Absent
 * is not chosen.
 */
export type Choices = Readonly<Partial<Record<ChoiceName, string>>>

/** An account's choices, and when they were made (ms since 1970; 0: never). */
export interface KeptChoices {
  readonly at: number
  readonly choices: Choices
}
