import { type LayerId, type MemberId, type TagId, memberId } from '../base'
import { type ReactionKind, type RecordKey, parseRecordKey, recordKey } from '../annotation'
import type { AnnotationRow, CommentRow, ReactionRow, RowChange, Rows, TaggingRow } from '../projection'
import { Places, growingFloat64, growingInt32, growingUint8 } from './growing'

/** What the figures keep of a comment. */
export interface CommentSaid {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly member: MemberId
  readonly parent: RecordKey | null
  /** The place of the passage it is on. */
  readonly claim: number
  readonly text: string
  /** False once its words are gone. */
  readonly hasWords: boolean
  readonly at: number
}

/** What the figures keep of a reaction. */
export interface ReactionSaid {
  readonly member: MemberId
  readonly comment: RecordKey | null
  readonly reaction: ReactionKind
  readonly claim: number
}

/** What of a row the figures are counted from. */
export type CountedAnnotation = Pick<AnnotationRow, 'layer' | 'key' | 'member' | 'start' | 'end' | 'removedAt'>
export type CountedTagging = Pick<TaggingRow, 'layer' | 'annotation' | 'member' | 'tag' | 'at' | 'editedAt'>
export interface CountedComment extends Pick<
  CommentRow,
  'layer' | 'key' | 'member' | 'annotation' | 'parent' | 'text' | 'at'
> {
  /** `null` once its words are gone; else whatever they are. */
  readonly body: object | null
}
export type CountedReaction = Pick<ReactionRow, 'layer' | 'key' | 'member' | 'annotation' | 'comment' | 'reaction'>

/** As `RowChange`, with what is needed of a row. */
export type CountedChange =
  | { readonly kind: 'upsert'; readonly table: 'annotations'; readonly row: CountedAnnotation }
  | { readonly kind: 'upsert'; readonly table: 'taggings'; readonly row: CountedTagging }
  | { readonly kind: 'upsert'; readonly table: 'comments'; readonly row: CountedComment }
  | { readonly kind: 'upsert'; readonly table: 'reactions'; readonly row: CountedReaction }
  | Extract<RowChange, { readonly kind: 'delete' }>

/** Counts on from what changes. A passage is left as it was and entered as it is; then the members concerned are looked at again. */
export interface Follower {
  leave(claim: number): void
  enter(claim: number): void
  /** What this member said, or where it stands, is another. */
  look(member: number): void
}

/** An annotation row was never seen, is there, or was removed by its author. */
export const ABSENT = 0
export const THERE = 1
const REMOVED = 2

const NONE = -1
const EMPTY: readonly never[] = []

/** Says which annotation a record names: its key is unique in its own layer only. */
export const placeKey = (layer: string, key: RecordKey): string => `${layer} ${key}`

/**
 * The rows of a reading in columns: members, tags, layers and passages are
 * numbers, verdicts hang on their passage and on their member. Rows may come in
 * any order and again: a row is what was last put, so that what is read off does
 * not hang on the way there (ST35).
 */
export class Columns {
  readonly members = new Places<MemberId>()
  readonly tags = new Places<TagId>()
  readonly layers = new Places<LayerId>()
  readonly #claims = new Places<string>()
  readonly #keys: RecordKey[] = []
  // By passage.
  readonly start = growingInt32()
  readonly end = growingInt32()
  readonly author = growingInt32()
  readonly layer = growingInt32()
  readonly state = growingUint8()
  readonly #firstOn = growingInt32()
  // By verdict.
  readonly verdictClaim = growingInt32()
  readonly verdictMember = growingInt32()
  readonly verdictTag = growingInt32()
  readonly verdictAt = growingFloat64()
  readonly #nextOn = growingInt32()
  readonly #nextOf = growingInt32()
  readonly #firstOf = growingInt32()
  readonly #free: number[] = []
  #verdicts = 0
  readonly #comments = new Map<string, CommentSaid>()
  readonly #reactions = new Map<string, ReactionSaid>()
  readonly #commentsOn = new Map<number, CommentSaid[]>()
  readonly #reactionsOn = new Map<number, ReactionSaid[]>()
  readonly #followers = new Set<Follower>()

  /** How many passages have a place. */
  get claims(): number {
    return this.#claims.size
  }

  /** How many verdicts have a place; some may be free (`verdictClaim` is -1). */
  get verdictPlaces(): number {
    return this.#verdicts
  }

  keyOf(claim: number): RecordKey {
    const key = this.#keys[claim]
    if (key === undefined) throw new Error('no passage has this place')
    return key
  }

  /** All comments, also those whose words are gone. */
  get comments(): Iterable<CommentSaid> {
    return this.#comments.values()
  }

  comment(layer: LayerId, key: RecordKey): CommentSaid | undefined {
    return this.#comments.get(placeKey(layer, key))
  }

