import type { PdfDict } from './pdf-value'

/** Where an object is: at a place of the file, or in a stream of objects. */
export type ObjectPlace =
  | { readonly kind: 'plain'; readonly at: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly nth: number }

/** The cross-reference of a file (ISO 32000-1, 7.5.4 and 7.5.8), the newest section first. */
export interface CrossReference {
  readonly places: ReadonlyMap<number, ObjectPlace>
  readonly trailer: PdfDict
  /** Where the newest section stands; `undefined` where the file's own are of no use and it was searched instead. */
  readonly at: number | undefined
  /** The newest section is a stream: what is appended must be one too. */
  readonly isStream: boolean
}

/** More objects than any file may have (ISO 32000-1, annex C.2). */
export const OBJECTS_MAX = 8_388_607
