import type { MemberId } from '../base'
import type { Agreement } from './agreement'
import { Columns } from './columns'
import { type Compared, comparedOf } from './compared'
import type { CountedChange } from './counted-change'
import { EVERYTHING, type FiguresFilter, type FiguresInput, type ReadingFacts } from './facts'
import { type Figures, figuresOf, scaleOf } from './figures'
import { Frame } from './frame'
import { type AgreementIntervals, drawIntervals } from './intervals'
import { intervalsAsked, workOf } from './intervals-asked'
import { Scope } from './scope'
import { type Transitions, transitionsOf } from './transitions'

/** How many parts of a reading are kept counted besides the whole; the one asked for longest ago goes first. */
const PARTS_MAX = 6

interface KeptScope {
  readonly scope: Scope
  readonly stop: () => void
}

/**
 * The tallies of one reading. Rows and changes go in by `columns`; each part of
 * the reading that somebody looks at is counted once and then kept up to date
 * with every change, and its figures equal a recount from scratch (ST35).
 */
export class RunningTally {
  readonly columns = new Columns()
  #frame: Frame
  readonly #kept = new Map<string, KeptScope>()
  /** Figures as they were last read off; empty once anything changed. */
  readonly #read = new Map<string, Figures>()
  readonly #moved = new Map<string, Transitions>()
  #intervals = new Map<string, AgreementIntervals>()

  constructor(facts: ReadingFacts) {
    this.#frame = new Frame(facts)
  }

  /** Takes in what was written, as `Columns.apply`. */
  apply(changes: readonly CountedChange[]): void {
    if (changes.length === 0) return
    this.columns.apply(changes)
    this.#forget()
  }

