import type { MemberId } from '../../core/base'
import { type Actor, type LayerAction, can, phaseOf } from '../../core/policy'
import { ensureLayers } from '../commands/ensure-layers'
import { openFigures } from '../commands/open-figures'
import type { RootDatabase } from '../store/database'
import { figuresOpenness } from '../store/figures'
import { type ReadingLayer, layersOfReading } from '../store/layers'
import { annotationsByLayer } from '../store/listing'
import { type SeminarMember, membersOf } from '../store/members'
import type { ReadingFace } from '../store/readings'
import { roundsOf } from '../store/rounds'
import { counted } from './counted'
import { readingNamed } from './reading-named'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

/** So many who may read are named in a line; `--json` has all. */
const NAMED_MAX = 4

/**
 * `reading READING`: its paper, its rounds and its layers with their ids, and
 * who may read each of them now; changes first what is asked for. 0 done, 1 no
 * such reading, 2 bad use.
 */
export const run = verb({
  usage:
    'Use: scholion reading READING [--comparison open|closed] [--json], where READING is a slug or an id and the comparison lets students see their own verdicts against the class.',
  flags: { comparison: TEXT, json: SWITCH },
  read: ([reading, ...more], { comparison, json: isJson }) => {
    if (reading === undefined || more.length > 0) return undefined
    if (comparison !== undefined && comparison !== 'open' && comparison !== 'closed') return undefined
    return { reading, comparison, isJson }
  },
  run: async ({ reading: text, comparison, isJson }, context) => {
    const found = await readingNamed(context, text)
    if (found === undefined) return 1
    const { db, reading } = found
    if (comparison !== undefined) {
      await openFigures(db, ADMINISTRATOR, reading.id, comparison === 'open')
    }
    const said = await listing(db, reading)
    if (isJson) context.out(JSON.stringify(said, null, 2))
    else for (const line of linesOf(said)) context.out(line)
    return 0
  },
})

interface Listed {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly authors: readonly string[]
  readonly version: string
  readonly seminar: string
  readonly comparison: 'open' | 'closed'
  readonly rounds: readonly {
    /** From 1. */
    readonly number: number
    readonly kind: string
    readonly phase: string
    readonly layers: readonly ListedLayer[]
  }[]
}

interface ListedLayer {
  readonly id: string
  readonly kind: string
  /** The group, or whose it is; empty for what is everybody's. */
  readonly name: string
  readonly annotations: number
  readonly readers: readonly Reader[]
  readonly readsEverybody: boolean
  /** Ids of those who may write there now. */
  readonly writers: readonly MemberId[]
}

type Reader = Pick<SeminarMember, 'id' | 'name'>

const listing = async (db: RootDatabase, reading: ReadingFace): Promise<Listed> => {
  // The first window would make them: whoever brings notes in from here wants their ids before.
  await ensureLayers(db, reading.id)
  const [layers, rounds, members, openness] = await Promise.all([
    layersOfReading(db, reading.id, 'knows'),
    roundsOf(db, reading.id),
    membersOf(db, reading.seminar, 'knows'),
    figuresOpenness(db, reading.id),
  ])
  const counts = await annotationsByLayer(
    db,
    layers.map(({ id }) => id),
  )
  const who = (action: LayerAction, layer: ReadingLayer): readonly Reader[] =>
    members
      .filter((member) => can(actorOf(member, reading), action, layer.subject).ok)
      .map(({ id, name }) => ({ id, name }))
  const now = Date.now()
  return {
    id: reading.id,
    slug: reading.slug,
    title: reading.title,
    authors: reading.authors,
    version: reading.version,
    seminar: reading.seminar,
    comparison: openness?.isOpenToStudents === true ? 'open' : 'closed',
    rounds: rounds.map((round) => ({
      number: round.position + 1,
      kind: round.kind,
      phase: phaseOf(round, now),
      layers: layers
        .filter((layer) => layer.round === round.id)
        .map((layer) => {
          const readers = who('layer.read', layer)
          return {
            id: layer.id,
            kind: layer.subject.layerKind,
            name: layer.name,
            annotations: counts.get(layer.id) ?? 0,
            readers,
            readsEverybody: readers.length === members.length,
            writers: who('layer.write', layer).map(({ id }) => id),
          }
        }),
    })),
  }
}

/** A member as the policy asks after them. */
const actorOf = ({ id, user, role, group, sees }: SeminarMember, { seminar }: ReadingFace): Actor => ({
  kind: 'user',
  user,
  teaches: false,
  memberships: [{ member: id, seminar, role, group, sees }],
})

const linesOf = ({ id, slug, title, comparison, rounds }: Listed): readonly string[] => [
  `${title}: ${slug}, id ${id}, comparison ${comparison}`,
  ...rounds.flatMap(({ number, kind, phase, layers }) => [
    `round ${String(number)} ${kind}, ${phase}`,
    ...layers.map((layer) =>
      [
        `  ${layer.id}`,
        layer.name === '' ? layer.kind : `${layer.kind} ${layer.name}`,
        counted(layer.annotations, 'annotation'),
        `read by ${readersOf(layer)}`,
      ].join('\t'),
    ),
  ]),
]

const readersOf = ({ readers, readsEverybody }: ListedLayer): string => {
  if (readers.length === 0) return 'nobody'
  if (readsEverybody) return 'all'
  const named = readers.slice(0, NAMED_MAX).map(({ name }) => name)
  const more = readers.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`
}
