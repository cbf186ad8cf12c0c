import type { Brand } from '../base'

/** A ProseMirror position in a document: counts node boundaries and characters. */
export type Pos = Brand<number, 'Pos'>
/** A place in the plain text of a `TextIndex`: UTF-16 code units from its start. */
export type Offset = Brand<number, 'Offset'>
/** A place in the same plain text in Unicode code points, as W3C and QDPX count. */
export type CodePoint = Brand<number, 'CodePoint'>

const whole = (value: number): number => {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('a position is a whole number from 0')
  return value
}

export const pos = (value: number): Pos => whole(value) as Pos
export const offset = (value: number): Offset => whole(value) as Offset
export const codePoint = (value: number): CodePoint => whole(value) as CodePoint

/** The code points before `at` in `text`. An `at` inside a surrogate pair counts the whole pair. */
export const codePointAt = (text: string, at: Offset): CodePoint => {
  let count = 0
  for (let unit = 0; unit < at; unit += 1) {
    const code = text.codePointAt(unit)
    if (code !== undefined && code > 0xffff) unit += 1
    count += 1
  }
  return codePoint(count)
}
