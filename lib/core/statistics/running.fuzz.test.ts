import { describe, expect, test } from 'vitest'
import { type Random, groupId, layerId, memberId, seededRandom } from '../base'
import { REACTIONS, reactionKey } from '../annotation'
import type { AnnotationRow, CommentRow, ReactionRow, RowChange, Rows, RowTable, TaggingRow } from '../projection'
import { type FiguresFilter, type ReadingFacts, RunningTally, recount } from './index'
import { annotationRow, commentRow, emptyReading, taggingRow } from './testing'

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** Some of the items, in their order; none at all half of the time. */
const some = <Item>(random: Random, items: readonly Item[]): readonly Item[] =>
  random() < 0.5 ? [] : items.filter(() => random() < 0.5)

const LAYERS = ['one', 'two', 'three', 'four'] as const
const NAMES = ['realist', 'liberal', 'constructivist', 'interdependence', 'gone'] as const

/** Rows as a database has them: what was last put. */
class Stored {
  readonly annotations = new Map<string, AnnotationRow>()
  readonly taggings = new Map<string, TaggingRow>()
  readonly comments = new Map<string, CommentRow>()
  readonly reactions = new Map<string, ReactionRow>()

  apply(change: RowChange): void {
    if (change.kind === 'delete') this[change.table].delete(`${change.layer} ${change.key}`)
    else {
      const name = `${change.row.layer} ${change.row.key}`
      if (change.table === 'annotations') this.annotations.set(name, change.row)
      else if (change.table === 'taggings') this.taggings.set(name, change.row)
      else if (change.table === 'comments') this.comments.set(name, change.row)
      else this.reactions.set(name, change.row)
    }
  }

  get rows(): Rows {
    return {
      annotations: [...this.annotations.values()],
      taggings: [...this.taggings.values()],
      comments: [...this.comments.values()],
      reactions: [...this.reactions.values()],
    }
  }
}

/** One thing that somebody does, to what there is. */
const nextChange = (random: Random, stored: Stored, members: readonly string[], step: number): RowChange => {
  const { annotations, taggings, comments, reactions } = stored.rows
  const member = pick(random, members)
  const dice = random()
  const moment = Math.floor(random() * 4_000_000)
  const [annotation] = annotations.length === 0 ? [] : [pick(random, annotations)]
  if (annotation === undefined || dice < 0.2) {
    const start = Math.floor(random() * 110)
    const row = annotationRow(member, `a${step}`, start, start + 1 + Math.floor(random() * 30))
    return { kind: 'upsert', table: 'annotations', row: { ...row, layer: layerId(pick(random, LAYERS)) } }
  }
  if (dice < 0.6) {
    const row = { ...taggingRow(member, annotation, pick(random, NAMES)), at: moment }
    return { kind: 'upsert', table: 'taggings', row }
  }
  if (dice < 0.66) {
    const removedAt = random() < 0.5 ? 1 : null
    return { kind: 'upsert', table: 'annotations', row: { ...annotation, removedAt } }
  }
  if (dice < 0.68) {
    const start = Math.floor(random() * 100)
    const moved = annotationRow(annotation.member, `m${step}`, start, start + 7)
    return {
      kind: 'upsert',
      table: 'annotations',
      row: { ...annotation, start: moved.start, end: moved.end, exact: moved.exact },
    }
  }
  if (dice < 0.8) {
    const parent = comments.filter((row) => row.annotation === annotation.key && row.layer === annotation.layer)
    const above = parent.length === 0 || random() < 0.5 ? null : pick(random, parent).key
    const row = { ...commentRow(member, `c${step}`, annotation, 'words'), at: moment, parent: above }
    return { kind: 'upsert', table: 'comments', row }
  }
  if (dice < 0.86 && comments.length > 0) {
    const comment = pick(random, comments)
    return { kind: 'upsert', table: 'comments', row: { ...comment, body: null, text: '', removedAt: 1 } }
  }
  if (dice < 0.94) {
    const comment = comments.length === 0 || random() < 0.3 ? undefined : pick(random, comments)
    const reaction = pick(random, REACTIONS)
    const row: ReactionRow = {
      layer: comment?.layer ?? annotation.layer,
      key: reactionKey(memberId(member), comment?.key ?? annotation.key, reaction),
      member: memberId(member),
      annotation: comment?.annotation ?? annotation.key,
      comment: comment?.key ?? null,
      reaction,
      at: moment,
      editedAt: null,
    }
    return { kind: 'upsert', table: 'reactions', row }
  }
  const tables: Readonly<
    Record<RowTable, readonly { readonly layer: RowLayer; readonly key: AnnotationRow['key'] }[]>
  > = {
    annotations,
    taggings,
    comments,
    reactions,
  }
  const table = pick(random, ['taggings', 'taggings', 'taggings', 'comments', 'reactions', 'annotations'] as const)
  const { layer, key } = tables[table].length === 0 ? annotation : pick(random, tables[table])
  return { kind: 'delete', table: tables[table].length === 0 ? 'annotations' : table, layer, key }
}
type RowLayer = AnnotationRow['layer']

