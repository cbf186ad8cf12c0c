import { commonEnds, createMapped } from '@/components/paper/changed-threads'
import { type RoomThread } from '@/lib/client/hooks/use-room'
import type { Passages } from '@/lib/client/hooks/use-passages'
import { type Crowded, type Row, crowd } from './crowding'
import { guessHeight, weightOf } from './tally'

/** A row and where it would like to stand. */
export interface Standing {
  readonly row: Row
  /** Names the row across renders. */
  readonly id: string
  /** Where its passage stands, px from the top of the column. */
  readonly want: number
  /** About how tall it is before it has been drawn, px; `undefined` for a folded line. */
  readonly guess: number | undefined
}

/**
 * A function that gives the places of threads on the page as it is laid out now.
 * A thread that did not change has the same place; where it stands is measured
 * when it is asked for, and once.
 */
export const createPlaces = (passages: Passages): ((threads: readonly RoomThread[]) => readonly Crowded[]) => {
  const places = new WeakMap<RoomThread, Crowded>()
  const tops = new Map<number, number>()
  const topAt = (start: RoomThread['annotation']['anchor']['start']): number => {
    const known = tops.get(start)
    if (known !== undefined) return known
    const top = passages.isReady ? passages.topOf(start) : 0
    tops.set(start, top)
    return top
  }
  return createMapped((thread) => {
    const known = places.get(thread)
    if (known !== undefined) return known
    const { start } = thread.annotation.anchor
    const place: Crowded = {
      key: thread.key,
      paragraph: passages.paragraphAt(passages.readsAt(start)),
      get want() {
        return topAt(start)
      },
      height: guessHeight(thread),
      weight: weightOf(thread),
    }
    places.set(thread, place)
    return place
  })
}

/**
 * Threads in the order in which they are read: the text's, but that a thread on a
 * note which hangs beside the text comes where the note does. The same list where
 * there is none.
 */
export const inReadingOrder = (threads: readonly RoomThread[], passages: Passages): readonly RoomThread[] => {
  const placeOf = ({ annotation }: RoomThread): number => passages.readsAt(annotation.anchor.start)
  // The notes are the end of the text.
  const inNotes =
    threads.length - threads.findLastIndex((thread) => placeOf(thread) === thread.annotation.anchor.start) - 1
  if (inNotes === 0) return threads
  const notes = threads.slice(-inNotes).toSorted((a, b) => placeOf(a) - placeOf(b))
  const merged: RoomThread[] = []
  let next = 0
  for (const thread of threads.slice(0, -inNotes)) {
    for (
      let note = notes[next];
      note !== undefined && placeOf(note) < thread.annotation.anchor.start;
      note = notes[next]
    ) {
      merged.push(note)
      next += 1
    }
    merged.push(thread)
  }
  return [...merged, ...notes.slice(next)]
}

/** The threads of one paragraph as they were, and what came of them. */
interface Group {
  readonly places: readonly Crowded[]
  readonly next: number | undefined
  readonly isUnfolded: boolean
  readonly kept: string | null
  readonly rows: readonly Standing[]
}

/**
 * A function that folds the threads of crowded paragraphs (see `crowd`): the
 * thread of `open` and those of `unfolded` paragraphs stand. A paragraph on which
 * nothing changed since the last call is not looked at again.
 */
export const createStanding = (): ((
  places: readonly Crowded[],
  open: string | null,
  unfolded: ReadonlySet<number | null>,
) => readonly Standing[]) => {
  let known = new Map<Crowded, Group>()
  const grouped = createGroups()
  return (places, open, unfolded) => {
    const now = new Map<Crowded, Group>()
    const groups = grouped(places)
    const rows = groups.flatMap((group, at) => {
      const [first] = group
      if (first === undefined) return []
      const next = groups[at + 1]?.[0]
      const isUnfolded = unfolded.has(first.paragraph)
      const kept = open !== null && group.some(({ key }) => key === open) ? open : null
      const before = known.get(first)
      const made =
        before !== undefined && isSame(before, { places: group, next: next?.want, isUnfolded, kept })
          ? before
          : { places: group, next: next?.want, isUnfolded, kept, rows: rowsOf(group, next, kept, unfolded) }
      now.set(first, made)
      return made.rows
    })
    known = now
    return rows
  }
}

const isSame = (before: Group, now: Omit<Group, 'rows'>): boolean =>
  before.next === now.next &&
  before.isUnfolded === now.isUnfolded &&
  before.kept === now.kept &&
  (before.places === now.places ||
    (before.places.length === now.places.length && before.places.every((place, at) => place === now.places[at])))

/**
 * A function that gives the places of each paragraph. A paragraph that stands
 * wholly in the ends that two calls share is the same list.
 */
const createGroups = (): ((places: readonly Crowded[]) => readonly (readonly Crowded[])[]) => {
  let before: readonly Crowded[] = []
  let groups: readonly (readonly Crowded[])[] = []
  return (places) => {
    if (places === before) return groups
    const { start, end } = commonEnds(before, places)
    // A paragraph that ends where the lists part may go on there.
    let head = 0
    let headCount = 0
    for (const group of groups) {
      if (headCount + group.length >= start) break
      head += 1
      headCount += group.length
    }
    let tail = 0
    let tailCount = 0
    for (const group of groups.slice(head).toReversed()) {
      if (tailCount + group.length >= end) break
      tail += 1
      tailCount += group.length
    }
    groups = [
      ...groups.slice(0, head),
      ...byParagraph(places.slice(headCount, places.length - tailCount)),
      ...groups.slice(groups.length - tail),
    ]
    before = places
    return groups
  }
}

const byParagraph = (places: readonly Crowded[]): readonly (readonly Crowded[])[] => {
  const groups: Crowded[][] = []
  for (const place of places) {
    const last = groups.at(-1)
    if (last?.[0]?.paragraph === place.paragraph) last.push(place)
    else groups.push([place])
  }
  return groups
}

const rowsOf = (
  group: readonly Crowded[],
  next: Crowded | undefined,
  kept: string | null,
  unfolded: ReadonlySet<number | null>,
): readonly Standing[] => {
  const byKey = new Map(group.map((place) => [place.key, place]))
  // The first thread of the next paragraph says how much room there is; its own row is not this group's.
  const all = next === undefined ? group : [...group, next]
  return crowd(all, new Set(kept === null ? [] : [kept]), unfolded)
    .filter((row) => row.kind === 'more' || byKey.has(row.key))
    .map((row): Standing => {
      if (row.kind === 'more')
        return { row, id: `more ${String(row.paragraph)} ${row.keys[0] ?? ''}`, want: row.want, guess: undefined }
      const place = byKey.get(row.key)
      return { row, id: row.key, want: place?.want ?? 0, guess: place?.height }
    })
}
