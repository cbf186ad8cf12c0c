import type { Offset } from '../../core/document'

/** The least time between two tellings of where the member reads, in ms. */
const READING_MS = 1_000

/** "Everyone here": the place that the room is asked to come to. */
export interface Call {
  readonly at: Offset
  /** Tells one call from the next. */
  readonly id: string
}

/** Where a member is in the text, as their window says it. */
export interface Place {
  /** The first character in sight; `null` while not known. */
  readonly readingAt: Offset | null
  /** The end of their selection; absent without one. */
  readonly caretAt?: Offset
  readonly call?: Call
}

/** Where the member is, told to the others when it changed, at most once a second; a call at once. */
export interface ReadingPlace {
  /** Changes a part; `undefined` takes it away. */
  become(change: { readonly [Part in keyof Place]?: Place[Part] | undefined }): void
  /** Tells it now: after the layers changed. */
  tell(): void
  destroy(): void
}

export const readingPlace = (send: (place: Place) => void, now: () => number): ReadingPlace => {
  let place: Place = { readingAt: null }
  let told = ''
  let toldAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    clearTimeout(timer)
    timer = undefined
    told = JSON.stringify(place)
    toldAt = now()
    send(place)
  }
  return {
    tell,
    become: (change) => {
      const { readingAt, caretAt, call } = { ...place, ...change }
      const isCall = call?.id !== place.call?.id
      place = {
        readingAt: readingAt ?? null,
        ...(caretAt === undefined ? {} : { caretAt }),
        ...(call === undefined ? {} : { call }),
      }
      if (isCall) tell()
      if (JSON.stringify(place) === told || timer !== undefined) return
      const wait = toldAt + READING_MS - now()
      if (wait <= 0) tell()
      else timer = setTimeout(tell, wait)
    },
    destroy: () => {
      clearTimeout(timer)
    },
  }
}
