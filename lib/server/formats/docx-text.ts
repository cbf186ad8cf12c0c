import { type IRunOptions, Paragraph, TextRun } from 'docx'
import { backwardLanguage } from '../../core/export'

// What no XML 1.0 document may hold.
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Text that a Word document can hold. */
export const clean = (text: string): string => text.replaceAll(NO_XML, '')

/** Which way a paragraph runs. */
export type Way = 'forward' | 'backward'

/** The way of words: that of their first letter that has one, as everywhere. */
export const wayOf = (text: string): Way => (backwardLanguage(text) === undefined ? 'forward' : 'backward')

/** What Word's paragraph says of its way: nothing where it is the usual one. */
export const running = (way: Way): { readonly bidirectional?: true } =>
  way === 'backward' ? { bidirectional: true } : {}

/** The words of a line that run the other way than it; Word wants a run of their own for them. */
const LATIN = /(\p{Script=Latin}(?:[\p{Script=Latin}\p{M}\d\s.,:;’'&/-]*\p{Script=Latin})?)/u
const BACKWARD =
  /([\p{Script=Arabic}\p{Script=Hebrew}](?:[\p{Script=Arabic}\p{Script=Hebrew}\p{M}\s،۔]*[\p{Script=Arabic}\p{Script=Hebrew}])?)/u

/** Of a paragraph that runs `way`, the words from `from` to `to` (UTF-16) as runs, each of one direction. */
export const textRuns = (
  whole: string,
  look: Omit<IRunOptions, 'text'>,
  way: Way,
  from = 0,
  to = whole.length,
): readonly TextRun[] => {
  const runs: TextRun[] = []
  let at = 0
  for (const [nth, part] of whole.split(way === 'backward' ? LATIN : BACKWARD).entries()) {
    const text = clean(part.slice(Math.max(0, from - at), Math.max(0, to - at)))
    const isBackward = (nth % 2 === 0) === (way === 'backward')
    if (text !== '') runs.push(new TextRun({ ...look, text, ...(isBackward ? { rightToLeft: true } : {}) }))
    at += part.length
  }
  return runs
}

/** A paragraph of one look. */
export const line = (text: string, look: Omit<IRunOptions, 'text'> = {}, way = wayOf(text)): Paragraph =>
  new Paragraph({ ...running(way), children: textRuns(text, look, way) })
