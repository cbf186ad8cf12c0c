/**
 * What a form's action answers: what was typed, and one sentence where something
 * is wrong. Plain data, so that it can cross to the browser.
 */
export interface FormState {
  /** What was typed, by field name: a form that was refused keeps it. Passwords and files never come back. */
  readonly values: Readonly<Record<string, string>>
  /** One sentence a field, by field name. */
  readonly errors: Readonly<Record<string, string>>
  /** What is wrong with the whole; absent where nothing is. */
  readonly problem?: string
  /** What was done; absent where nothing was. */
  readonly done?: string
}

/** A form that nobody sent yet. */
export const EMPTY_FORM: FormState = { values: {}, errors: {} }
