import type { Offset } from '../../core/document'

/** The least time between two tellings of where the member reads, in ms. */
const READING_MS = 1_000

/** Where the member reads, told to the others when it changed, at most once a second. */
export interface ReadingPlace {
  readAt(at: Offset): void
  /** Tells it now: after the layers changed. */
  tell(): void
  destroy(): void
}

export const readingPlace = (send: (at: Offset | null) => void, now: () => number): ReadingPlace => {
  let place: Offset | null = null
  let told: Offset | null = null
  let toldAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    clearTimeout(timer)
    timer = undefined
    told = place
    toldAt = now()
    send(place)
  }
  return {
    tell,
    readAt: (at) => {
      place = at
      if (place === told || timer !== undefined) return
      const wait = toldAt + READING_MS - now()
      if (wait <= 0) tell()
      else timer = setTimeout(tell, wait)
    },
    destroy: () => {
      clearTimeout(timer)
    },
  }
}
