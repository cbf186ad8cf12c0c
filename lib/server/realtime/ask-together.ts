import { setImmediate as endOfTurn } from 'node:timers/promises'

/**
 * Asks for many at once. While a question runs, those who ask the same wait for
 * the next one, which is asked once for all of them: so nobody hears an answer
 * to a question that was asked before theirs, and a class that comes at once
 * asks twice.
 */
export const askTogether = <Key, Value>(ask: (key: Key) => Promise<Value>): ((key: Key) => Promise<Value>) => {
  const running = new Map<Key, Promise<unknown>>()
  const next = new Map<Key, Promise<Value>>()

  const start = (key: Key): Promise<Value> => {
    const answer = ask(key)
    const ended = (): void => {
      running.delete(key)
    }
    // Both ways: who asked hears of the failure, and the next question is asked all the same.
    running.set(key, answer.then(ended, ended))
    return answer
  }
  return (key) => {
    const now = running.get(key)
    if (now === undefined) return start(key)
    const waiting = next.get(key)
    if (waiting !== undefined) return waiting
    const later = now.then(() => {
      next.delete(key)
      return start(key)
    })
    next.set(key, later)
    return later
  }
}

/**
 * The same for many things at once: what is asked about while a question runs is
 * asked in one question after it. `ask` leaves out what there is nothing to say of.
 */
export const askInBatches = <Key, Value>(
  ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): ((key: Key) => Promise<Value | undefined>) => {
  let next: { readonly keys: Set<Key>; readonly answer: Promise<ReadonlyMap<Key, Value>> } | undefined
  let running: Promise<unknown> = Promise.resolve()

  const begin = () => {
    const keys = new Set<Key>()
    const before = running
    const answer = before.then(async () => {
      // Who come in one turn of the event loop go together.
      await endOfTurn()
      next = undefined
      return ask([...keys])
    })
    // Both ways: who asked hears of the failure, and the next question is asked all the same.
    running = answer.then(
      () => undefined,
      () => undefined,
    )
    return { keys, answer }
  }
  return async (key) => {
    next ??= begin()
    next.keys.add(key)
    return (await next.answer).get(key)
  }
}
