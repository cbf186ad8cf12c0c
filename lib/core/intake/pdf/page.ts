/** How a font is set, as far as its name and its flags say. */
export interface PdfFont {
  readonly bold: boolean
  readonly italic: boolean
}

/** One glyph of a page: the letters that it stands for, and its box. */
export interface Glyph {
  /** One letter, or several (a ligature); never empty, and never white space alone. */
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
  /** The type size there, in points. */
  readonly size: number
  /** Index into the fonts of the file. */
  readonly font: number
  /** White space was painted between the glyph before and this one. */
  readonly isAfterSpace: boolean
}

/**
 * One page as it is read: turned upright, in points. Where the file does not
 * turn the page, these are the file's own coordinates.
 */
export interface PdfPage {
  /** The visible part. */
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
  /** How far the file turns the page clockwise when it is shown: 0, 90, 180 or 270 degrees. */
  readonly rotation: number
  /** In the order in which the page paints them. */
  readonly glyphs: readonly Glyph[]
  /** Letters that do not stand upright; they are no text to read on. */
  readonly turned: number
}

/** What a PDF says, before anybody has made sense of it. */
export interface PdfText {
  readonly pages: readonly PdfPage[]
  readonly fonts: readonly PdfFont[]
  /** The bookmarks, in order; `depth` counts from 0. */
  readonly outline: readonly { readonly title: string; readonly depth: number }[]
  /** As the file says; empty where it does not. */
  readonly title: string
  readonly author: string
  /** How many annotations the file came with, links and fields not counted. */
  readonly annotations: number
}
