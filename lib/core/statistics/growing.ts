/** Numbers in one block of memory that grows by half when it is full: a million take megabytes, not objects. */
export class Growing<Block extends Int32Array | Uint8Array | Float64Array> {
  #block: Block
  readonly #make: (length: number) => Block

  constructor(make: (length: number) => Block, length = 64) {
    this.#make = make
    this.#block = make(length)
  }

  /** 0 where nothing was ever put. */
  at(place: number): number {
    return this.#block[place] ?? 0
  }

  add(place: number, by: number): void {
    this.put(place, this.at(place) + by)
  }

  put(place: number, value: number): void {
    if (place >= this.#block.length) {
      const larger = this.#make(Math.max(place + 1, Math.ceil(this.#block.length * 1.5)))
      larger.set(this.#block)
      this.#block = larger
    }
    this.#block[place] = value
  }
}

export const growingInt32 = (): Growing<Int32Array> => new Growing((length) => new Int32Array(length))
export const growingUint8 = (): Growing<Uint8Array> => new Growing((length) => new Uint8Array(length))
export const growingFloat64 = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length))

/** Adds to one number of a block. */
export const bump = (block: Int32Array | Float64Array, place: number, by: number): void => {
  block[place] = (block[place] ?? 0) + by
}

/** Names, each with a place of its own from 0, in the order in which they came. */
export class Places<Name extends string> {
  readonly #places = new Map<Name, number>()
  readonly #names: Name[] = []

  /** The place of a name, given where it has none. */
  of(name: Name): number {
    const known = this.#places.get(name)
    if (known !== undefined) return known
    const place = this.#names.length
    this.#places.set(name, place)
    this.#names.push(name)
    return place
  }

  find(name: Name): number | undefined {
    return this.#places.get(name)
  }

  name(place: number): Name | undefined {
    return this.#names[place]
  }

  get size(): number {
    return this.#names.length
  }
}
