import { type PdfFile, numberOf } from './pdf-file'
import { type PdfDict, PdfName, PdfRef, PdfString, type PdfValue, dict } from './pdf-value'
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
  element: PdfRef | undefined
  /** True where that element belongs to a link that stays. */
  isLink: boolean
}

/**
 * Takes the links to `scholion:…` out of a document that Typst made and says
 * where each stretch lies. Where such a link stands for words that also lead out
 * (`/LINK` at its end), it becomes a link to `hrefs[LINK]` and stays.
 */
export const takeStretches = (
  file: PdfFile,
  structure: StructureTree,
  hrefs: readonly string[],
): ReadonlyMap<number, StretchOnPages> => {
  const found = new Map<number, StretchOnPages>()
  const numbers = new NumberLinks(file)
  file.pages().forEach(({ ref: pageRef, page }, pageIndex) => {
    const annotations = file.array(page.get('Annots'))
    const kept = annotations.filter((entry) => {
      if (!(entry instanceof PdfRef)) return true
      const link = file.dict(entry)
      const address = addressOf(file, link)
      if (!address?.startsWith(STRETCH_SCHEME)) return true
      const [stretch, style, href] = address.slice(STRETCH_SCHEME.length).split('/')
      if (stretch === 'number' || stretch === 'note') {
        numbers.add(stretch, style ?? '', entry, pageRef)
        return true
      }
      const at = stretchAt(found, Number(stretch))
      if (at.element === undefined) {
        at.element = structure.elementOf(link)
        at.isLink = href !== undefined
      }
      at.pieces.push(...piecesOf(file, link, pageIndex, typeStyle(style ?? '')?.em ?? 0))
      const target = href === undefined ? undefined : hrefs[Number(href)]
      if (target !== undefined) {
        link.set('A', dict({ Type: 'Action', S: 'URI', URI: new PdfString(asciiUri(target)) }))
        link.set('Contents', PdfString.ofText(target))
        file.put(entry, link)
        return true
      }
      structure.detach(link, entry)
      file.remove(entry)
      return false
    })
    page.set('Annots', kept)
  })
  numbers.join()
  return found
}

/** The numbers in the text and those in the list of notes: each leads to the other. */
class NumberLinks {
  private readonly ends = new Map<string, { readonly ref: PdfRef; readonly page: PdfRef }>()

  constructor(private readonly file: PdfFile) {}

  add(kind: 'number' | 'note', number: string, ref: PdfRef, page: PdfRef): void {
    this.ends.set(`${kind}/${number}`, { ref, page })
  }

  join(): void {
    for (const [name, { ref }] of this.ends) {
      const [kind, number = ''] = name.split('/')
      const link = this.file.dict(ref)
      link.delete('A')
      link.set('Contents', PdfString.ofText(kind === 'number' ? `Note ${number}` : `Passage ${number}`))
      const other = this.ends.get(`${kind === 'number' ? 'note' : 'number'}/${number}`)
      if (other !== undefined) {
        const [left = 0, , , top = 0] = numbersOf(this.file.array(this.file.dict(other.ref).get('Rect')))
        link.set('Dest', [other.page, new PdfName('XYZ'), left, top + 12, null])
      }
      this.file.put(ref, link)
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

const addressOf = (file: PdfFile, link: PdfDict): string | undefined => {
  const action = file.resolve(link.get('A'))
  const uri = action instanceof Map ? file.resolve(action.get('URI')) : undefined
  return uri instanceof PdfString ? uri.bytes : undefined
}

/** A narrower piece shows nothing. */
const WIDTH_MIN_PT = 0.05

/** Typst gives one quad a run of text, as high as the line with its leading; a link on one line has its Rect alone. */
const piecesOf = (file: PdfFile, link: PdfDict, page: number, em: number): readonly Piece[] => {
  const quads = link.get('QuadPoints')
  const numbers = numbersOf(file.array(quads ?? link.get('Rect')))
  const step = quads === undefined ? 4 : 8
  const pieces: Piece[] = []
  for (let at = 0; at + step <= numbers.length; at += step) {
    const quad = numbers.slice(at, at + step)
    const xs = quad.filter((_, nth) => nth % 2 === 0)
    const ys = quad.filter((_, nth) => nth % 2 === 1)
    // A space that ends a line has no width there.
    if (Math.max(...xs) - Math.min(...xs) < WIDTH_MIN_PT) continue
    const bottom = Math.min(...ys)
    const leading = Math.max(...ys) - bottom - (ASCENT_EM + DESCENT_EM) * em
    const baseline = bottom + leading / 2 + DESCENT_EM * em
    pieces.push({ page, left: Math.min(...xs), right: Math.max(...xs), baseline, em })
  }
  return pieces
}

const numbersOf = (array: readonly PdfValue[]): readonly number[] => array.map(numberOf)

/** A URI of ASCII alone, as PDF wants it (ISO 32000-1, 12.6.4.7). */
const asciiUri = (href: string): string => {
  const url = URL.canParse(href) ? new URL(href).href : encodeURI(href)
  return url.replaceAll(/[()\\]/gu, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
