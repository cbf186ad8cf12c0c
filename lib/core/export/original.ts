import { type Piece, type Places, piecesOf } from '../intake'
import { type Highlight, highlightsOf } from './marks'
import { type Note, notesOf } from './notes'
import type { AnnotatedPaper, OriginalFile } from './paper'
import { type Stretch, stretchesOf } from './stretches'
import type { FileWords } from './words'

/** A note that does not lie on the pages of the original, or only in part. */
export interface Unplaced {
  readonly author: string
  readonly quote: string
  /** The note's words as its highlight has them. */
  readonly words: string
  /** From 1, where a part of it is marked; `undefined` where nothing is. */
  readonly page: number | undefined
}

/** What is written on the pages of an original, and what cannot be. */
export interface MarkedOriginal {
  /** Those that have a place, in the order of the text. */
  readonly highlights: readonly Highlight[]
  readonly stretches: readonly Stretch[]
  readonly unplaced: readonly Unplaced[]
}

/** A passage of which less than this share stands on the pages is not marked at all. */
const MARKED_SHARE_MIN = 0.5

/** Marks the notes of a paper on the pages that it was read from: the same highlights that the press writes. */
export const marksOnOriginal = (paper: AnnotatedPaper, places: Places): MarkedOriginal => {
  const notes = notesOf(paper)
  const stretches = stretchesOf(notes)
  const { text } = paper.index
  const unplaced: Unplaced[] = notes.flatMap((note) => (note.place === null ? [withoutPlace(note)] : []))
  const highlights = highlightsOf(paper, notes, stretches).filter((highlight) => {
    const { pieces, missing } = piecesOf(places, text, highlight.start, highlight.end)
    const quote = text.slice(highlight.start, highlight.end)
    const letters = quote.replace(/[\s-]/g, '').length
    const isMarked = pieces.length > 0 && missing <= letters * (1 - MARKED_SHARE_MIN)
    if (missing > 0 || !isMarked) {
      const page = isMarked ? (pieces[0]?.page ?? 0) + 1 : undefined
      unplaced.push({ author: highlight.author, quote: clipped(quote), words: highlight.words, page })
    }
    return isMarked
  })
  return { highlights, stretches, unplaced }
}

const withoutPlace = ({ who, thread }: Note): Unplaced => ({
  author: who,
  quote: clipped(thread.annotation.anchor.exact),
  words: '',
  page: undefined,
})

/** The lines of a passage on the pages of the original. */
export const linesOnOriginal = (
  { places }: Pick<OriginalFile, 'places'>,
  text: string,
  start: number,
  end: number,
): readonly Piece[] => piecesOf(places, text, start, end).pieces

const QUOTE_MAX_CHARS = 240

const clipped = (quote: string): string => {
  const line = quote.replace(/\s+/g, ' ').trim()
  return line.length <= QUOTE_MAX_CHARS ? line : `${line.slice(0, QUOTE_MAX_CHARS - 1)}…`
}

/** The list of what has no place, as it travels with the file. */
export const unplacedText = ({ say }: FileWords, unplaced: readonly Unplaced[]): string =>
  [
    say('data.unplacedHead'),
    ...unplaced.map(({ author, quote, words, page }) => {
      const where =
        page === undefined
          ? say('data.unplacedNote', { author, quote })
          : say('data.unplacedPart', { author, quote, page })
      return words === '' ? where : `${where}\n${words}`
    }),
  ].join('\n\n')
