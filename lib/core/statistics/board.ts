import type { GroupId, MemberId, TagId } from '../base'
import type { RecordKey, Tag } from '../annotation'
import type { AnnotationRow, CommentRow, Rows, TaggingRow } from '../projection'
import { strongest } from './contested'
import { disagreement } from './disagreement'
import type { FiguresMember } from './facts'
import { placeKey } from './recount/verdicts'

/** What a class said on the same words, in whatever layers. */
export interface BoardPassage {
  /** The annotation that names it. */
  readonly layer: string
  readonly annotation: RecordKey
  /** Offsets in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Members by their verdict, in the order of the input's tags (BD2). */
  readonly tags: readonly number[]
  /** How many members have one. */
  readonly verdicts: number
  /** Members who said something here (ST29). */
  readonly voices: number
  /** Groups with a verdict here, the members of none being one. */
  readonly groups: number
  /** From 0 to 1; 0 with fewer than two verdicts. */
  readonly disagreement: number
  /** The strongest first (ST30), at most `BOARD_COMMENTS_MAX`. */
  readonly comments: readonly BoardComment[]
}

/** A comment as it can stand on a board. */
export interface BoardComment {
  readonly member: MemberId
  readonly text: string
  readonly support: number
  /** The writer's verdict on the passage, as a column of the input's tags; `null` for none. */
  readonly tag: number | null
}

const BOARD_COMMENTS_MAX = 3

/** What a board is counted from: the rows of the layers that it may show. */
export interface BoardInput {
  readonly rows: Rows
  readonly members: readonly Pick<FiguresMember, 'id' | 'group'>[]
  /** The codebook, in its order. */
  readonly tags: readonly Pick<Tag, 'id' | 'active'>[]
  /** The place of each layer's round among the rounds; a layer that is not here is of the first. */
  readonly rounds?: ReadonlyMap<string, number>
}

/** Of each member's verdicts those of the latest round in which they gave one. */
const latest = (taggings: readonly TaggingRow[], rounds: BoardInput['rounds']): readonly TaggingRow[] => {
  const roundOf = ({ layer }: TaggingRow): number => rounds?.get(layer) ?? 0
  const last = new Map<MemberId, number>()
  for (const row of taggings) last.set(row.member, Math.max(roundOf(row), last.get(row.member) ?? 0))
  return taggings.filter((row) => roundOf(row) === last.get(row.member))
}

/** Reads passages off one set of rows. */
export interface BoardReader {
  /** The passage that an annotation names; `undefined` where the rows have no such annotation, or its author removed it and nobody else spoke. */
  passage(layer: string, annotation: RecordKey): BoardPassage | undefined
  /** Passages on which members differ, the most contested first (BD3), at most `most`. */
  contested(most: number): readonly BoardPassage[]
}

