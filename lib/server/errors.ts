/** What can go wrong in a way that a person can do something about. */
export type ErrorCode =
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'bad-input'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'closed'
  | 'unavailable'

/** The one table from a code to what each edge says. Socket codes 4000 to 4999 are ours (RFC 6455, 7.4.2). */
export const ERROR_TABLE: Readonly<
  Record<ErrorCode, { readonly status: number; readonly socketCode: number; readonly sentence: string }>
> = {
  'not-found': { status: 404, socketCode: 4404, sentence: 'There is nothing here for you. Check the address.' },
  forbidden: {
    status: 403,
    socketCode: 4403,
    sentence: 'You may look at this, and not change it. Ask an instructor to do it.',
  },
  'signed-out': { status: 401, socketCode: 4401, sentence: 'You are signed out. Sign in and try again.' },
  'bad-input': { status: 400, socketCode: 4400, sentence: 'That could not be read. Check what you entered.' },
  conflict: { status: 409, socketCode: 4409, sentence: 'Somebody changed this first. Load the page again.' },
  'too-large': { status: 413, socketCode: 4413, sentence: 'That is too large. Make it smaller and try again.' },
  'too-many': { status: 429, socketCode: 4429, sentence: 'That was too much at once. Wait a minute and try again.' },
  closed: { status: 409, socketCode: 4423, sentence: 'This round is closed. You can read it; nobody can add to it.' },
  unavailable: { status: 503, socketCode: 4503, sentence: 'The database does not answer. Try again in a minute.' },
}

/** An expected failure on its way to an edge. `message` is the sentence that the user sees. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode

  /** `sentence` says what is wrong and what to do; absent, the code's own sentence stands. */
  constructor(code: ErrorCode, sentence: string = ERROR_TABLE[code].sentence, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }

  get status(): number {
    return ERROR_TABLE[this.code].status
  }

  get socketCode(): number {
    return ERROR_TABLE[this.code].socketCode
  }
}
