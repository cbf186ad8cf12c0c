import type { Random } from '../base'
import type { ForgedStruct, Forgery } from './forge'
import { forge } from './forge'
import { readUpdate } from './read-update'

/** A corpus of updates, as bytes and taken apart. */
export interface Corpus {
  readonly updates: readonly Uint8Array[]
  readonly forgeries: readonly Forgery[]
  /** Keys and client ids that occur in it. */
  readonly keys: readonly string[]
  readonly clients: readonly number[]
  /** From here on they bring what the layer does not have. */
  readonly fresh: number
}

/** For tests: takes updates apart, those that a layer knows and those it does not, to put them together wrongly. */
export const corpusOf = (known: readonly Uint8Array[], fresh: readonly Uint8Array[]): Corpus => {
  const updates = [...known, ...fresh]
  const forgeries = updates.map(takeApart)
  const structs = forgeries.flatMap(({ sections = [] }) => sections.flatMap((section) => section.structs))
  return {
    updates,
    forgeries,
    fresh: known.length,
    keys: [...new Set(structs.flatMap(({ key }) => (key === undefined ? [] : [key])))],
    clients: [...new Set(forgeries.flatMap(({ sections = [] }) => sections.map(({ client }) => client)))],
  }
}

const takeApart = (update: Uint8Array): Forgery => {
  const read = readUpdate(update)
  if (!read.ok) throw new Error('not an update')
  return {
    sections: read.value.sections.map(({ client, structs }) => ({
      client,
      clock: structs[0]?.clock ?? 0,
      structs: structs.map(({ length, origin, key, values }): ForgedStruct => ({
        content:
          values === null ? { kind: 'deleted', length } : { kind: 'any', values: values.map(({ value }) => value) },
        ...(key === null ? {} : { key }),
        ...(origin === null ? {} : { origin }),
      })),
    })),
    deletes: [...read.value.deletes].map(([client, ranges]) => ({
      client,
      ranges: ranges.map(({ clock, length }) => [clock, length] as const),
    })),
  }
}

/** For tests: one mutant of a corpus, by bytes or by structs. */
export const mutant = (corpus: Corpus, random: Random): Uint8Array =>
  random() < 0.25 ? mutateBytes(corpus, random) : forge(mutateStructs(corpus, random))