  commentsOn(claim: number): readonly CommentSaid[] {
    return this.#commentsOn.get(claim) ?? EMPTY
  }

  reactionsOn(claim: number): readonly ReactionSaid[] {
    return this.#reactionsOn.get(claim) ?? EMPTY
  }

  /** The first verdict on a passage, -1 for none; `nextOn` gives the next. */
  firstOn(claim: number): number {
    return this.#firstOn.at(claim) - 1
  }

  nextOn(verdict: number): number {
    return this.#nextOn.at(verdict) - 1
  }

  /** The first verdict of a member, -1 for none; `nextOf` gives the next. */
  firstOf(member: number): number {
    return this.#firstOf.at(member) - 1
  }

  nextOf(verdict: number): number {
    return this.#nextOf.at(verdict) - 1
  }

  /** Has a follower hear of every change from now on; the answer ends it. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower)
    return () => {
      this.#followers.delete(follower)
    }
  }

  /** Roughly how much memory this takes, in bytes. */
  get weight(): number {
    return this.#claims.size * 200 + this.#verdicts * 32 + (this.#comments.size + this.#reactions.size) * 300
  }

  /** Puts rows. */
  put({ annotations, taggings, comments, reactions }: Rows): void {
    this.apply([
      ...annotations.map((row) => ({ kind: 'upsert', table: 'annotations', row }) as const),
      ...taggings.map((row) => ({ kind: 'upsert', table: 'taggings', row }) as const),
      ...comments.map((row) => ({ kind: 'upsert', table: 'comments', row }) as const),
      ...reactions.map((row) => ({ kind: 'upsert', table: 'reactions', row }) as const),
    ])
  }

  /** Takes changes in, as the projection gives them; one that was taken already changes nothing. */
  apply(changes: Iterable<CountedChange>): void {
    const concerned = new Set<number>()
    for (const change of changes) {
      if (change.kind === 'delete') this.#remove(change, concerned)
      else if (change.table === 'annotations') this.#putAnnotation(change.row, concerned)
      else if (change.table === 'taggings') this.#putTagging(change.row, concerned)
      else if (change.table === 'comments') this.#putComment(change.row)
      else this.#putReaction(change.row)
    }
    if (this.#followers.size === 0) return
    for (const member of concerned) for (const follower of this.#followers) follower.look(member)
  }

  /**
   * Puts a verdict by places: `claimOf`, `members.of`, `tags.of`. For who reads
   * them all at once before anybody follows; the verdict must be a new one.
   */
  load(claim: number, member: number, tag: number, at: number): void {
    this.#link(claim, member, tag, at)
  }

  /** The place of a passage; given, as one that is absent, where it has none. */
  claimOf(layer: LayerId, key: RecordKey): number {
    const claim = this.#claims.of(placeKey(layer, key))
    if (this.#keys[claim] === undefined) {
      this.#keys[claim] = key
      this.layer.put(claim, this.layers.of(layer))
    }
    return claim
  }

  #change(claim: number, change: () => void): void {
    for (const follower of this.#followers) follower.leave(claim)
    change()
    for (const follower of this.#followers) follower.enter(claim)
  }

  #putAnnotation(row: CountedAnnotation, concerned: Set<number>): void {
    const claim = this.claimOf(row.layer, row.key)
    this.#change(claim, () => {
      this.start.put(claim, row.start)
      this.end.put(claim, row.end)
      this.author.put(claim, this.members.of(row.member))
      this.state.put(claim, row.removedAt === null ? THERE : REMOVED)
    })
    this.#concern(claim, concerned)
  }