  /** Takes in who the members are now, their groups, the codebook and the layers. What is counted by the old ones is counted anew when it is asked for. */
  learn(facts: ReadingFacts): void {
    const known = this.#frame.facts
    if (!isSameNames(known, facts)) this.#forget()
    if (isSameShape(known, facts)) {
      this.#frame.learn(facts)
      return
    }
    this.#forget()
    for (const { stop } of this.#kept.values()) stop()
    this.#kept.clear()
    this.#frame = new Frame(facts)
  }

  /** The figures of a part. */
  figures(only: FiguresFilter, contestedMax = Infinity): Figures {
    const name = `${nameOf(only)};${contestedMax}`
    const read = this.#read.get(name)
    if (read !== undefined) return read
    const figures = this.#figures(only, contestedMax)
    if (this.#read.size > PARTS_MAX) this.#forget()
    this.#read.set(name, figures)
    return figures
  }

  #figures(only: FiguresFilter, contestedMax: number): Figures {
    const whole = this.scope({ ...only, tags: [] })
    const shown = only.tags.length === 0 ? whole : this.scope(only)
    return figuresOf({ whole, shown }, only, contestedMax)
  }

  /**
   * Draws the intervals of a part's agreement as it is now, or gives those that
   * were drawn. With `atOnceMax` those of pairs of members are left out, and it is
   * `undefined` where more than so many numbers are to be added up for each draw. Yields now and then: who draws many can do
   * something else meanwhile. `agreement` is that of the part's figures.
   */
  *intervals(
    only: FiguresFilter,
    agreement: Agreement,
    atOnceMax?: number,
  ): Generator<undefined, AgreementIntervals | undefined> {
    const name = nameOf({ ...only, tags: [] })
    const isAtOnce = atOnceMax !== undefined
    const known = this.#intervals.get(name) ?? (isAtOnce ? this.#intervals.get(`at once ${name}`) : undefined)
    if (known !== undefined) return known
    const scope = this.scope({ ...only, tags: [] })
    const kept = this.#intervals
    if (isAtOnce && workOf(scope, agreement) > atOnceMax) return undefined
    const asked = intervalsAsked(scope, scaleOf(scope), agreement)
    const drawn = yield* drawIntervals(isAtOnce ? { ...asked, pairs: null } : asked)
    // What was said meanwhile has emptied what is kept: then these are of the past.
    kept.set(isAtOnce ? `at once ${name}` : name, drawn)
    return drawn
  }

  /**
   * How verdicts changed between two rounds that have some: the first and the
   * last of those asked for, one that is asked for alone and the one before it,
   * else the last two. `undefined` where there are no two (ST40).
   */
  transitions(only: FiguresFilter): Transitions | undefined {
    const compared = roundsToCompare(this.rounds, only.rounds)
    if (compared === undefined) return undefined
    const name = `transitions;${nameOf(only)}`
    const read = this.#moved.get(name)
    if (read !== undefined) return read
    const [from, to] = compared
    const before = this.scope({ ...only, tags: [], rounds: [from] })
    const after = this.scope({ ...only, tags: [], rounds: [to] })
    const scale = [...new Set([...scaleOf(before), ...scaleOf(after)])].sort((a, b) => a - b)
    const moved = transitionsOf({ before, after, from, to, scale })
    this.#moved.set(name, moved)
    return moved
  }

  /** A student's verdicts against the class's, of the rounds asked for. `undefined` for who is no member. */
  compared(student: MemberId, only: Pick<FiguresFilter, 'rounds'>): Compared | undefined {
    return comparedOf(this.scope({ ...EVERYTHING, rounds: only.rounds }), student)
  }

  /** A part, counted. */
  scope(only: FiguresFilter): Scope {
    const name = nameOf(only)
    const known = this.#kept.get(name)
    if (known !== undefined) {
      // Last in the order of the map: asked for last.
      this.#kept.delete(name)
      this.#kept.set(name, known)
      return known.scope
    }
    const scope = new Scope(this.columns, this.#frame, only)
    this.#kept.set(name, { scope, stop: this.columns.follow(scope) })
    this.#dropOldest()
    return scope
  }

  #forget(): void {
    this.#read.clear()
    this.#moved.clear()
    // Anew, and not emptied: who draws at the moment puts what they find into the old one.
    this.#intervals = new Map()
  }

  #dropOldest(): void {
    const whole = nameOf(EVERYTHING)
    for (const [name, { stop }] of this.#kept) {
      if (this.#kept.size <= PARTS_MAX + 1) return
      if (name === whole) continue
      stop()
      this.#kept.delete(name)
    }
  }

  /** The rounds in which somebody gave a verdict, ascending. */
  get rounds(): readonly number[] {
    const rounds = new Set<number>()
    for (let claim = 0; claim < this.columns.claims; claim += 1) {
      if (this.columns.verdicts.firstOn(claim) < 0) continue
      rounds.add(this.#frame.roundOf(this.columns.layers.name(this.columns.layer.at(claim))))
    }
    return [...rounds].sort((a, b) => a - b)
  }
}

const roundsToCompare = (said: readonly number[], asked: readonly number[]): readonly [number, number] | undefined => {
  const wanted = said.filter((round) => asked.includes(round))
  const to = wanted.at(-1) ?? said.at(-1)
  const from = wanted.length > 1 ? wanted[0] : said.findLast((round) => round < (to ?? 0))
  return from === undefined || to === undefined ? undefined : [from, to]
}

const nameOf = ({ members, groups, tags, rounds }: FiguresFilter): string =>
  [members, groups, tags, rounds].map((list) => list.toSorted().join(',')).join(';')

/** True where what is counted by one may go on by the other: names may differ, and layers that were made since. */
const isSameShape = (a: ReadingFacts, b: ReadingFacts): boolean =>
  a.text === b.text &&
  a.bodyEnd === b.bodyEnd &&
  a.paragraphs?.length === b.paragraphs?.length &&
  a.sections.length === b.sections.length &&
  a.sentences.length === b.sentences.length &&
  isSame(a.members, b.members, (one, other) => one.id === other.id && one.group === other.group) &&
  isSame(a.groups, b.groups, (one, other) => one.id === other.id) &&
  isSame(a.tags, b.tags, (one, other) => one.id === other.id && one.heir === other.heir)

/** True where everything is also called the same, has the same column, and no round was opened. */
const isSameNames = (a: ReadingFacts, b: ReadingFacts): boolean =>
  isSame(a.layers ?? [], b.layers ?? [], (one, other) => one.round === other.round) &&
  isSame(a.members, b.members, (one, other) => one.name === other.name && one.role === other.role) &&
  isSame(a.groups, b.groups, (one, other) => one.name === other.name) &&
  isSame(
    a.tags,
    b.tags,
    (one, other) =>
      one.name === other.name && one.key === other.key && one.pigment === other.pigment && one.active === other.active,
  )

const isSame = <Item>(a: readonly Item[], b: readonly Item[], equal: (one: Item, other: Item) => boolean): boolean =>
  a.length === b.length &&
  a.every((one, at) => {
    const other = b[at]
    return other !== undefined && equal(one, other)
  })

/** Counts a reading from its rows. The rules are in SPEC.md. Every group, heading and member asked for has a row, with zeros too. */
export const figures = ({ rows, only = EVERYTHING, ...facts }: FiguresInput): Figures => {
  const tally = new RunningTally(facts)
  tally.columns.put(rows)
  return tally.figures(only)
}