/** What the instructor does meanwhile: moves a member, makes one, switches a tag, opens a round with its layer. */
const nextFacts = (random: Random, facts: ReadingFacts, step: number): ReadingFacts => {
  const dice = random()
  const moved = pick(random, facts.members).id
  const group = pick(random, [groupId('a'), groupId('b'), groupId('c'), null])
  if (dice < 0.5) return { ...facts, members: facts.members.map((one) => (one.id === moved ? { ...one, group } : one)) }
  if (dice < 0.6) {
    const id = memberId(`new${step}`)
    return { ...facts, members: [...facts.members, { id, name: `New ${step}`, role: 'student', group }] }
  }
  if (dice < 0.7) {
    return { ...facts, members: facts.members.map((one) => (one.id === moved ? { ...one, name: `N${step}` } : one)) }
  }
  return { ...facts, tags: facts.tags.map((tag) => (random() < 0.2 ? { ...tag, active: !tag.active } : tag)) }
}

const nextFilter = (random: Random, facts: ReadingFacts): FiguresFilter =>
  random() < 0.4
    ? { members: [], groups: [], tags: [], rounds: [] }
    : {
        members: random() < 0.7 ? [] : some(random, facts.members).map(({ id }) => id),
        groups: some(random, facts.groups).map(({ id }) => id),
        tags: random() < 0.5 ? [] : some(random, facts.tags).map(({ id }) => id),
        rounds: some(random, [1, 2, 3]),
      }

const factsAtFirst = (): ReadingFacts => {
  const facts: ReadingFacts = emptyReading()
  const groups = [...facts.groups, { id: groupId('c'), name: 'Group C' }]
  const layers = LAYERS.map((id, at) => ({ id: layerId(id), round: at === 3 ? 1 : at + 1, group: null }))
  return { ...facts, groups, layers }
}

describe('a running tally', () => {
  test.each(Array.from({ length: 24 }, (_, at) => 100 + at))(
    '[ST35] equals a recount, whatever happens (seed %i)',
    (seed) => {
      const random = seededRandom(seed)
      const stored = new Stored()
      let facts = factsAtFirst()
      const tally = new RunningTally(facts)
      for (let step = 0; step < 120; step += 1) {
        const members = facts.members.map(({ id }) => String(id))
        const batch = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => {
          const change = nextChange(random, stored, [...members, 'stranger'], step * 10 + at)
          stored.apply(change)
          return change
        })
        if (random() < 0.1) {
          facts = nextFacts(random, facts, step)
          tally.learn(facts)
        }
        tally.apply(batch)
        // What was heard twice, or late, changes nothing.
        if (random() < 0.1) tally.apply(batch.filter(({ kind }) => kind === 'delete'))
        if (step % 6 !== 5) continue
        const only = nextFilter(random, facts)
        const expected = recount({ ...facts, rows: stored.rows, only })
        expect(tally.figures(only), `seed ${seed}, step ${step}`).toEqual(expected)
        expect(tally.figures(only, 2).contested).toEqual(expected.contested.slice(0, 2))
      }
    },
  )

  test.each([7, 8, 9])('[ST35] equals one that was built from the rows at the end (seed %i)', (seed) => {
    const random = seededRandom(seed)
    const stored = new Stored()
    const facts = factsAtFirst()
    const tally = new RunningTally(facts)
    tally.figures(nextFilter(random, facts))
    for (let step = 0; step < 300; step += 1) {
      const change = nextChange(random, stored, ['ann', 'ben', 'cyd', 'dan', 'eve'], step)
      stored.apply(change)
      tally.apply([change])
    }
    const anew = new RunningTally(facts)
    anew.columns.put(stored.rows)
    for (let look = 0; look < 5; look += 1) {
      const only = nextFilter(random, facts)
      expect(tally.figures(only)).toEqual(anew.figures(only))
    }
    expect(tally.rounds).toEqual(anew.rounds)
  })

  test('[ST45] a round that is opened meanwhile has a row, and what is said in it is counted there', () => {
    const facts = factsAtFirst()
    const [first, ...more] = facts.layers ?? []
    if (first === undefined) throw new Error('no layer')
    const tally = new RunningTally({ ...facts, layers: [first] })
    const everything = { members: [], groups: [], tags: [], rounds: [] }
    expect(tally.figures(everything).byRound.map(({ round }) => round)).toEqual([1])
    tally.learn({ ...facts, layers: [first, ...more] })
    expect(tally.figures(everything).byRound.map(({ round, claims }) => [round, claims])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ])
    const row = { ...annotationRow('ann', 'x', 0, 9), layer: layerId('two') }
    tally.apply([
      { kind: 'upsert', table: 'annotations', row },
      { kind: 'upsert', table: 'taggings', row: taggingRow('ben', row, 'realist') },
    ])
    expect(tally.figures(everything).byRound[1]).toMatchObject({ claims: 1, verdicts: 1, membersWhoTagged: 1 })
  })
})
