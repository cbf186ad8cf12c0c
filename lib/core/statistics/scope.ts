import type { LayerId } from '../base'
import { ABSENT, type Columns, type Follower, THERE } from './columns'
import type { FiguresFilter } from './facts'
import type { Frame } from './frame'
import { bump } from './growing'
import { MarkedText } from './marked-text'
import { ClaimCounts, RoundCounts, type RowCounts, rowCounts } from './scope-counts'
import { SentenceTags } from './sentence-tags'

/**
 * One part of a reading (some members, rounds, tags; ST33), counted and kept so:
 * a change takes away what the passage gave and adds what it gives now, and
 * looks again at one member's verdicts on the sentences. No row is read twice,
 * and the counts are those of a recount (ST35).
 */
export class Scope implements Follower {
  readonly columns: Columns
  readonly frame: Frame
  /** True where no member is left out by the filter. */
  readonly asksAll: boolean
  /** By member: 1 for those who are asked for. */
  readonly isAsked: Uint8Array
  readonly #rounds: ReadonlySet<number> | undefined
  readonly #tags: Uint8Array | undefined
  readonly byMember: RowCounts
  readonly bySection: RowCounts
  readonly claimsBySection: Int32Array
  readonly claimsByGroup: Int32Array
  readonly claimsByParagraph: Int32Array
  /** By paragraph and then tag. */
  readonly tagsByParagraph: Int32Array
  readonly byRound = new RoundCounts()
  readonly claims: ClaimCounts
  /** Verdicts whose tag the codebook does not have. */
  unknownTags = 0
  /** Claims that touch each sentence. */
  readonly touching: Int32Array
  readonly onSentences: SentenceTags
  /** The text as members cut it (ST27). */
  readonly text: MarkedText
  /** By passage: what it is ranked by, times the members asked (ST28); 0 where verdicts do not differ. */
  readonly ranks: number[] = []
  readonly #memberPlaces: number[] = []
  readonly #tagPlaces: number[] = []
  readonly #rounding: number[] = []
  // For one passage at a time.
  readonly #here: Int32Array
  readonly #groupsHere: Int32Array
  #stamp = 0

  constructor(columns: Columns, frame: Frame, only: FiguresFilter) {
    this.columns = columns
    this.frame = frame
    const { members, groups, tags, sections, bodyEnd, paragraphs = [] } = frame.facts
    this.asksAll = only.members.length === 0 && only.groups.length === 0
    this.isAsked = Uint8Array.from(members, ({ id, group }) =>
      this.asksAll || only.members.includes(id) || (group !== null && only.groups.includes(group)) ? 1 : 0,
    )
    this.#rounds = only.rounds.length === 0 ? undefined : new Set(only.rounds)
    this.#tags =
      only.tags.length === 0 ? undefined : Uint8Array.from(tags, ({ id }) => (only.tags.includes(id) ? 1 : 0))
    this.byMember = rowCounts(members.length, tags.length)
    this.bySection = rowCounts(sections.length + 1, tags.length)
    this.claimsBySection = new Int32Array(sections.length + 1)
    this.claimsByParagraph = new Int32Array(paragraphs.length)
    this.tagsByParagraph = new Int32Array(paragraphs.length * tags.length)
    this.claimsByGroup = new Int32Array(groups.length + 1)
    this.claims = new ClaimCounts(members.length, tags.length)
    this.touching = new Int32Array(frame.sentences.length)
    this.onSentences = new SentenceTags(frame, members.length, tags.length)
    this.text = new MarkedText(bodyEnd, tags.length)
    this.#here = new Int32Array(tags.length)
    this.#groupsHere = new Int32Array(groups.length + 1)
    for (let claim = 0; claim < columns.claims; claim += 1) this.enter(claim)
    for (let member = 0; member < columns.members.size; member += 1) this.look(member)
  }

  /** What a passage is ranked by, times the members asked. */
  rankOf(claim: number): number {
    return this.ranks[claim] ?? 0
  }

  enter(claim: number): void {
    this.#count(claim, 1)
  }

  leave(claim: number): void {
    this.#count(claim, -1)
  }

