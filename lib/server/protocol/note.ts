import type { IncomingMessage } from 'node:http'
import type { LayerId } from '../../core/base'
import type { RecordKey } from '../../core/annotation'
import { type Desk, recordItem } from '../../core/exchange'
import { can } from '../../core/policy'
import { type ForeignName, type StoredNote, foreignNames, isNoteShown, notesByKeys, wasNoteThere } from '../store/notes'
import { type Answer, Refusal, etagOf, mustAccept, withBody } from './answer'
import type { AskedLayer } from './asked'

const LINKS = [
  '<http://www.w3.org/ns/ldp#Resource>; rel="type"',
  '<http://www.w3.org/ns/oa#Annotation>; rel="type"',
] as const

/** A note as the layer shows it now. */
export interface ShownNote extends StoredNote {
  readonly body: string
  readonly foreign: ForeignName | undefined
  readonly headers: Readonly<Record<string, string | readonly string[]>> & { readonly ETag: string }
}

/** A note as an annotation, with the names under which it was known elsewhere. */
export const noteJson = (
  desk: Desk,
  layer: LayerId,
  { key, record, home }: StoredNote,
  foreign: ForeignName | undefined,
): object => {
  const item = recordItem(desk, { layer, key: home.key, anchor: home.annotation.anchor }, key, record)
  if (foreign === undefined) return item
  const { canonical, via } = foreign
  return {
    ...item,
    ...(canonical === null ? {} : { canonical }),
    ...(via.length === 0 ? {} : { via: via.length === 1 ? via[0] : via }),
  }
}

/** A note that the layer shows. Throws 410 for one that was there, 404 for any other. */
export const shownNote = async (asked: AskedLayer, key: RecordKey | undefined): Promise<ShownNote> => {
  const { db, layer } = asked
  if (key === undefined) throw new Refusal(404, 'There is no such note. Check the address.')
  const [[note], isShown, names] = await Promise.all([
    notesByKeys(db, layer.id, [key]),
    isNoteShown(db, layer.id, key),
    foreignNames(db, layer.id, [key]),
  ])
  if (note === undefined || !isShown) {
    if (note !== undefined || (await wasNoteThere(db, layer.id, key))) throw new Refusal(410, 'This note was removed.')
    throw new Refusal(404, 'There is no such note. Check the address.')
  }
  const foreign = names.get(key)
  const body = `${JSON.stringify(noteJson(await asked.desk(), layer.id, note, foreign))}\n`
  const headers = { Link: LINKS, Allow: methodsOf(asked, note).join(', '), ETag: etagOf(body) }
  return { ...note, body, foreign, headers }
}

const methodsOf = ({ holder, layer, member }: AskedLayer, { record }: StoredNote): readonly string[] => {
  const may = (action: 'layer.write' | 'layer.moderate'): boolean =>
    holder.token.canWrite && can(holder.actor, action, layer.subject).ok
  const isOwn = record.author === member
  return [
    'GET',
    'HEAD',
    'OPTIONS',
    ...(isOwn && may('layer.write') ? ['PUT'] : []),
    ...((isOwn && may('layer.write')) || (!isOwn && may('layer.moderate')) ? ['DELETE'] : []),
  ]
}

/** The note as it stands. */
export const getNote = async (
  request: IncomingMessage,
  asked: AskedLayer,
  key: RecordKey | undefined,
): Promise<Answer> => {
  mustAccept(request)
  const { body, headers } = await shownNote(asked, key)
  return withBody(request, body, headers)
}
