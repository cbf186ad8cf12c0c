import type { MemberId, TagId } from '../base'
import {
  type Annotation,
  type CommentBlock,
  type LayerRecord,
  RATIONALE_MAX_CHARS,
  type RecordKey,
  type Tag,
  parseRecordKey,
  reactionKey,
  recordKey,
  taggingKey,
} from '../annotation'
import { describe } from '../anchor'
import { THREAD_MAX_DEPTH } from '../gate'
import { bodiesOf, line, quotation } from './bodies'
import type { ForeignAuthor, ForeignNote } from './foreign'
import { keyOfIri } from './names'
import { type HereText, passagePlacer } from './place-note'
import { type Standing, standingsOf } from './standing'

/** Into what, and as whose, notes are brought. */
export interface ImportMeans {
  readonly here: HereText
  /** The codebook. */
  readonly tags: readonly Tag[]
  /** Whose records they become. */
  readonly member: MemberId
  /** Whose own a note is: then its verdict is a verdict of theirs. `undefined`: another's, kept in the words of `member`. */
  readonly ownerOf: (author: ForeignAuthor) => MemberId | undefined
  /** The local id of what a name of the file stands for: the same each time, so that a second import brings nothing twice. */
  readonly localOf: (name: string) => string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What an import would do, said to people. Each count is of notes of the file. */
export interface ImportReport {
  /** Highlights at their place, with their words. */
  readonly exact: number
  readonly moved: readonly string[]
  /** `score` from 0 to below 1. */
  readonly guessed: readonly { readonly quote: string; readonly found: string; readonly score: number }[]
  /** Quotes that the text does not have: kept, with what was said of them, at its title. */
  readonly orphans: readonly string[]
  /** Comments and answers. */
  readonly comments: number
  readonly verdicts: number
  /** Tags that became words: the codebook has them not, or they are another's verdicts. */
  readonly tagsAsWords: readonly string[]
  /** Reactions of others, which nobody can give for them. */
  readonly reactionsLeft: number
  /** Authors whose notes are kept in the importer's words. */
  readonly others: readonly string[]
}

export interface ImportPlan {
  /** None stands before what it refers to. */
  readonly records: readonly (readonly [RecordKey, LayerRecord])[]
  readonly report: ImportReport
}

/** What notes of other tools become here. Nothing is written. */
export const planImport = (notes: readonly ForeignNote[], means: ImportMeans): ImportPlan =>
  new Planning(notes, means).plan()

interface Base {
  readonly annotation: RecordKey
  /** `null` where the highlight is the note's own. */
  readonly lost: readonly CommentBlock[] | null
}

class Planning {
  private readonly annotations = new Map<RecordKey, Annotation>()
  private readonly comments: [RecordKey, LayerRecord][] = []
  private readonly others = new Map<RecordKey, LayerRecord>()
  private readonly bases = new Map<string, Base>()
  /** What an answer to a note hangs on: its comment, or what that hangs on; `null` is the highlight. */
  private readonly hooks = new Map<string, RecordKey | null>()
  private readonly parents = new Map<RecordKey, RecordKey | null>()
  private readonly depths = new Map<RecordKey, number>()
  private readonly place: ReturnType<typeof passagePlacer>
  private readonly tagsByName: ReadonlyMap<string, Tag>
  private readonly tagsById: ReadonlyMap<string, Tag>
  private readonly moved: string[] = []
  private readonly guessed: ImportReport['guessed'][number][] = []
  private readonly orphans: string[] = []
  private readonly tagWords = new Set<string>()
  private readonly authors = new Set<string>()
  private counts = { exact: 0, comments: 0, verdicts: 0, reactionsLeft: 0 }

  constructor(
    private readonly notes: readonly ForeignNote[],
    private readonly means: ImportMeans,
  ) {
    this.place = passagePlacer(means.here)
    this.tagsByName = new Map(means.tags.map((tag) => [folded(tag.name), tag]))
    this.tagsById = new Map(means.tags.map((tag) => [tag.id, tag]))
  }

