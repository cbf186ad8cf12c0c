import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { ASCENT_EM, DESCENT_EM, STRETCH_SCHEME, typeStyle } from '../../core/export'
import type { StructureTree } from './structure'

/** One line's piece of a stretch on a page. Points from the lower left corner of the page. */
export interface Piece {
  readonly page: number
  readonly left: number
  readonly right: number
  readonly baseline: number
  /** The type size there. */
  readonly em: number
}

/** Where a stretch lies on the pages. */
export interface StretchOnPages {
  readonly pieces: Piece[]
  /** The structure element of its first piece. */
  element: PDFRef | undefined
  /** True where that element belongs to a link that stays. */
  isLink: boolean
}

const URI = PDFName.of('URI')
const ACTION = PDFName.of('A')

/**
 * Takes the links to `scholion:…` out of a document that Typst made and says
 * where each stretch lies. Where such a link stands for words that also lead out
 * (`/LINK` at its end), it becomes a link to `hrefs[LINK]` and stays.
 */
export const takeStretches = (
  document: PDFDocument,
  structure: StructureTree,
  hrefs: readonly string[],
): ReadonlyMap<number, StretchOnPages> => {
  const found = new Map<number, StretchOnPages>()
  const numbers = new NumberLinks()
  document.getPages().forEach((page, pageIndex) => {
    const annotations = page.node.Annots()
    if (annotations === undefined) return
    const kept = annotations.asArray().filter((entry) => {
      const link = document.context.lookup(entry)
      if (!(entry instanceof PDFRef) || !(link instanceof PDFDict)) return true
      const address = addressOf(link)
      if (address === undefined || !address.startsWith(STRETCH_SCHEME)) return true
      const [stretch, style, href] = address.slice(STRETCH_SCHEME.length).split('/')
      if (stretch === 'number' || stretch === 'note') {
        numbers.add(stretch, style ?? '', link, page)
        return true
      }
      const at = stretchAt(found, Number(stretch))
      if (at.element === undefined) {
        at.element = structure.elementOf(link)
        at.isLink = href !== undefined
      }
      at.pieces.push(...piecesOf(link, pageIndex, typeStyle(style ?? '')?.em ?? 0))
      const target = href === undefined ? undefined : hrefs[Number(href)]
      if (target !== undefined) {
        link.set(ACTION, document.context.obj({ Type: 'Action', S: 'URI', URI: PDFString.of(asciiUri(target)) }))
        link.set(PDFName.of('Contents'), PDFHexString.fromText(target))
        return true
      }
      structure.detach(link, entry)
      document.context.delete(entry)
      return false
    })
    page.node.set(PDFName.of('Annots'), document.context.obj(kept))
  })
  numbers.join()
  return found
}

/** The numbers in the text and those in the list of notes: each leads to the other. */
class NumberLinks {
  private readonly ends = new Map<string, { readonly link: PDFDict; readonly page: PDFPage }>()

  add(kind: 'number' | 'note', number: string, link: PDFDict, page: PDFPage): void {
    this.ends.set(`${kind}/${number}`, { link, page })
  }

  join(): void {
    for (const [name, { link }] of this.ends) {
      const [kind, number = ''] = name.split('/')
      const other = this.ends.get(`${kind === 'number' ? 'note' : 'number'}/${number}`)
      link.delete(ACTION)
      link.set(
        PDFName.of('Contents'),
        PDFHexString.fromText(kind === 'number' ? `Note ${number}` : `Passage ${number}`),
      )
      if (other === undefined) continue
      const [left = 0, , , top = 0] = numbersOf(other.link.lookup(PDFName.of('Rect'), PDFArray))
      link.set(PDFName.of('Dest'), link.context.obj([other.page.ref, 'XYZ', left, top + 12, null]))
    }
  }
}

const stretchAt = (found: Map<number, StretchOnPages>, id: number): StretchOnPages => {
  const known = found.get(id)
  if (known !== undefined) return known
  const made: StretchOnPages = { pieces: [], element: undefined, isLink: false }
  found.set(id, made)
  return made
}

const addressOf = (link: PDFDict): string | undefined => {
  const uri = link.lookupMaybe(ACTION, PDFDict)?.get(URI)
  return uri instanceof PDFString || uri instanceof PDFHexString ? uri.decodeText() : undefined
}

/** Typst gives one quad a run of text, as high as the line with its leading; a link on one line has its Rect alone. */
const piecesOf = (link: PDFDict, page: number, em: number): readonly Piece[] => {
  const quads = link.lookupMaybe(PDFName.of('QuadPoints'), PDFArray)
  const numbers = numbersOf(quads ?? link.lookup(PDFName.of('Rect'), PDFArray))
  const step = quads === undefined ? 4 : 8
  const pieces: Piece[] = []
  for (let at = 0; at + step <= numbers.length; at += step) {
    const quad = numbers.slice(at, at + step)
    const xs = quad.filter((_, nth) => nth % 2 === 0)
    const ys = quad.filter((_, nth) => nth % 2 === 1)
    const bottom = Math.min(...ys)
    const leading = Math.max(...ys) - bottom - (ASCENT_EM + DESCENT_EM) * em
    pieces.push({
      page,
      left: Math.min(...xs),
      right: Math.max(...xs),
      baseline: bottom + leading / 2 + DESCENT_EM * em,
      em,
    })
  }
  return pieces
}

const numbersOf = (array: PDFArray): readonly number[] =>
  array.asArray().map((entry) => (entry instanceof PDFNumber ? entry.asNumber() : 0))

/** A URI of ASCII alone, as PDF wants it (ISO 32000-1, 12.6.4.7). */
const asciiUri = (href: string): string => {
  const url = URL.canParse(href) ? new URL(href).href : encodeURI(href)
  return url.replaceAll(/[()\\]/gu, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