  #concern(claim: number, concerned: Set<number>): void {
    for (let verdict = this.firstOn(claim); verdict !== NONE; verdict = this.nextOn(verdict)) {
      concerned.add(this.verdictMember.at(verdict))
    }
  }

  #putTagging(row: CountedTagging, concerned: Set<number>): void {
    const claim = this.claimOf(row.layer, row.annotation)
    const member = this.members.of(row.member)
    const tag = this.tags.of(row.tag)
    const at = row.editedAt ?? row.at
    this.#change(claim, () => {
      const known = this.#verdictOf(claim, member)
      if (known === NONE) this.#link(claim, member, tag, at)
      else {
        this.verdictTag.put(known, tag)
        this.verdictAt.put(known, at)
      }
    })
    concerned.add(member)
  }

  /** A member has one verdict on a passage: its key says both. */
  #verdictOf(claim: number, member: number): number {
    let verdict = this.firstOn(claim)
    while (verdict !== NONE && this.verdictMember.at(verdict) !== member) verdict = this.nextOn(verdict)
    return verdict
  }

  #link(claim: number, member: number, tag: number, at: number): void {
    const verdict = this.#free.pop() ?? this.#verdicts
    if (verdict === this.#verdicts) this.#verdicts += 1
    this.verdictClaim.put(verdict, claim)
    this.verdictMember.put(verdict, member)
    this.verdictTag.put(verdict, tag)
    this.verdictAt.put(verdict, at)
    this.#nextOn.put(verdict, this.#firstOn.at(claim))
    this.#firstOn.put(claim, verdict + 1)
    this.#nextOf.put(verdict, this.#firstOf.at(member))
    this.#firstOf.put(member, verdict + 1)
  }

  #unlink(claim: number, member: number): void {
    const verdict = this.#verdictOf(claim, member)
    if (verdict === NONE) return
    cut(this.#firstOn, this.#nextOn, claim, verdict)
    cut(this.#firstOf, this.#nextOf, member, verdict)
    this.verdictClaim.put(verdict, NONE)
    this.#free.push(verdict)
  }

  #putComment(row: CountedComment): void {
    const claim = this.claimOf(row.layer, row.annotation)
    const said: CommentSaid = {
      layer: row.layer,
      key: row.key,
      member: row.member,
      parent: row.parent,
      claim,
      text: row.text,
      hasWords: row.body !== null,
      at: row.at,
    }
    const name = placeKey(row.layer, row.key)
    this.#change(claim, () => {
      drop(this.#commentsOn, this.#comments.get(name))
      this.#comments.set(name, said)
      hang(this.#commentsOn, said)
    })
  }

  #putReaction(row: CountedReaction): void {
    const claim = this.claimOf(row.layer, row.annotation)
    const said: ReactionSaid = { member: row.member, comment: row.comment, reaction: row.reaction, claim }
    const name = placeKey(row.layer, row.key)
    this.#change(claim, () => {
      drop(this.#reactionsOn, this.#reactions.get(name))
      this.#reactions.set(name, said)
      hang(this.#reactionsOn, said)
    })
  }

  #remove({ table, layer, key }: Extract<RowChange, { kind: 'delete' }>, concerned: Set<number>): void {
    const name = placeKey(layer, key)
    if (table === 'comments') {
      const said = this.#comments.get(name)
      if (said === undefined) return
      this.#change(said.claim, () => {
        drop(this.#commentsOn, said)
        this.#comments.delete(name)
      })
    } else if (table === 'reactions') {
      const said = this.#reactions.get(name)
      if (said === undefined) return
      this.#change(said.claim, () => {
        drop(this.#reactionsOn, said)
        this.#reactions.delete(name)
      })
    } else if (table === 'annotations') {
      const claim = this.#claims.find(name)
      if (claim === undefined) return
      this.#change(claim, () => {
        this.state.put(claim, ABSENT)
      })
      this.#concern(claim, concerned)
    } else {
      const named = annotationOfTagging(key)
      const claim = named === undefined ? undefined : this.#claims.find(placeKey(layer, named.annotation))
      const member = named === undefined ? undefined : this.members.find(named.member)
      if (claim === undefined || member === undefined) return
      this.#change(claim, () => {
        this.#unlink(claim, member)
      })
      concerned.add(member)
    }
  }
}

type Chain = ReturnType<typeof growingInt32>

/** Takes a verdict out of a chain; links are places plus one, 0 is the end. */
const cut = (first: Chain, next: Chain, of: number, verdict: number): void => {
  const after = next.at(verdict)
  if (first.at(of) === verdict + 1) {
    first.put(of, after)
    return
  }
  let before = first.at(of) - 1
  while (before !== NONE && next.at(before) !== verdict + 1) before = next.at(before) - 1
  if (before !== NONE) next.put(before, after)
}

const drop = <Said extends { readonly claim: number }>(on: Map<number, Said[]>, said: Said | undefined): void => {
  if (said === undefined) return
  const left = (on.get(said.claim) ?? []).filter((one) => one !== said)
  if (left.length === 0) on.delete(said.claim)
  else on.set(said.claim, left)
}

const hang = <Said extends { readonly claim: number }>(on: Map<number, Said[]>, said: Said): void => {
  const list = on.get(said.claim)
  if (list === undefined) on.set(said.claim, [said])
  else list.push(said)
}

/** Who gave a verdict on what, by its key (`taggingKey`). */
const annotationOfTagging = (
  key: RecordKey,
): { readonly member: MemberId; readonly annotation: RecordKey } | undefined => {
  const parts = parseRecordKey(key)
  if (parts?.kind !== 'tagging') return undefined
  const dot = parts.local.indexOf('.')
  return {
    member: parts.owner,
    annotation: recordKey('annotation', memberId(parts.local.slice(0, dot)), parts.local.slice(dot + 1)),
  }
}
