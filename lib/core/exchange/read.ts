import { type Result, ok, refused } from '../base'
import type { ForeignFault, ForeignFile, ForeignNote } from './foreign'
import type { JsonObject } from './json'
import { hypothesisItems, readHypothesisNote } from './read-hypothesis'
import { readWebNote, webItems } from './read-web'

/** The most notes that one file may bring. */
const FOREIGN_NOTES_MAX = 20_000

/**
 * Reads a file of annotations, as parsed JSON: our own export and any other of
 * the Web Annotation Data Model, or Hypothesis's. What of it cannot be read is
 * listed, the rest is taken. A refusal is one sentence.
 */
export const readForeign = (json: unknown): Result<ForeignFile, string> => {
  const hypothesis = hypothesisItems(json)
  const items = hypothesis ?? webItems(json)
  if (items === undefined) {
    return refused(
      'This is no file of annotations: choose a Web Annotation file (JSON-LD) or the JSON that Hypothesis exports.',
    )
  }
  if (items.length > FOREIGN_NOTES_MAX) {
    return refused(`The file has more than ${FOREIGN_NOTES_MAX} notes. Split it and import its parts.`)
  }
  if (items.length === 0) return refused('There are no annotations in this file. Choose another.')
  const read: (item: JsonObject, id: string) => ForeignNote | string =
    hypothesis === undefined ? readWebNote : readHypothesisNote
  const notes: ForeignNote[] = []
  const faults: ForeignFault[] = []
  const seen = new Set<string>()
  items.forEach((item, at) => {
    const note = read(item, `#${at + 1}`)
    if (typeof note === 'string') faults.push({ number: at + 1, sentence: note })
    // Hypothesis's answers name a reply among the rows and among the replies.
    else if (!seen.has(note.id)) notes.push(note)
    if (typeof note !== 'string') seen.add(note.id)
  })
  return ok({ kind: hypothesis === undefined ? 'web-annotation' : 'hypothesis', notes, faults })
}
