import { type CommentBody, commentBodySchema } from '@/lib/core/annotation'

// A draft lives with its tab: a reload keeps it, another window has its own.
const PREFIX = 'scholion:draft:'

/** The draft under `key`; `undefined` where there is none, or where the browser keeps nothing. */
export const readDraft = (key: string): CommentBody | undefined => {
  try {
    const text = sessionStorage.getItem(PREFIX + key)
    if (text === null) return undefined
    const parsed = commentBodySchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Keeps a draft; `undefined` lets it go. */
export const keepDraft = (key: string, body: CommentBody | undefined): void => {
  try {
    if (body === undefined) sessionStorage.removeItem(PREFIX + key)
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(body))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

/** Where a draft was being written, so that it can be gone on with elsewhere. */
export interface DraftPlace {
  readonly reading: string
  readonly layer: string
  /** Offsets in the version's text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly exact: string
}

/** A draft and where it was being written. */
export interface PlacedDraft {
  readonly key: string
  readonly place: DraftPlace
  readonly body: CommentBody
}

// Beside the draft, so that a draft without a place stays one.
const PLACE_PREFIX = 'scholion:draft-place:'

/** Keeps where a draft is being written; `undefined` lets it go. */
export const keepDraftPlace = (key: string, place: DraftPlace | undefined): void => {
  try {
    if (place === undefined) sessionStorage.removeItem(PLACE_PREFIX + key)
    else sessionStorage.setItem(PLACE_PREFIX + key, JSON.stringify(place))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

const isPlace = (value: unknown): value is DraftPlace =>
  typeof value === 'object' &&
  value !== null &&
  'reading' in value &&
  typeof value.reading === 'string' &&
  'layer' in value &&
  typeof value.layer === 'string' &&
  'start' in value &&
  Number.isSafeInteger(value.start) &&
  'end' in value &&
  Number.isSafeInteger(value.end) &&
  'exact' in value &&
  typeof value.exact === 'string'

/** The drafts of a reading whose place is known, in the order of the text. */
export const placedDrafts = (reading: string): readonly PlacedDraft[] => {
  try {
    return Object.keys(sessionStorage)
      .filter((name) => name.startsWith(PLACE_PREFIX))
      .flatMap((name): readonly PlacedDraft[] => {
        const key = name.slice(PLACE_PREFIX.length)
        const place: unknown = JSON.parse(sessionStorage.getItem(name) ?? 'null')
        const body = readDraft(key)
        return isPlace(place) && place.reading === reading && body !== undefined ? [{ key, place, body }] : []
      })
      .toSorted((a, b) => a.place.start - b.place.start)
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return []
    throw error
  }
}
