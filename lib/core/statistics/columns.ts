import { type LayerId, type MemberId, type TagId, memberId } from '../base'
import { type RecordKey, parseRecordKey, recordKey } from '../annotation'
import type { RowChange, Rows } from '../projection'
import type {
  CountedAnnotation,
  CountedChange,
  CountedComment,
  CountedReaction,
  CountedTagging,
} from './counted-change'
import { Places, growingInt32, growingUint8 } from './growing'
import { type CommentSaid, type ReactionSaid, SaidOn } from './said'
import { Verdicts } from './verdicts'

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
  readonly verdicts = new Verdicts()
  readonly #comments = new SaidOn<CommentSaid>()
  readonly #reactions = new SaidOn<ReactionSaid>()
  readonly #followers = new Set<Follower>()

  /** How many passages have a place. */
  get claims(): number {
    return this.#claims.size
  }

  keyOf(claim: number): RecordKey {
    const key = this.#keys[claim]
    if (key === undefined) throw new Error('no passage has this place')
    return key
  }

  /** All comments, also those whose words are gone. */
  get comments(): Iterable<CommentSaid> {
    return this.#comments.all()
  }

  comment(layer: LayerId, key: RecordKey): CommentSaid | undefined {
    return this.#comments.get(placeKey(layer, key))
  }

  commentsOn(claim: number): readonly CommentSaid[] {
    return this.#comments.on(claim)
  }

  reactionsOn(claim: number): readonly ReactionSaid[] {
    return this.#reactions.on(claim)
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
    return this.#claims.size * 200 + this.verdicts.places * 32 + (this.#comments.size + this.#reactions.size) * 300
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
    this.verdicts.add(claim, member, tag, at)
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
    const { verdicts } = this
    for (let verdict = verdicts.firstOn(claim); verdict >= 0; verdict = verdicts.nextOn(verdict)) {
      concerned.add(verdicts.member.at(verdict))
    }
  }

  #putTagging(row: CountedTagging, concerned: Set<number>): void {
    const claim = this.claimOf(row.layer, row.annotation)
    const member = this.members.of(row.member)
    const tag = this.tags.of(row.tag)
    const at = row.editedAt ?? row.at
    this.#change(claim, () => {
      this.verdicts.put(claim, member, tag, at)
    })
    concerned.add(member)
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
    this.#change(claim, () => {
      this.#comments.put(placeKey(row.layer, row.key), said)
    })
  }

  #putReaction(row: CountedReaction): void {
    const claim = this.claimOf(row.layer, row.annotation)
    const said: ReactionSaid = { member: row.member, comment: row.comment, reaction: row.reaction, claim }
    this.#change(claim, () => {
      this.#reactions.put(placeKey(row.layer, row.key), said)
    })
  }

  #remove({ table, layer, key }: Extract<RowChange, { kind: 'delete' }>, concerned: Set<number>): void {
    const name = placeKey(layer, key)
    if (table === 'comments' || table === 'reactions') {
      const said = table === 'comments' ? this.#comments : this.#reactions
      const claim = said.get(name)?.claim
      if (claim === undefined) return
      this.#change(claim, () => {
        said.remove(name)
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
        this.verdicts.remove(claim, member)
      })
      concerned.add(member)
    }
  }
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