  plan(): ImportPlan {
    const standings = standingsOf(this.notes)
    for (const standing of standings) if (standing.root === standing.note) this.addBase(standing)
    for (const standing of standings) this.addWords(standing)
    return {
      records: [...this.annotations, ...this.comments, ...this.others],
      report: {
        ...this.counts,
        moved: this.moved,
        guessed: this.guessed,
        orphans: this.orphans,
        tagsAsWords: [...this.tagWords],
        others: [...this.authors],
      },
    }
  }

  private addBase({ note, isLost }: Standing): void {
    const { target } = note
    if (target.kind !== 'passage') {
      if (isLost) this.orphans.push('')
      this.bases.set(note.id, { annotation: this.title(this.ownerOf(note) ?? this.means.member), lost: [] })
      return
    }
    const owner = this.ownerOf(note) ?? this.means.member
    const placed = this.place(target)
    if (placed.kind === 'orphan') {
      this.orphans.push(target.exact)
      this.bases.set(note.id, { annotation: this.title(owner), lost: quotation(target.exact) })
      return
    }
    if (placed.kind === 'guessed') {
      this.guessed.push({ quote: target.exact, found: placed.anchor.exact, score: placed.score })
    } else if (placed.kind === 'moved') this.moved.push(placed.anchor.exact)
    else this.counts.exact += 1
    const key = this.keyOf('annotation', note, owner)
    const isOwn = this.ownerOf(note) !== undefined
    this.annotations.set(key, {
      v: 1,
      kind: 'annotation',
      author: owner,
      ...this.momentsOf(note),
      anchor: placed.anchor,
      ...(isOwn && note.removedAt !== null ? { removedAt: Math.min(note.removedAt, this.means.now) } : {}),
    })
    this.bases.set(note.id, { annotation: key, lost: null })
  }

  private addWords({ note, root, parent }: Standing): void {
    const base = this.bases.get(root.id)
    if (base === undefined) return
    const above = parent === null ? null : (this.hooks.get(parent.id) ?? null)
    const isRoot = root === note
    const owner = this.ownerOf(note)
    if (note.reaction !== null) {
      this.addReaction(note, base.annotation, above, owner)
      this.hooks.set(note.id, above)
      return
    }
    const isTitle = base.lost !== null
    const verdict = owner === undefined || isTitle ? undefined : this.verdictOf(note, base.annotation, owner)
    const blocks = [
      ...(isRoot ? (base.lost ?? []) : []),
      ...(note.words?.content ?? []),
      ...this.tagBlocks(note, verdict),
    ]
    const isRemoved = note.removedAt !== null && note.words === null && !isRoot
    if (isRemoved && owner !== undefined) {
      const removed = { body: null, removedAt: Math.min(note.removedAt, this.means.now) }
      this.hooks.set(note.id, this.addComment(note, base.annotation, above, owner, removed, ''))
      return
    }
    const signed = owner === undefined && !isRemoved ? [...this.signature(note), ...blocks] : blocks
    let hook = above
    for (const [nth, body] of bodiesOf(signed).entries()) {
      const on = nth === 0 ? above : hook
      const author = owner ?? this.means.member
      const key = this.addComment(note, base.annotation, on, author, { body }, nth === 0 ? '' : `/${nth}`)
      if (nth === 0) {
        hook = key
        this.counts.comments += 1
      }
    }
    this.hooks.set(note.id, hook)
  }

  private verdictOf(note: ForeignNote, annotation: RecordKey, owner: MemberId): TagId | undefined {
    const tag = note.tags.map((given) => this.tagOf(given)).find((found) => found?.active === true)
    if (tag === undefined || (note.rationale?.length ?? 0) > RATIONALE_MAX_CHARS) return undefined
    const key = taggingKey(owner, annotation)
    if (this.others.has(key)) return undefined
    this.others.set(key, {
      v: 1,
      kind: 'tagging',
      author: owner,
      ...this.momentsOf(note),
      annotation,
      tag: tag.id,
      ...(note.rationale === null ? {} : { rationale: note.rationale }),
    })
    this.counts.verdicts += 1
    return tag.id
  }

