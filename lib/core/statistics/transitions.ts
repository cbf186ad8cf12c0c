import { type MemberId, seededRandom } from '../base'
import type { RecordKey } from '../annotation'
import type { Sentence } from '../document'
import { ratingsPaired } from './agreement'
import { nominalAlpha } from './alpha'
import { type Estimate, estimateAlpha } from './bootstrap'
import { ABSENT } from './columns'
import { BOOTSTRAP_SEED } from './resample'
import { type FiguresTag, asColumn } from './columns-of-tags'
import { bump } from './growing'
import type { Coefficient } from './reliability'
import type { CommentSaid } from './said'
import type { Scope } from './scope'

/** Members who went from one tag to another; the tags are places in `Transitions.tags`. */
export interface Move {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** A sentence on which members changed their verdict. */
export interface ChangedPassage {
  /** Offsets in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly exact: string
  /** A claim there, of the later round where it has one; `null` where it is gone. */
  readonly annotation: RecordKey | null
  /** Members with a verdict here in both rounds. */
  readonly pairs: number
  readonly changed: number
  /** The most frequent first. */
  readonly moves: readonly Move[]
}

/** A comment after which members changed their verdict where it stands (ST39). */
export interface FollowedComment {
  readonly layer: string
  readonly annotation: RecordKey
  readonly member: MemberId
  readonly text: string
  /** Members who changed after it. */
  readonly followed: number
  /** Who they are, in the order of the members. */
  readonly movers: readonly MemberId[]
}

/** What lies behind one cell of the table: where, and whose verdicts. */
export interface MoveBehind {
  /** The sentences as stretches of the text, neighbours as one; offsets, `end` exclusive. In the order of the text. */
  readonly places: readonly { readonly start: number; readonly end: number }[]
  /** In the order of the members. */
  readonly members: readonly MemberId[]
}

/** How verdicts changed from one round to a later one. Rules ST36 to ST40. */
export interface Transitions {
  /** From 1. */
  readonly from: number
  readonly to: number
  readonly tags: readonly FiguresTag[]
  /** Pairs of a member and a sentence: first by the earlier tag, then by the later, both in the order of `tags`. */
  readonly table: readonly (readonly number[])[]
  /** The same cells: what is behind each. */
  readonly behind: readonly (readonly MoveBehind[])[]
  /** The sum of the table. */
  readonly pairs: number
  /** What of it is not on its diagonal. */
  readonly changed: number
  readonly membersWhoChanged: number
  readonly membersInBoth: number
  /** Verdicts on sentences in the earlier round alone, and in the later alone. */
  readonly onlyBefore: number
  readonly onlyAfter: number
  /** Of each round alone. */
  readonly before: Estimate
  readonly after: Estimate
  /** Over the pairs alone: the same members on the same sentences. */
  readonly pairedBefore: Coefficient
  readonly pairedAfter: Coefficient
  /** The most changed first, at most `CHANGED_PASSAGES_MAX`. */
  readonly passages: readonly ChangedPassage[]
  /** The most followed first, at most `FOLLOWED_COMMENTS_MAX`. */
  readonly comments: readonly FollowedComment[]
}

export const CHANGED_PASSAGES_MAX = 12
export const FOLLOWED_COMMENTS_MAX = 5

interface Compared {
  readonly before: Scope
  readonly after: Scope
  readonly from: number
  readonly to: number
  /** The places of the tags that have a column. */
  readonly scale: readonly number[]
}

/** Counts how verdicts changed between two rounds; both scopes are of the same members. */
export const transitionsOf = ({ before, after, from, to, scale }: Compared): Transitions => {
  const { frame } = after
  const sentences = frame.sentences.length
  const tags = frame.facts.tags.length
  const members = frame.facts.members.length
  const moves = new Int32Array(sentences * tags * tags)
  const paired = { before: new Uint8Array(members * sentences), after: new Uint8Array(members * sentences) }
  const changes: { readonly member: number; readonly sentence: number; readonly tag: number }[] = []
  const inBoth = new Set<number>()
  const movedBy = new Set<number>()
  const movers = new Set<number>()
  let onlyBefore = 0
  let onlyAfter = 0
  for (let member = 0; member < members; member += 1) {
    for (let sentence = 0; sentence < sentences; sentence += 1) {
      const at = member * sentences + sentence
      const old = before.onSentences.cells[at] ?? 0
      const now = after.onSentences.cells[at] ?? 0
      if (old === 0 || now === 0) {
        onlyBefore += old === 0 ? 0 : 1
        onlyAfter += now === 0 ? 0 : 1
        continue
      }
      paired.before[at] = old
      paired.after[at] = now
      inBoth.add(member)
      bump(moves, (sentence * tags + old - 1) * tags + now - 1, 1)
      movedBy.add((member * tags + old - 1) * tags + now - 1)
      if (old === now) continue
      movers.add(member)
      changes.push({ member, sentence, tag: now - 1 })
    }
  }
  const table = scale.map((old) =>
    scale.map((now) => {
      let sum = 0
      for (let sentence = 0; sentence < sentences; sentence += 1)
        sum += moves[(sentence * tags + old) * tags + now] ?? 0
      return sum
    }),
  )
  return {
    from,
    to,
    tags: scale.flatMap((place) => frame.facts.tags[place] ?? []).map(asColumn),
    table,
    behind: scale.map((old) =>
      scale.map((now) => ({
        places: stretchesOf(frame.sentences, (sentence) => (moves[(sentence * tags + old) * tags + now] ?? 0) > 0),
        members: frame.facts.members.flatMap(({ id }, member) =>
          movedBy.has((member * tags + old) * tags + now) ? [id] : [],
        ),
      })),
    ),
    pairs: table.flat().reduce((sum, count) => sum + count, 0),
    changed: changes.length,
    membersWhoChanged: movers.size,
    membersInBoth: inBoth.size,
    onlyBefore,
    onlyAfter,
    before: estimateAlpha(ratingsPaired(before, before.onSentences.cells), seededRandom(BOOTSTRAP_SEED)),
    after: estimateAlpha(ratingsPaired(after, after.onSentences.cells), seededRandom(BOOTSTRAP_SEED)),
    pairedBefore: nominalAlpha(ratingsPaired(before, paired.before)),
    pairedAfter: nominalAlpha(ratingsPaired(after, paired.after)),
    passages: passagesOf(after, moves, scale),
    comments: followedComments(before, after, changes),
  }
}

/** The sentences that are asked for as stretches: those that follow each other are one. */
const stretchesOf = (sentences: readonly Sentence[], isAsked: (sentence: number) => boolean): MoveBehind['places'] => {
  const stretches: { start: number; end: number }[] = []
  let isOpen = false
  sentences.forEach(({ start, end }, at) => {
    const wasOpen = isOpen
    isOpen = isAsked(at)
    const last = stretches.at(-1)
    if (isOpen && wasOpen && last !== undefined) last.end = end
    else if (isOpen) stretches.push({ start, end })
  })
  return stretches
}

const passagesOf = (scope: Scope, moves: Int32Array, scale: readonly number[]): readonly ChangedPassage[] => {
  const { frame } = scope
  const tags = frame.facts.tags.length
  const changed = frame.sentences.flatMap(({ start, end }, sentence) => {
    const own: Move[] = []
    let pairs = 0
    scale.forEach((old, fromPlace) => {
      scale.forEach((now, toPlace) => {
        const count = moves[(sentence * tags + old) * tags + now] ?? 0
        pairs += count
        if (old !== now && count > 0) own.push({ from: fromPlace, to: toPlace, count })
      })
    })
    const sum = own.reduce((total, { count }) => total + count, 0)
    if (sum === 0) return []
    own.sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to)
    return [{ start, end, exact: frame.facts.text.slice(start, end), pairs, changed: sum, moves: own }]
  })
  return changed
    .sort((a, b) => b.changed - a.changed || b.changed / b.pairs - a.changed / a.pairs || a.start - b.start)
    .slice(0, CHANGED_PASSAGES_MAX)
    .map((passage) => ({ ...passage, annotation: claimAt(scope, passage.start, passage.end) }))
}

