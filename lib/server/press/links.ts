import { type PdfFile, numberOf } from './pdf-file'
import { type PdfDict, PdfName, PdfRef, PdfString, type PdfValue, dict } from './pdf-value'
import { ASCENT_EM, DESCENT_EM, type FileWords, STRETCH_SCHEME } from '../../core/export'
import type { Piece } from '../../core/intake'
import type { StructureTree } from './structure'

/** Where a stretch lies on the pages. */
export interface StretchOnPages {
  readonly pieces: Piece[]
  /** The structure element of its first piece. */
  element: PdfRef | undefined
  /** True where that element belongs to a link that stays. */
  isLink: boolean
}

/** A place on a page, in points from its upper left corner. */
export interface Target {
  readonly page: PdfRef
  readonly left: number
  readonly bottom: number
}

/** What the links to `scholion:…` said. */
export interface TakenLinks {
  readonly stretches: ReadonlyMap<number, StretchOnPages>
  /** Makes numbers, notes and the index lead to each other; `passage` says where a note's passage begins. */
  readonly join: (passage: (note: number) => Target | undefined) => void
}

/**
 * Takes the links to `scholion:…` out of a document that Typst made and says
 * where each stretch lies. Where such a link stands for words that also lead out
 * (`/LINK` at its end), it becomes a link to `hrefs[LINK]` and stays.
 */
export const takeLinks = (
  file: PdfFile,
  structure: StructureTree,
  hrefs: readonly string[],
  words: FileWords,
): TakenLinks => {
  const found = new Map<number, StretchOnPages>()
  const numbers = new NumberLinks(file, words)
  file.pages().forEach(({ ref: pageRef, page }, pageIndex) => {
    const annotations = file.array(page.get('Annots'))
    const kept = annotations.filter((entry) => {
      if (!(entry instanceof PdfRef)) return true
      const link = file.dict(entry)
      const address = addressOf(file, link)
      if (!address?.startsWith(STRETCH_SCHEME)) {
        if (address !== undefined && !/^[\x21-\x7e]*$/u.test(address)) {
          const uri = asciiUri(Buffer.from(address, 'latin1').toString('utf8'))
          link.set('A', dict({ Type: 'Action', S: 'URI', URI: new PdfString(uri) }))
          file.put(entry, link)
        }
        return true
      }
      const [stretch, style = '', href] = address.slice(STRETCH_SCHEME.length).split('/')
      if (stretch === 'number' || stretch === 'note' || stretch === 'claim') {
        numbers.add(stretch, style, entry, pageRef)
        return true
      }
      const at = stretchAt(found, Number(stretch))
      if (at.element === undefined) {
        at.element = structure.elementOf(link)
        at.isLink = href !== undefined
      }
      at.pieces.push(...piecesOf(file, link, pageIndex, Number(style)))
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
  return {
    stretches: found,
    join: (passage) => {
      numbers.join(passage)
    },
  }
}

type NumberKind = 'number' | 'note' | 'claim'

/** The numbers in the text, those in the list of notes, and the entries of the index: each leads somewhere. */
class NumberLinks {
  private readonly links: { readonly kind: NumberKind; readonly number: string; readonly ref: PdfRef }[] = []
  private readonly targets = new Map<string, Target>()

  constructor(
    private readonly file: PdfFile,
    private readonly words: FileWords,
  ) {}

  add(kind: NumberKind, number: string, ref: PdfRef, page: PdfRef): void {
    this.links.push({ kind, number, ref })
    const [left = 0, , , top = 0] = numbersOf(this.file.array(this.file.dict(ref).get('Rect')))
    if (!this.targets.has(`${kind}/${number}`)) this.targets.set(`${kind}/${number}`, { page, left, bottom: top + 12 })
  }

  join(passage: (note: number) => Target | undefined): void {
    for (const { kind, number, ref } of this.links) {
      const link = this.file.dict(ref)
      link.delete('A')
      link.set(
        'Contents',
        PdfString.ofText(this.words.say(kind === 'number' ? 'places.note' : 'places.passage', { number })),
      )
      const target = this.targets.get(`${kind === 'number' ? 'note' : 'number'}/${number}`) ?? passage(Number(number))
      if (target !== undefined) {
        link.set('Dest', [target.page, new PdfName('XYZ'), target.left, target.bottom, null])
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
