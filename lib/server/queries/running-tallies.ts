import type { ReadingId } from '../../core/base'
import { type Document, TextIndex, numberedParagraphs, outline, sentences } from '../../core/document'
import { type CountedChange, type ReadingFacts, RunningTally } from '../../core/statistics'
import { type CountedUpdate, countedRows, countedUpdates, rowsNamed, settledUpdate } from '../store/counted-rows'
import type { Database } from '../store/database'
import { type ReadingToCount, countedLayers, documentOf, findReadingToCount } from '../store/figures'

/** A reading whose rows nobody asked for in so long is forgotten. */
const IDLE_MS = 10 * 60_000
/** So many readings are kept, and so much memory of all but the last one asked for. */
const READINGS_MAX = 24
const WEIGHT_MAX_BYTES = 256 * 2 ** 20
/** An update may commit so long after its id was given out (bringing notes in may take 120 s): until then its id is asked for again. */
const SETTLED_MS = 130_000

/** The text of a version, cut as the figures ask for it. */
type TextFacts = Pick<ReadingFacts, 'text' | 'sections' | 'sentences' | 'paragraphs' | 'bodyEnd'>

/** One reading, counted and kept so. */
interface Kept {
  readonly reading: ReadingId
  readonly slug: string
  readonly version: string
  readonly text: TextFacts
  readonly tally: RunningTally
  /** Every update up to this one is counted. */
  settled: bigint
  /** Updates after it that are counted, and when they were: milliseconds since 1970. */
  readonly counted: Map<bigint, number>
  usedAt: number
  weight: number
  /** One look at the journal after the other. */
  turn: Promise<unknown>
}

declare global {
  // The pages and the routes of the Next bundle may each have this module.
  var scholionTallies: Map<string, Promise<Kept>> | undefined
}

// Development reloads this module: what was kept is of classes that are gone.
if (process.env.NODE_ENV === 'development') delete globalThis.scholionTallies

const tallies = (): Map<string, Promise<Kept>> => (globalThis.scholionTallies ??= new Map<string, Promise<Kept>>())

/** A reading as it is now, and its tallies. */
export interface CountedReading {
  readonly found: ReadingToCount
  readonly tally: RunningTally
  readonly facts: ReadingFacts
}

/**
 * The tallies of a reading, up to the last commit before the question. The rows
 * are read once; after that the journal says which of them were written, and
 * only those are read again. `found` is asked for anew each time: it costs a few
 * queries and can be stale in no way. Asks nobody for leave: the caller does.
 */
export const countedReading = async (
  db: Database,
  reading: string,
  isAllowed: (found: ReadingToCount) => boolean,
): Promise<CountedReading | undefined> => {
  const known = await knownBy(reading)
  const kept = known ?? (await firstLook(db, reading, isAllowed))
  if (kept === undefined) return undefined
  kept.usedAt = Date.now()
  const turn = kept.turn.then(() => catchUp(db, kept))
  // A look that failed must not fail the ones after it.
  kept.turn = turn.catch(() => undefined)
  try {
    const counted = await turn
    if (counted !== undefined && counted.found.version !== kept.version) {
      tallies().delete(kept.reading)
      return await countedReading(db, reading, isAllowed)
    }
    return counted !== undefined && isAllowed(counted.found) ? counted : undefined
  } catch (error) {
    tallies().delete(kept.reading)
    throw error
  }
}

/** A reading that is kept already, by its id or slug. */
const knownBy = async (reading: string): Promise<Kept | undefined> => {
  for (const one of tallies().values()) {
    const kept = await one.catch(() => undefined)
    if (kept?.reading === reading || kept?.slug === reading) return kept
  }
  return undefined
}

/** Reads the rows of a reading, where who asks may see them. */
const firstLook = async (
  db: Database,
  reading: string,
  isAllowed: (found: ReadingToCount) => boolean,
): Promise<Kept | undefined> => {
  const found = await findReadingToCount(db, reading)
  return found === undefined || !isAllowed(found) ? undefined : keptOf(db, found)
}