/** The claim there that most gave a verdict on: where a reader is sent to. */
const claimAt = (scope: Scope, start: number, end: number): RecordKey | null => {
  const { columns } = scope
  let best: RecordKey | null = null
  let most = 0
  for (let claim = 0; claim < columns.claims; claim += 1) {
    if (columns.state.at(claim) === ABSENT || columns.start.at(claim) >= end || columns.end.at(claim) <= start) continue
    const { size } = scope.ratingsOn(claim)
    const key = columns.keyOf(claim)
    if (size > most || (size === most && size > 0 && best !== null && key < best)) {
      best = key
      most = size
    }
  }
  return best
}

/** After which comments members changed, by the moments of both (ST39). */
const followedComments = (
  before: Scope,
  after: Scope,
  changes: readonly { readonly member: number; readonly sentence: number; readonly tag: number }[],
): readonly FollowedComment[] => {
  const { frame, columns } = after
  const on = new Map<number, CommentSaid[]>()
  for (const comment of columns.comments) {
    if (!comment.hasWords || columns.state.at(comment.claim) === ABSENT) continue
    const end = columns.end.at(comment.claim)
    for (let at = frame.firstEndingAfter(columns.start.at(comment.claim)); frame.startOf(at) < end; at += 1) {
      const list = on.get(at)
      if (list === undefined) on.set(at, [comment])
      else list.push(comment)
    }
  }
  const followers = new Map<CommentSaid, Set<number>>()
  for (const { member, sentence, tag } of changes) {
    const comments = on.get(sentence)
    const mover = frame.facts.members[member]
    if (comments === undefined || mover === undefined) continue
    const since = momentsOf(before, member, sentence).reduce((last, { at }) => Math.max(last, at), -Infinity)
    const until = momentsOf(after, member, sentence)
      .filter((moment) => moment.tag === tag)
      .reduce((first, { at }) => Math.min(first, at), Infinity)
    for (const comment of comments) {
      const group = frame.groupOfLayer(comment.layer)
      const isRead = group === null || group === mover.group
      if (comment.member === mover.id || !isRead || comment.at <= since || comment.at >= until) continue
      const own = followers.get(comment) ?? new Set<number>()
      followers.set(comment, own.add(member))
    }
  }
  return [...followers]
    .sort(([a, one], [b, other]) => other.size - one.size || a.at - b.at || (a.key < b.key ? -1 : 1))
    .slice(0, FOLLOWED_COMMENTS_MAX)
    .map(([{ layer, claim, member, text }, movers]) => ({
      layer,
      annotation: columns.keyOf(claim),
      member,
      text,
      followed: movers.size,
      movers: frame.facts.members.flatMap(({ id }, place) => (movers.has(place) ? [id] : [])),
    }))
}

/** The verdicts of a member that touch a sentence, with their moments. */
const momentsOf = (
  scope: Scope,
  place: number,
  sentence: number,
): readonly { readonly tag: number; readonly at: number }[] => {
  const { columns, frame } = scope
  const id = frame.facts.members[place]?.id
  const member = id === undefined ? undefined : columns.members.find(id)
  const stretch = frame.sentences[sentence]
  if (member === undefined || stretch === undefined) return []
  const moments: { readonly tag: number; readonly at: number }[] = []
  for (let verdict = columns.verdicts.firstOf(member); verdict >= 0; verdict = columns.verdicts.nextOf(verdict)) {
    const claim = columns.verdicts.claim.at(verdict)
    const tag = scope.tagOf(verdict)
    const touches = columns.start.at(claim) < stretch.end && columns.end.at(claim) > stretch.start
    if (tag < 0 || !touches || columns.state.at(claim) === ABSENT || !scope.isOfRounds(claim)) continue
    moments.push({ tag, at: columns.verdicts.at.at(verdict) })
  }
  return moments
}
