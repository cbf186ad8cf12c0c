import { expect } from 'vitest'
import type { AnnotatedPaper } from '../../core/export'
import { type ReadAnnotation, type ReadBack, bareText } from './read-back'

/** For tests only: the highlights of a file, a part for each page. */
export const highlightsIn = (read: ReadBack): readonly ReadAnnotation[] =>
  read.annotations.filter(({ subtype }) => subtype === 'Highlight')

/** Parts of one highlight (by author and moment) over pages, joined. */
export const wholeHighlights = (
  read: ReadBack,
): readonly { readonly first: ReadAnnotation; readonly text: string }[] => {
  const whole = new Map<string, { first: ReadAnnotation; text: string }>()
  for (const part of highlightsIn(read)) {
    const key = `${part.author} ${part.created}`
    const known = whole.get(key)
    if (known === undefined) whole.set(key, { first: part, text: part.text })
    else known.text += ` ${part.text}`
  }
  return [...whole.values()]
}

/** [PR1] for a whole file: each quote is what stands under the quads. */
export const expectQuotes = (read: ReadBack, paper: AnnotatedPaper): void => {
  const found = wholeHighlights(read).map(({ first, text }) => `${first.author}: ${bareText(text)}`)
  const wanted = paper.threads.map(({ thread: { annotation } }) => {
    return `${paper.names.get(annotation.author) ?? ''}: ${bareText(annotation.anchor.exact)}`
  })
  expect(found.toSorted()).toEqual(wanted.toSorted())
}
