/** Who goes when in one layer. */
export interface Turns {
  /** Runs `task` after all earlier ones of the same lane, never while one runs alone. Tasks of other lanes may run beside it. */
  inLane<Answer>(lane: string, task: () => Promise<Answer>): Promise<Answer>
  /** Runs `task` after everything that came before it, and before everything that comes after. */
  alone<Answer>(task: () => Promise<Answer>): Promise<Answer>
  /** Resolves when everything that came so far has run. */
  idle(): Promise<void>
}

const nothing = (): void => undefined

/** An empty queue. A task that rejects holds nobody up. */
export const openTurns = (): Turns => {
  const lanes = new Map<string, Promise<void>>()
  let lastAlone: Promise<void> = Promise.resolve()
  const all = (): Promise<void> => Promise.all([lastAlone, ...lanes.values()]).then(nothing)
  return {
    inLane: (lane, task) => {
      const answer = (lanes.get(lane) ?? lastAlone).then(task)
      const end = answer.then(nothing, nothing)
      lanes.set(lane, end)
      void end.then(() => {
        if (lanes.get(lane) === end) lanes.delete(lane)
      })
      return answer
    },
    alone: (task) => {
      const answer = all().then(task)
      lastAlone = answer.then(nothing, nothing)
      // Whoever comes next waits for `lastAlone`, which waited for all of these.
      lanes.clear()
      return answer
    },
    idle: all,
  }
}
