import type { LayerId, MemberId } from '../base'
import type { ReactionKind, RecordKey } from '../annotation'

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

const EMPTY: readonly never[] = []

/** What was said on passages, by its name, and by the place of its passage. */
export class SaidOn<Said extends { readonly claim: number }> {
  readonly #named = new Map<string, Said>()
  readonly #on = new Map<number, Said[]>()

  get size(): number {
    return this.#named.size
  }

  all(): Iterable<Said> {
    return this.#named.values()
  }

  get(name: string): Said | undefined {
    return this.#named.get(name)
  }

  on(claim: number): readonly Said[] {
    return this.#on.get(claim) ?? EMPTY
  }

  /** Puts it in the place of what had its name. */
  put(name: string, said: Said): void {
    this.#takeOff(this.#named.get(name))
    this.#named.set(name, said)
    const list = this.#on.get(said.claim)
    if (list === undefined) this.#on.set(said.claim, [said])
    else list.push(said)
  }

  remove(name: string): void {
    this.#takeOff(this.#named.get(name))
    this.#named.delete(name)
  }

  #takeOff(said: Said | undefined): void {
    if (said === undefined) return
    const left = this.on(said.claim).filter((one) => one !== said)
    if (left.length === 0) this.#on.delete(said.claim)
    else this.#on.set(said.claim, left)
  }
}