  /** The place of a member who is asked for; -1 for others. */
  placeOf(member: number): number {
    let place = this.#memberPlaces[member]
    if (place === undefined) {
      const id = this.columns.members.name(member)
      place = (id === undefined ? undefined : this.frame.memberPlaces.get(id)) ?? -1
      if (this.isAsked[place] !== 1) place = -1
      this.#memberPlaces[member] = place
    }
    return place
  }

  /** The place of a tag of the codebook; -1 for others. */
  tagPlaceOf(tag: number): number {
    let place = this.#tagPlaces[tag]
    if (place === undefined) {
      const id = this.columns.tags.name(tag)
      place = (id === undefined ? undefined : this.frame.tagPlaces.get(id)) ?? -1
      this.#tagPlaces[tag] = place
    }
    return place
  }

  /** The round of a passage's layer. */
  roundOf(claim: number): number {
    const layer = this.columns.layer.at(claim)
    let round = this.#rounding[layer]
    if (round === undefined) {
      const id: LayerId | undefined = this.columns.layers.name(layer)
      round = this.frame.roundOf(id)
      this.#rounding[layer] = round
    }
    return round
  }

  isOfRounds(claim: number): boolean {
    return this.#rounds === undefined || this.#rounds.has(this.roundOf(claim))
  }

  /** The tag of a verdict that is counted here; -1 for one that is not. Its member is asked for, its passage there. */
  tagOf(verdict: number): number {
    const tag = this.tagPlaceOf(this.columns.verdicts.tag.at(verdict))
    return tag < 0 || (this.#tags !== undefined && this.#tags[tag] !== 1) ? -1 : tag
  }

  #count(claim: number, sign: 1 | -1): void {
    const { columns, frame } = this
    const state = columns.state.at(claim)
    this.ranks[claim] = 0
    if (!this.isOfRounds(claim)) return
    const section = state === ABSENT ? -1 : frame.sectionOf(columns.start.at(claim))
    const author = state === THERE ? this.placeOf(columns.author.at(claim)) : -1
    const round = this.roundOf(claim)
    if (author >= 0) {
      this.byRound.annotations.add(round, sign)
      bump(this.byMember.annotations, author, sign)
      if (section >= 0) bump(this.bySection.annotations, section, sign)
    }
    for (const { member: id, hasWords } of columns.commentsOn(claim)) {
      const member = hasWords ? (frame.memberPlaces.get(id) ?? -1) : -1
      if (this.isAsked[member] !== 1) continue
      this.byRound.comments.add(round, sign)
      bump(this.byMember.comments, member, sign)
      if (section >= 0) bump(this.bySection.comments, section, sign)
    }
    if (state !== ABSENT) this.#countVerdicts(claim, section, sign)
  }

  #countVerdicts(claim: number, section: number, sign: 1 | -1): void {
    const { columns, frame, claims } = this
    const tags = this.#here.length
    const round = this.roundOf(claim)
    const paragraph = frame.paragraphOf(columns.start.at(claim))
    this.#here.fill(0)
    this.#stamp += 1
    let size = 0
    for (let verdict = columns.verdicts.firstOn(claim); verdict >= 0; verdict = columns.verdicts.nextOn(verdict)) {
      const member = this.placeOf(columns.verdicts.member.at(verdict))
      if (member < 0) continue
      if (this.tagPlaceOf(columns.verdicts.tag.at(verdict)) < 0) this.unknownTags += sign
      const tag = this.tagOf(verdict)
      if (tag < 0) continue
      size += 1
      bump(this.#here, tag, 1)
      bump(this.byMember.tags, member * tags + tag, sign)
      if (section >= 0) bump(this.bySection.tags, section * tags + tag, sign)
      if (paragraph >= 0) bump(this.tagsByParagraph, paragraph * tags + tag, sign)
      this.byRound.tags.add(round * tags + tag, sign)
      this.byRound.verdicts.add(round * frame.facts.members.length + member, sign)
      const group = frame.groupOf[member] ?? 0
      if (this.#groupsHere[group] !== this.#stamp) {
        this.#groupsHere[group] = this.#stamp
        bump(this.claimsByGroup, group, sign)
      }
    }
    if (size === 0) return
    if (section >= 0) bump(this.claimsBySection, section, sign)
    if (paragraph >= 0) bump(this.claimsByParagraph, paragraph, sign)
    this.byRound.claims.add(round, sign)
    claims.rated += sign
    claims.sizes.add(size, sign)
    const end = columns.end.at(claim)
    for (let at = frame.firstEndingAfter(columns.start.at(claim)); frame.startOf(at) < end; at += 1) {
      bump(this.touching, at, sign)
    }
    let same = 0
    for (let tag = 0; tag < tags; tag += 1) {
      const count = this.#here[tag] ?? 0
      if (count === 0) continue
      same += count * count
      claims.uses[tag]?.add(size, sign * count)
      if (size > 1) bump(claims.totals, tag, sign * count)
    }
    if (size < 2) return
    const differing = size * size - same
    claims.differing.add(size, sign * differing)
    for (let verdict = columns.verdicts.firstOn(claim); verdict >= 0; verdict = columns.verdicts.nextOn(verdict)) {
      const member = this.placeOf(columns.verdicts.member.at(verdict))
      if (member >= 0 && this.tagOf(verdict) >= 0) bump(claims.paired, member, sign)
    }
    if (differing === 0) return
    claims.contested += sign
    if (sign === 1) this.ranks[claim] = (differing / (size * (size - 1))) * this.voicesOn(claim)
  }