const keptOf = async (db: Database, found: ReadingToCount): Promise<Kept> => {
  const all = tallies()
  const known = all.get(found.id)
  if (known !== undefined) return known
  const made = build(db, found)
  all.set(found.id, made)
  try {
    const kept = await made
    await forget(found.id)
    setTimeout(() => void forget(undefined), IDLE_MS + 1_000).unref()
    return kept
  } catch (error) {
    all.delete(found.id)
    throw error
  }
}

const build = async (db: Database, found: ReadingToCount): Promise<Kept> => {
  const text = textFacts(await documentOf(db, found.version))
  const settled = await settledUpdate(db, SETTLED_MS)
  const tally = new RunningTally(factsOf(found, text))
  await countedRows(db, await countedLayers(db, found.id), (changes) => {
    tally.apply(changes)
  })
  return {
    reading: found.id,
    slug: found.slug,
    version: found.version,
    text,
    tally,
    settled,
    counted: new Map(),
    usedAt: Date.now(),
    weight: tally.columns.weight,
    turn: Promise.resolve(),
  }
}

const textFacts = (document: Document): TextFacts => {
  const index = new TextIndex(document)
  return {
    text: index.text,
    sections: outline(document, index),
    sentences: sentences(index),
    paragraphs: numberedParagraphs(document, index),
    bodyEnd: index.bodyEnd,
  }
}

const factsOf = ({ members, groups, tags, layers }: ReadingToCount, text: TextFacts): ReadingFacts => ({
  ...text,
  members,
  groups,
  tags,
  layers,
})

/** `undefined` where the reading is gone. */
const catchUp = async (db: Database, kept: Kept): Promise<CountedReading | undefined> => {
  const updates = (await countedUpdates(db, kept.reading, kept.settled)).filter(({ id }) => !kept.counted.has(id))
  const changes: CountedChange[] = []
  if (updates.length > 0) await changesOf(db, updates, changes)
  // Asked after the updates: a layer that one of them is in is known then.
  const found = await findReadingToCount(db, kept.reading)
  if (found === undefined) return undefined
  const facts = factsOf(found, kept.text)
  kept.tally.learn(facts)
  kept.tally.apply(changes)
  settle(kept, updates)
  kept.weight = kept.tally.columns.weight
  return { found, tally: kept.tally, facts }
}

const changesOf = async (db: Database, updates: readonly CountedUpdate[], changes: CountedChange[]): Promise<void> => {
  const take = (some: readonly CountedChange[]): void => {
    changes.push(...some)
  }
  const named = new Map<string, Parameters<typeof rowsNamed>[1][number]>()
  const whole = new Set(updates.flatMap(({ layer, keys }) => (keys === null ? [layer] : [])))
  for (const { layer, keys } of updates) for (const key of keys ?? []) named.set(`${layer} ${key}`, { layer, key })
  if (whole.size > 0) await countedRows(db, [...whole], take)
  await rowsNamed(db, [...named.values()], take)
}

/** Moves on what need not be asked for again. */
const settle = (kept: Kept, updates: readonly CountedUpdate[]): void => {
  const now = Date.now()
  for (const { id } of updates) kept.counted.set(id, now)
  for (const [id, at] of kept.counted) {
    if (at > now - SETTLED_MS) continue
    if (id > kept.settled) kept.settled = id
  }
  for (const id of kept.counted.keys()) if (id <= kept.settled) kept.counted.delete(id)
}

/** Forgets what is idle and what is too much, the one asked for longest ago first; `last` stays. */
const forget = async (last: string | undefined): Promise<void> => {
  const all = tallies()
  const kept = await Promise.all([...all].map(async ([id, one]) => ({ id, kept: await one.catch(() => undefined) })))
  const others = kept
    .flatMap(({ id, kept: one }) => (one === undefined || id === last ? [] : [{ id, one }]))
    .sort((a, b) => b.one.usedAt - a.one.usedAt)
  let weight = 0
  others.forEach(({ id, one }, at) => {
    weight += one.weight
    const isIdle = one.usedAt < Date.now() - IDLE_MS
    if (isIdle || at >= READINGS_MAX - 1 || weight > WEIGHT_MAX_BYTES) all.delete(id)
  })
}
