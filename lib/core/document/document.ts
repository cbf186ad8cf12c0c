import type { Node } from 'prosemirror-model'
import { type Result, ok, refused } from '../base'
import { documentSchema } from './schema'

/** A paper's text: a checked ProseMirror node of type `doc` in `documentSchema`. */
export type Document = Node

/**
 * Reads a document from JSON, as stored or sent. The answer is checked against
 * the schema (`check()`); a refusal carries ProseMirror's own words.
 */
export const parseDocument = (json: unknown): Result<Document, string> => {
  try {
    const document = documentSchema.nodeFromJSON(json)
    if (document.type !== documentSchema.topNodeType) return refused('not a whole document')
    document.check()
    return ok(document)
  } catch (error) {
    if (error instanceof Error) return refused(error.message)
    throw error
  }
}

/** The JSON of a document: plain objects, safe to store and to send to a browser. */
export const serializeDocument = (document: Document): unknown => JSON.parse(JSON.stringify(document))

/** JSON with the keys of every object in code-unit order, so that equal values give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