/** Prepares rows to be read for a board. The rules are BD1 to BD4 of SPEC.md. */
export const boardReader = ({ rows, members, tags, rounds }: BoardInput): BoardReader => {
  const columns = new Map(tags.map(({ id }, column) => [id, column]))
  const groups = new Map(members.map(({ id, group }) => [id, group]))
  const taggings = gather(rows.taggings.filter(({ tag, member }) => columns.has(tag) && groups.has(member)))
  const comments = gather(rows.comments.filter(({ body, member }) => body !== null && groups.has(member)))
  const reactions = gather(rows.reactions.filter(({ member }) => groups.has(member)))
  const said = ({ layer, key }: AnnotationRow) => ({
    taggings: taggings.get(placeKey(layer, key)) ?? [],
    comments: comments.get(placeKey(layer, key)) ?? [],
    reactions: reactions.get(placeKey(layer, key)) ?? [],
  })
  const live = rows.annotations
    .filter((row) => {
      const { taggings: verdicts, comments: words } = said(row)
      return row.removedAt === null || [...verdicts, ...words].some(({ member }) => member !== row.member)
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const longest = live.reduce((most, { start, end }) => Math.max(most, end - start), 0)

  /** The annotations of one passage (BD1). */
  const alike = (row: AnnotationRow): readonly AnnotationRow[] => {
    const found: AnnotationRow[] = []
    for (let at = firstFrom(live, row.start - longest); at < live.length; at += 1) {
      const other = live[at]
      if (other === undefined || other.start >= row.end) break
      if (isSamePassage(row, other)) found.push(other)
    }
    return found
  }

  const read = (row: AnnotationRow): BoardPassage => {
    const here = alike(row)
    const parts = here.map(said)
    const given = new Map<MemberId, Map<TagId, number>>()
    for (const { member, tag } of latest(
      parts.flatMap((part) => part.taggings),
      rounds,
    )) {
      const own = given.get(member) ?? new Map<TagId, number>()
      given.set(member, own.set(tag, (own.get(tag) ?? 0) + 1))
    }
    const verdicts = new Map<MemberId, TagId>()
    for (const [member, counts] of given) {
      const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
      if (first !== undefined && first[1] > (second?.[1] ?? 0)) verdicts.set(member, first[0])
    }
    const words: readonly CommentRow[] = parts.flatMap((part) => part.comments)
    const presses = parts.flatMap((part) => part.reactions)
    const voices = new Set([...given.keys(), ...[...words, ...presses].map(({ member }) => member)])
    for (const { member, removedAt } of here) if (removedAt === null && groups.has(member)) voices.add(member)
    const counts = tags.map(() => 0)
    for (const tag of verdicts.values()) {
      const column = columns.get(tag)
      if (column !== undefined) counts[column] = (counts[column] ?? 0) + 1
    }
    const groupOf = (member: MemberId): GroupId | null => groups.get(member) ?? null
    return {
      layer: row.layer,
      annotation: row.key,
      start: row.start,
      end: row.end,
      tags: counts,
      verdicts: verdicts.size,
      voices: voices.size,
      groups: new Set([...verdicts.keys()].map(groupOf)).size,
      disagreement: disagreement([...verdicts.values()]) ?? 0,
      comments: strongest(words, presses, BOARD_COMMENTS_MAX).map((comment) => {
        const tag = verdicts.get(comment.member)
        return { ...comment, tag: tag === undefined ? null : (columns.get(tag) ?? null) }
      }),
    }
  }

  return {
    passage: (layer, annotation) => {
      const row = live.find((one) => one.layer === layer && one.key === annotation)
      return row === undefined ? undefined : read(row)
    },
    contested: (most) => {
      // What many marked alike is read once.
      const places = new Map(
        live
          .filter((row) => said(row).taggings.length > 0)
          .toReversed()
          .map((row) => [`${String(row.start)} ${String(row.end)}`, row]),
      )
      const ranked = [...places.values()]
        .map(read)
        .filter((passage) => passage.disagreement > 0)
        .sort(
          (a, b) =>
            b.disagreement * b.voices - a.disagreement * a.voices ||
            a.start - b.start ||
            b.end - a.end ||
            (a.annotation < b.annotation ? -1 : 1),
        )
      const chosen: BoardPassage[] = []
      for (const passage of ranked) {
        if (chosen.length >= most) break
        if (!chosen.some((other) => isSamePassage(passage, other))) chosen.push(passage)
      }
      return chosen
    },
  }
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** True where two stretches share at least half of the characters that either covers (BD1). */
const isSamePassage = (a: Stretch, b: Stretch): boolean => {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  const covered = Math.max(a.end, b.end) - Math.min(a.start, b.start)
  return shared > 0 && shared * 2 >= covered
}

const firstFrom = (ordered: readonly Stretch[], start: number): number => {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ordered[middle]?.start ?? start) < start) low = middle + 1
    else high = middle
  }
  return low
}

/** Rows by the annotation that they are on, under its `placeKey`. */
const gather = <Row extends { readonly layer: string; readonly annotation: RecordKey }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> => {
  const places = new Map<string, Row[]>()
  for (const row of rows) {
    const place = placeKey(row.layer, row.annotation)
    const list = places.get(place)
    if (list === undefined) places.set(place, [row])
    else list.push(row)
  }
  return places
}
