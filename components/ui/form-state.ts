/** What a form's action answers: what was typed, and one sentence where something is wrong. Plain data. */
export interface FormState {
  /** What was typed, by field name: a form that was refused keeps it. Passwords and files never come back. */
  readonly values: Readonly<Record<string, string>>
  /** One sentence a field, by field name. */
  readonly errors: Readonly<Record<string, string>>
  /** What is wrong with the whole, or `undefined`. */
  readonly problem?: string
  /** What was done, or `undefined`. */
  readonly done?: string
}

/** A form that nobody sent yet. */
export const EMPTY_FORM: FormState = { values: {}, errors: {} }

/** What a form calls: a server action in the shape of React's `useActionState`. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>
