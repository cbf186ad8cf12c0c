import type { LayerId, MemberId } from '../../core/base'
import {
  type Annotation,
  type LayerRecord,
  type RecordKey,
  parseRecordKey,
  recordKey,
  taggingKey,
} from '../../core/annotation'
import type { AnnotationRow, CommentRow, Rows, TaggingRow } from '../../core/projection'
import { type Actor, currentRoundOf, membershipIn, phaseOf } from '../../core/policy'
import { AppError } from '../errors'
import { type Place, findPlace } from '../store/boards'
import type { RootDatabase } from '../store/database'
import { layersOfReading } from '../store/layers'
import { rowsOfLayers } from '../store/records'
import { roundsOf } from '../store/rounds'
import { controlledBoard } from './change-board'
import { writeRecords } from './write-records'

/**
 * Writes a note of the instructor's own (the passage, their verdict, their comments on it) into the
 * layer of every group of the open round, through the gate as they would themselves: into all or none.
 * Where it stands already it is brought up to date, so that giving it twice is giving it once. From
 * the instructors' layer, which every group sees, it goes away unless somebody else spoke on it: nobody
 * shall read it twice. The answer is how many groups have it now. Throws `not-found` for a note that is
 * not there, `forbidden` for another's, `closed` where no group round is open.
 */
export const giveNoteToGroups = async (
  db: RootDatabase,
  actor: Actor,
  { reading, place }: { readonly reading: string; readonly place: Place },
): Promise<number> => {
  const board = await controlledBoard(db, actor, reading)
  const member = membershipIn(actor, board.seminar)?.member
  const found = await findPlace(db, place)
  if (member === undefined || found?.reading !== board.reading) {
    throw new AppError('not-found', 'That passage is not here any more. Load the page again.')
  }
  if (found.isAside) {
    throw new AppError('forbidden', 'This was said to one student alone. Write a note for the groups in another layer.')
  }
  const source = await rowsOfLayers(db, [place.layer])
  const note = noteOf(source, place.annotation, member)
  if (note === undefined) {
    throw new AppError('forbidden', 'Give a note of your own to the groups; those of others stay where they are.')
  }
  const rounds = await roundsOf(db, board.reading)
  const now = Date.now()
  const round = currentRoundOf(rounds, now)
  const all = await layersOfReading(db, board.reading)
  const layers = all.filter((layer) => layer.round === round?.id && layer.subject.layerKind === 'group')
  if (round === undefined || layers.length === 0 || phaseOf(round, now) !== 'open') {
    throw new AppError('closed', 'No group is at work in this round. Open a round for the groups first.')
  }
  await db.$transaction(async (tx) => {
    for (const { id } of layers) {
      if (id === place.layer) continue
      const there = await knownIn(tx, id)
      const records = recordsFor(id, note, member).filter(([key, record]) => there.get(key) !== lastChangeOf(record))
      if (records.length > 0) await writeRecords(tx, { layer: id, member, records })
    }
    const isEverybodys = all.some(({ id, subject }) => id === place.layer && subject.layerKind === 'instructor')
    if (isEverybodys && !note.hasOthers) {
      const record = { ...annotationOf(note.annotation), removedAt: now }
      await writeRecords(tx, { layer: place.layer, member, records: [[place.annotation, record]] })
    }
  })
  return layers.length
}

const lastChangeOf = ({ at, editedAt }: LayerRecord): number => editedAt ?? at

/** When each record of a layer was last changed. */
const knownIn = async (
  db: Parameters<typeof rowsOfLayers>[0],
  layer: LayerId,
): Promise<ReadonlyMap<RecordKey, number>> => {
  const { annotations, taggings, comments } = await rowsOfLayers(db, [layer])
  return new Map([...annotations, ...taggings, ...comments].map((row) => [row.key, row.editedAt ?? row.at]))
}

/** A member's own note, as it stands in one layer. */
interface Note {
  readonly annotation: AnnotationRow
  readonly verdict: TaggingRow | undefined
  /** Those on the passage itself, the oldest first. */
  readonly comments: readonly CommentRow[]
  /** True where somebody else spoke on it. */
  readonly hasOthers: boolean
}

/** The note that an annotation names; `undefined` where it is not the member's, or removed. */
const noteOf = (rows: Rows, key: RecordKey, member: MemberId): Note | undefined => {
  const annotation = rows.annotations.find((row) => row.key === key)
  if (annotation?.member !== member || annotation.removedAt !== null) return undefined
  const on = <Row extends { readonly annotation: RecordKey }>(all: readonly Row[]): readonly Row[] =>
    all.filter((row) => row.annotation === key)
  const comments = on(rows.comments)
  const said = [...on(rows.taggings), ...comments, ...on(rows.reactions)]
  return {
    annotation,
    verdict: on(rows.taggings).find((row) => row.member === member),
    comments: comments.filter((row) => row.member === member && row.parent === null).toSorted((a, b) => a.at - b.at),
    hasOthers: said.some((row) => row.member !== member),
  }
}

const common = ({ member, at, editedAt }: AnnotationRow | TaggingRow | CommentRow) =>
  ({ v: 1, author: member, at, ...(editedAt === null ? {} : { editedAt }) }) as const

const annotationOf = (row: AnnotationRow): Annotation => {
  const { version, start, end, exact, prefix, suffix } = row
  return { ...common(row), kind: 'annotation', anchor: { version, start, end, exact, prefix, suffix } }
}

/** So many characters of a layer's id, the last, tell its copies from those of other layers. */
const MARK_CHARS = 12
const LOCAL_MAX_CHARS = 64

/** The note as records of a layer, under keys that no other layer has, in an order in which none comes before what it refers to. */
const recordsFor = (
  layer: LayerId,
  { annotation, verdict, comments }: Note,
  member: MemberId,
): readonly (readonly [RecordKey, LayerRecord])[] => {
  const copyOf = (kind: 'annotation' | 'comment', key: RecordKey): RecordKey => {
    const local = parseRecordKey(key)?.local ?? ''
    const kept = local.slice(0, LOCAL_MAX_CHARS - MARK_CHARS - 1)
    return recordKey(kind, member, `${kept}.${layer.slice(-MARK_CHARS)}`)
  }
  const on = copyOf('annotation', annotation.key)
  return [
    [on, annotationOf(annotation)],
    ...(verdict === undefined
      ? []
      : [
          [
            taggingKey(member, on),
            {
              ...common(verdict),
              kind: 'tagging',
              annotation: on,
              tag: verdict.tag,
              ...(verdict.rationale === null ? {} : { rationale: verdict.rationale }),
            },
          ] satisfies readonly [RecordKey, LayerRecord],
        ]),
    ...comments.flatMap((row): readonly (readonly [RecordKey, LayerRecord])[] =>
      row.body === null
        ? []
        : [
            [
              copyOf('comment', row.key),
              { ...common(row), kind: 'comment', annotation: on, parent: null, body: row.body },
            ],
          ],
    ),
  ]
}