const below = (random: Random, limit: number): number => Math.floor(random() * limit)
const pick = <Item>(items: readonly Item[], random: Random): Item => {
  const item = items[below(random, items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** The place of an update to begin with: mostly one that brings something. */
const start = ({ updates, fresh }: Corpus, random: Random): number =>
  random() < 0.2 ? below(random, updates.length) : fresh + below(random, updates.length - fresh)

const mutateBytes = (corpus: Corpus, random: Random): Uint8Array => {
  const { updates } = corpus
  let bytes = updates[start(corpus, random)] ?? new Uint8Array()
  for (let times = 1 + below(random, 3); times > 0; times -= 1) {
    const at = below(random, bytes.length)
    switch (below(random, 8)) {
      case 0:
        bytes = replaced(bytes, at, 1, [(bytes[at] ?? 0) ^ (1 << below(random, 8))])
        break
      case 1:
        bytes = replaced(bytes, at, 1, [below(random, 256)])
        break
      case 2:
        bytes = bytes.slice(0, at)
        break
      case 3: {
        const other = pick(updates, random)
        bytes = replaced(bytes, at, bytes.length, other.subarray(below(random, other.length)))
        break
      }
      case 4:
        bytes = replaced(bytes, at, below(random, 6), [])
        break
      case 5:
        bytes = replaced(bytes, at, 0, bytes.subarray(at, at + below(random, 12)))
        break
      case 6:
        // As it is: replayed.
        break
      default:
        bytes = replaced(bytes, at, 1, [...Array.from({ length: 1 + below(random, 9) }, () => 255), below(random, 128)])
    }
  }
  return bytes
}

const replaced = (bytes: Uint8Array, at: number, count: number, by: ArrayLike<number>): Uint8Array => {
  const end = Math.min(bytes.length, at + count)
  const copy = new Uint8Array(at + by.length + bytes.length - end)
  copy.set(bytes.subarray(0, at))
  copy.set(by, at)
  copy.set(bytes.subarray(end), at + by.length)
  return copy
}

type Section = NonNullable<Forgery['sections']>[number]
const LENGTHS = [0, 1, 2, 3, 1_000, 2 ** 31 - 2, 2 ** 31, 2 ** 40, 2 ** 52]

const mutateStructs = (corpus: Corpus, random: Random): Forgery => {
  const from = corpus.forgeries[start(corpus, random)] ?? {}
  const sections = [...(from.sections ?? [])]
  const deletes = [...(from.deletes ?? [])]
  const change = (edit: (section: Section) => Section): void => {
    if (sections.length === 0) return
    const at = below(random, sections.length)
    const section = sections[at]
    if (section !== undefined) sections[at] = edit(section)
  }
  const changeStruct = (edit: (struct: ForgedStruct) => ForgedStruct): void => {
    change((section) => {
      const at = below(random, section.structs.length)
      return { ...section, structs: section.structs.map((struct, index) => (index === at ? edit(struct) : struct)) }
    })
  }
  const anyClient = (): number =>
    random() < 0.8 ? pick(corpus.clients, random) : pick([0, 19, 2 ** 32, 2 ** 40], random)
  const anyId = () => ({ client: anyClient(), clock: random() < 0.9 ? below(random, 12) : pick(LENGTHS, random) })
  const other = (): Forgery => pick(corpus.forgeries, random)
  const stranger = (): ForgedStruct | undefined => {
    const found = other().sections
    return found === undefined || found.length === 0 ? undefined : pick(pick(found, random).structs, random)
  }
  for (let times = 1 + below(random, 2); times > 0; times -= 1) {
    switch (below(random, 32)) {
      case 0: {
        const struct = stranger()
        if (struct !== undefined) {
          change((section) => {
            const at = below(random, section.structs.length + 1)
            return { ...section, structs: [...section.structs.slice(0, at), struct, ...section.structs.slice(at)] }
          })
        }
        break
      }
      case 1:
        sections.push(...(other().sections ?? []))
        break
      case 2:
        change((section) => ({ ...section, structs: section.structs.toReversed() }))
        break
      case 3:
        change((section) => ({ ...section, structs: section.structs.slice(0, below(random, section.structs.length)) }))
        break
      case 4:
        change((section) => ({ ...section, client: anyClient() }))
        break
      case 5:
        change((section) => ({ ...section, clock: Math.max(0, section.clock + below(random, 7) - 3) }))
        break
      case 6:
        change((section) => ({ ...section, clock: pick(LENGTHS, random) }))
        break
      case 7:
        changeStruct(({ content }) => ({ content, origin: anyId() }))
        break
      case 8:
        changeStruct(({ content }) => ({ content, key: pick(corpus.keys, random) }))
        break
      case 9:
        changeStruct((struct) => ({
          ...struct,
          content: { kind: pick(['gc', 'skip', 'deleted'], random), length: pick(LENGTHS, random) },
        }))
        break
      case 10: {
        const bytes = Array.from({ length: below(random, 12) }, () => below(random, 256))
        changeStruct((struct) => ({ ...struct, content: { kind: 'other', ref: below(random, 32), bytes } }))
        break
      }
      case 11:
        changeStruct((struct) =>
          pick(
            [
              { ...struct, rightOrigin: anyId() },
              { ...struct, parent: anyId() },
              { ...struct, root: 'other' },
            ],
            random,
          ),
        )
        break
      case 12:
        deletes.push({ client: anyClient(), ranges: [[below(random, 12), 1 + below(random, 3)]] })
        break
      case 13:
        deletes.push({ client: anyClient(), ranges: [[pick(LENGTHS, random), pick(LENGTHS, random)]] })
        break
      case 14: {
        const taken = other()
        deletes.splice(0, deletes.length, ...(taken.deletes ?? []))
        break
      }
      default:
        changeStruct((struct) =>
          struct.content.kind === 'any'
            ? {
                ...struct,
                content: {
                  kind: 'any',
                  values: struct.content.values.map((value) => mutateValue(value, corpus, random)),
                },
              }
            : struct,
        )
    }
  }
  return { sections, deletes }
}

const mutateValue = (value: unknown, corpus: Corpus, random: Random): unknown => {
  if (typeof value !== 'object' || value === null || random() < 0.05) return odd(random)
  const entries = Object.entries(value)
  if (entries.length === 0) return value
  const at = below(random, entries.length)
  const changed = entries.flatMap(([name, member], index): [string, unknown][] => {
    if (index !== at) return [[name, member]]
    switch (below(random, 5)) {
      case 0:
        return []
      case 1:
        return [[name, odd(random)]]
      case 2:
        return [[name, pick(corpus.keys, random)]]
      case 3:
        return [
          [name, member],
          [pick(['x', '__proto__', 'constructor', 'removedAt', 'editedAt'], random), odd(random)],
        ]
      default:
        return [
          [name, typeof member === 'number' ? member + below(random, 5) - 2 : mutateValue(member, corpus, random)],
        ]
    }
  })
  // `fromEntries` defines members, `__proto__` too.
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed)
}

const odd = (random: Random): unknown => ODD[below(random, ODD.length)]

const deep = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}
const ODD: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  7n,
  '',
  'a\u0000b',
  'x'.repeat(500),
  'amina',
  'bilal',
  [],
  {},
  Uint8Array.of(1, 2),
  deep(10),
  deep(40),
  deep(1_000),
]
