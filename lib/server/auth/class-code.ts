import { randomInt } from 'node:crypto'

/**
 * What a class code is made of: capitals and digits that nobody takes for one
 * another on a board or a projector (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V), and no
 * vowels, so that no code is a word.
 */
export const CLASS_CODE_ALPHABET = 'CDFGHJKMNPQRTWXY34679'
const CLASS_CODE_CHARS = 6

const CODE = new RegExp(`^[${CLASS_CODE_ALPHABET}]{${CLASS_CODE_CHARS}}$`)

/** A new code: 6 characters, each drawn evenly from the alphabet by the system's secure generator (86 million codes). */
export const newClassCode = (): string =>
  Array.from({ length: CLASS_CODE_CHARS }, () =>
    CLASS_CODE_ALPHABET.charAt(randomInt(CLASS_CODE_ALPHABET.length)),
  ).join('')

/**
 * A code as somebody typed it: any case, any width, with blanks, dots or dashes.
 * `undefined` where that can be no code.
 */
export const parseClassCode = (typed: string): string | undefined => {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return CODE.test(code) ? code : undefined
}

/** A code as it is shown: two threes, `KPR 7Q4`. */
export const showClassCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