  /** The places of the tags that are counted on a passage, one a verdict. */
  tagsOn(claim: number): readonly number[] {
    const { columns } = this
    if (columns.state.at(claim) === ABSENT || !this.isOfRounds(claim)) return []
    const tags: number[] = []
    for (let verdict = columns.verdicts.firstOn(claim); verdict >= 0; verdict = columns.verdicts.nextOn(verdict)) {
      const tag = this.placeOf(columns.verdicts.member.at(verdict)) < 0 ? -1 : this.tagOf(verdict)
      if (tag >= 0) tags.push(tag)
    }
    return tags
  }

  /** The verdicts that are counted on a passage. */
  ratingsOn(claim: number): ReadonlyMap<string, string> {
    const { columns, frame } = this
    const ratings = new Map<string, string>()
    if (columns.state.at(claim) === ABSENT || !this.isOfRounds(claim)) return ratings
    for (let verdict = columns.verdicts.firstOn(claim); verdict >= 0; verdict = columns.verdicts.nextOn(verdict)) {
      const member = frame.facts.members[this.placeOf(columns.verdicts.member.at(verdict))]
      const tag = frame.facts.tags[this.tagOf(verdict)]
      if (member !== undefined && tag !== undefined) ratings.set(member.id, tag.id)
    }
    return ratings
  }

  /** How many of the members who are asked for said something on a passage (ST29). */
  voicesOn(claim: number): number {
    const { columns } = this
    const voices = new Set<string>()
    for (let verdict = columns.verdicts.firstOn(claim); verdict >= 0; verdict = columns.verdicts.nextOn(verdict)) {
      const member = columns.verdicts.member.at(verdict)
      const name = columns.members.name(member)
      if (name !== undefined && this.placeOf(member) >= 0 && this.tagOf(verdict) >= 0) voices.add(name)
    }
    const isHere = (member: Parameters<typeof this.frame.memberPlaces.get>[0]): boolean =>
      this.isAsked[this.frame.memberPlaces.get(member) ?? -1] === 1
    for (const { member, hasWords } of columns.commentsOn(claim)) if (hasWords && isHere(member)) voices.add(member)
    for (const { member } of columns.reactionsOn(claim)) if (isHere(member)) voices.add(member)
    const author = columns.members.name(columns.author.at(claim))
    if (author !== undefined && columns.state.at(claim) === THERE && isHere(author)) voices.add(author)
    return voices.size
  }

  /** Takes away what a member's verdicts gave to the sentences and to the marked text, and adds what they give now. */
  look(member: number): void {
    const place = this.placeOf(member)
    if (place < 0) return
    const { columns } = this
    const { verdicts } = columns
    const marks: number[] = []
    for (let verdict = verdicts.firstOf(member); verdict >= 0; verdict = verdicts.nextOf(verdict)) {
      const claim = verdicts.claim.at(verdict)
      const tag = this.tagOf(verdict)
      if (tag < 0 || columns.state.at(claim) === ABSENT || !this.isOfRounds(claim)) continue
      marks.push(columns.start.at(claim), columns.end.at(claim), tag, this.roundOf(claim))
    }
    this.onSentences.mark(place, marks)
    this.text.mark(place, marks)
  }
}
