import { growingFloat64, growingInt32 } from './growing'

const NONE = -1

/**
 * The verdicts of a reading in columns. Each hangs on its passage and on its
 * member, in a chain a passage and a chain a member; -1 is the end of a chain.
 */
export class Verdicts {
  /** -1 for a place that is free. */
  readonly claim = growingInt32()
  readonly member = growingInt32()
  readonly tag = growingInt32()
  readonly at = growingFloat64()
  readonly #firstOn = growingInt32()
  readonly #nextOn = growingInt32()
  readonly #firstOf = growingInt32()
  readonly #nextOf = growingInt32()
  readonly #free: number[] = []
  #places = 0

  /** How many have a place; some places may be free. */
  get places(): number {
    return this.#places
  }

  /** The first verdict on a passage; `nextOn` gives the next. */
  firstOn(claim: number): number {
    return this.#firstOn.at(claim) - 1
  }

  nextOn(verdict: number): number {
    return this.#nextOn.at(verdict) - 1
  }

  /** The first verdict of a member; `nextOf` gives the next. */
  firstOf(member: number): number {
    return this.#firstOf.at(member) - 1
  }

  nextOf(verdict: number): number {
    return this.#nextOf.at(verdict) - 1
  }

  /** Puts what a member says of a passage, in the place of what they said: they have one verdict on it. */
  put(claim: number, member: number, tag: number, at: number): void {
    const known = this.#of(claim, member)
    if (known === NONE) {
      this.add(claim, member, tag, at)
      return
    }
    this.tag.put(known, tag)
    this.at.put(known, at)
  }

  /** As `put`, for who knows that the member said nothing of it yet. */
  add(claim: number, member: number, tag: number, at: number): void {
    const verdict = this.#free.pop() ?? this.#places
    if (verdict === this.#places) this.#places += 1
    this.claim.put(verdict, claim)
    this.member.put(verdict, member)
    this.tag.put(verdict, tag)
    this.at.put(verdict, at)
    this.#nextOn.put(verdict, this.#firstOn.at(claim))
    this.#firstOn.put(claim, verdict + 1)
    this.#nextOf.put(verdict, this.#firstOf.at(member))
    this.#firstOf.put(member, verdict + 1)
  }

  remove(claim: number, member: number): void {
    const verdict = this.#of(claim, member)
    if (verdict === NONE) return
    cut(this.#firstOn, this.#nextOn, claim, verdict)
    cut(this.#firstOf, this.#nextOf, member, verdict)
    this.claim.put(verdict, NONE)
    this.#free.push(verdict)
  }

  #of(claim: number, member: number): number {
    let verdict = this.firstOn(claim)
    while (verdict !== NONE && this.member.at(verdict) !== member) verdict = this.nextOn(verdict)
    return verdict
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
