import type { GroupId, LayerId, MemberId, TagId } from '../base'
import { type Sentence, offset, sectionAt } from '../document'
import type { FiguresLayer, ReadingFacts } from './facts'
import { heirsOf } from './heirs'

/** The facts as numbers: places of members, tags, groups, sections and sentences. */
export class Frame {
  #facts: ReadingFacts
  readonly memberPlaces: ReadonlyMap<MemberId, number>
  /** That of a merged tag is its heir's (BD5). */
  readonly tagPlaces: ReadonlyMap<TagId, number>
  /** By member; the place after the last group is for who is in none. */
  readonly groupOf: Int32Array
  /** The sentences of the body. */
  readonly sentences: readonly Sentence[]
  readonly sectionOfSentence: Int32Array
  readonly #sentenceEnds: Int32Array
  readonly #sentenceStarts: Int32Array
  readonly #layers: Map<LayerId, FiguresLayer>

  constructor(facts: ReadingFacts) {
    this.#facts = facts
    this.memberPlaces = new Map(facts.members.map(({ id }, at) => [id, at]))
    const heirs = heirsOf(facts.tags)
    const own = new Map(facts.tags.map(({ id }, at) => [id, at]))
    this.tagPlaces = new Map([...own].map(([id, at]) => [id, own.get(heirs.get(id) ?? id) ?? at]))
    const groups = new Map<GroupId | null, number>(facts.groups.map(({ id }, at) => [id, at]))
    this.groupOf = Int32Array.from(facts.members, ({ group }) => groups.get(group) ?? facts.groups.length)
    this.sentences = facts.sentences.filter((sentence) => sentence.start < facts.bodyEnd)
    this.#sentenceStarts = Int32Array.from(this.sentences, ({ start }) => start)
    this.#sentenceEnds = Int32Array.from(this.sentences, ({ end }) => end)
    this.sectionOfSentence = Int32Array.from(this.sentences, ({ start }) => this.#sectionAt(start))
    this.#layers = new Map((facts.layers ?? []).map((layer) => [layer.id, layer]))
  }

  /** Which section a passage that starts here is of: that of footnotes comes after the last, -1 is none (ST7). */
  sectionOf(start: number): number {
    return start >= this.#facts.bodyEnd ? this.#facts.sections.length : this.#sectionAt(start)
  }

  /** The place of the numbered paragraph that a passage starts in; -1 where it is in none. */
  paragraphOf(start: number): number {
    const { paragraphs = [] } = this.#facts
    let low = 0
    let high = paragraphs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((paragraphs[middle]?.start ?? 0) <= start) low = middle + 1
      else high = middle
    }
    return start < (paragraphs[low - 1]?.end ?? 0) ? low - 1 : -1
  }

  #sectionAt(start: number): number {
    const section = sectionAt(this.#facts.sections, offset(start))
    return section === undefined ? -1 : this.#facts.sections.indexOf(section)
  }

  get facts(): ReadingFacts {
    return this.#facts
  }

  /** Takes in other names, and layers that were made since; before any of their rows come. All else is the same. */
  learn(facts: ReadingFacts): void {
    this.#facts = facts
    for (const layer of facts.layers ?? []) this.#layers.set(layer.id, layer)
  }

  roundOf(layer: LayerId | undefined): number {
    return layer === undefined ? 1 : (this.#layers.get(layer)?.round ?? 1)
  }

  /** Whose a layer is: a group's, or `null` for everybody's. */
  groupOfLayer(layer: LayerId): GroupId | null {
    return this.#layers.get(layer)?.group ?? null
  }

  /** The first sentence that ends after an offset; as many as there are where none does. */
  firstEndingAfter(at: number): number {
    let low = 0
    let high = this.#sentenceEnds.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sentenceEnds[middle] ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Where a sentence starts; beyond every offset after the last. */
  startOf(sentence: number): number {
    return this.#sentenceStarts[sentence] ?? Infinity
  }
}
