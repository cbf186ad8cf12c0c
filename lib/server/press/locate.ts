import type { Highlight, Stretch } from '../../core/export'
import type { Piece } from '../../core/intake'
import { joinRuns } from './appearance'
import type { StretchOnPages } from './links'
import type { PdfRef } from './pdf-value'
import type { Places } from './places'
import type { StructureTree } from './structure'

/** Where highlights lie in a file, and how their annotations hang in its structure. */
export interface Locator {
  /** The lines of a highlight's passage, in the order of reading. */
  passage(highlight: Highlight): readonly Piece[]
  /** The lines of one of its stretches. */
  stretch(id: number): readonly Piece[]
  /** The structure's element for the annotations of a highlight on a page, or `undefined`. */
  element(highlight: Highlight, page: number): { hang(annotation: PdfRef, page: PdfRef): number } | undefined
}

/** By the places of the characters themselves. */
export const locateByText = (places: Places, stretches: readonly Stretch[], structure: StructureTree): Locator => {
  const known: (readonly Piece[] | undefined)[] = []
  return {
    passage: ({ start, end }) => places.piecesOf(start, end),
    stretch: (id) => {
      const stretch = stretches[id]
      return (known[id] ??= stretch === undefined ? [] : places.piecesOf(stretch.start, stretch.end))
    },
    element: ({ start, end }, page) => {
      const piece = places.piecesOf(start, end).find((candidate) => candidate.page === page)
      if (piece === undefined) return undefined
      const element = structure.insertBehind(piece.line.element, piece.line.kid)
      return { hang: (annotation, on) => structure.hang(element, annotation, on) }
    },
  }
}

/** By the links that stood around the stretches. */
export const locateByLinks = (stretches: ReadonlyMap<number, StretchOnPages>, structure: StructureTree): Locator => {
  const stretch = (id: number): readonly Piece[] => stretches.get(id)?.pieces ?? []
  return {
    passage: (highlight) => joinRuns(highlight.stretches.flatMap(stretch)),
    stretch,
    element: (highlight, page) => {
      const here = highlight.stretches.flatMap((id) => {
        const found = stretches.get(id)
        return found?.pieces.some((piece) => piece.page === page) === true ? [found] : []
      })
      // A link's element stays a link and gets a neighbour.
      const plain = here.find((found) => !found.isLink && found.element !== undefined)?.element
      const link = here.find((found) => found.element !== undefined)?.element
      const element = plain ?? (link === undefined ? undefined : structure.insertAfter(link))
      return element === undefined ? undefined : { hang: (annotation, on) => structure.attach(annotation, on, element) }
    },
  }
}
