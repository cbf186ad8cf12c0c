/**
 * Whose turn it is in a layer that several processes write to without pause. It
 * only waits: what is taken the revisions decide, as ever, and nothing depends on
 * a word that may be lost.
 */
export interface HandOver {
  /** Resolves when this process may judge: at once, unless another has asked for its turn and not had it. */
  turn(): Promise<void>
  /** Another process was first with a commit: asks for a turn, unless it has just done so. */
  wasSecond(): void
  /** This process has committed. */
  committed(): void
  /** Another process asks for its turn. */
  asked(): void
  /** Another process has committed. */
  heard(): void
}

/** How long a turn that was asked for is waited for at most, in ms: the way there, a judgement, a commit and the way back take a few. */
const TURN_MAX_MS = 60

/**
 * The second of two commits is judged and stored again, and whoever writes faster
 * would be first again and again. So who was second asks, and the other lets its
 * own wait until it has heard a commit. Who asks itself does not wait before it
 * has had its turn: so of two who ask at once one goes on, and the other is next.
 */
export const openHandOver = (ask: () => void): HandOver => {
  let askedAt = -Infinity
  let owed: { readonly turn: Promise<void>; readonly end: () => void } | undefined

  const isAsking = (): boolean => performance.now() - askedAt < TURN_MAX_MS
  return {
    turn: () => (owed === undefined || isAsking() ? Promise.resolve() : owed.turn),
    wasSecond: () => {
      if (isAsking()) return
      askedAt = performance.now()
      ask()
    },
    committed: () => {
      askedAt = -Infinity
    },
    asked: () => {
      if (owed !== undefined) return
      const { promise, resolve } = withResolvers()
      const timer = setTimeout(() => owed?.end(), TURN_MAX_MS)
      owed = {
        turn: promise,
        end: () => {
          clearTimeout(timer)
          owed = undefined
          resolve()
        },
      }
    },
    heard: () => {
      owed?.end()
    },
  }
}

const withResolvers = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}