  private tagBlocks(note: ForeignNote, verdict: TagId | undefined): readonly CommentBlock[] {
    const left = note.tags.filter((tag) => verdict === undefined || this.tagOf(tag)?.id !== verdict)
    const names = left.map((tag) => this.tagOf(tag)?.name ?? tag.name ?? tag.id).filter((name) => name !== null)
    names.forEach((name) => this.tagWords.add(name))
    const reason = verdict === undefined && note.rationale !== null ? [line(note.rationale)] : []
    return names.length === 0 ? reason : [line(`Tagged: ${names.join(', ')}`, true), ...reason]
  }

  private addReaction(note: ForeignNote, annotation: RecordKey, above: RecordKey | null, owner?: MemberId): void {
    const { reaction } = note
    const saysState = reaction === 'resolved' || reaction === 'reopened'
    if (reaction === null || owner === undefined || (saysState && above !== null)) {
      this.counts.reactionsLeft += 1
      return
    }
    this.others.set(reactionKey(owner, above ?? annotation, reaction), {
      v: 1,
      kind: 'reaction',
      author: owner,
      ...this.momentsOf(note),
      annotation,
      comment: above,
      reaction,
    })
  }

  private addComment(
    note: ForeignNote,
    annotation: RecordKey,
    above: RecordKey | null,
    author: MemberId,
    said: Pick<Extract<LayerRecord, { kind: 'comment' }>, 'body' | 'removedAt'>,
    part: string,
  ): RecordKey {
    const key = this.keyOf('comment', note, author, part)
    // A thread that is too deep goes on beside its last answer.
    const isTooDeep = above !== null && (this.depths.get(above) ?? 0) >= THREAD_MAX_DEPTH
    const parent = isTooDeep ? (this.parents.get(above) ?? null) : above
    this.parents.set(key, parent)
    this.depths.set(key, parent === null ? 0 : (this.depths.get(parent) ?? 0) + 1)
    this.comments.push([key, { v: 1, kind: 'comment', author, ...this.momentsOf(note), annotation, parent, ...said }])
    return key
  }

  /** The one highlight of an owner's on the title, where what has no place of its own is kept. */
  private title(owner: MemberId): RecordKey {
    const { index, version } = this.means.here
    const key = recordKey('annotation', owner, this.means.localOf('title'))
    if (this.annotations.has(key)) return key
    const block =
      index.blocks.find(
        ({ node, end, start }) => node.type.name === 'heading' && node.attrs.level === 1 && end > start,
      ) ?? index.blocks.find(({ start, end }) => end > start)
    if (block === undefined) throw new Error('a paper has words')
    const anchor = describe(version, index, block)
    this.annotations.set(key, { v: 1, kind: 'annotation', author: owner, at: this.means.now, anchor })
    return key
  }

  private keyOf(kind: 'annotation' | 'comment', note: ForeignNote, owner: MemberId, part = ''): RecordKey {
    const own = keyOfIri(note.id)
    const parts = own === undefined ? undefined : parseRecordKey(own)
    if (part === '' && parts?.kind === kind && parts.owner === owner) return recordKey(kind, owner, parts.local)
    return recordKey(kind, owner, this.means.localOf(`${note.id}${part}`))
  }

  private momentsOf({ at, editedAt }: ForeignNote): { at: number; editedAt?: number } {
    const { now } = this.means
    return {
      at: Math.min(at ?? now, now),
      ...(editedAt === null ? {} : { editedAt: Math.min(editedAt, now) }),
    }
  }

  private ownerOf(note: ForeignNote): MemberId | undefined {
    return this.means.ownerOf(note.author)
  }

  private tagOf(given: ForeignNote['tags'][number]): Tag | undefined {
    return this.tagsById.get(given.id ?? '') ?? this.tagsByName.get(folded(given.name ?? ''))
  }

  /** A line that says whose words follow: nobody's name stands over what they did not write here. */
  private signature({ author }: ForeignNote): readonly CommentBlock[] {
    const name = author.name ?? author.id
    if (name === null) return []
    this.authors.add(name)
    return [line(`By ${name.slice(0, 200)}, imported`, true)]
  }
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
