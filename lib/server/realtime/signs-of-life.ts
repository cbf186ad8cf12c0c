/** What of Redis the signs of life need. */
export interface SignsTools {
  /** Keeps a name for so many milliseconds. Never rejects. */
  readonly keep: (name: string, ms: number) => void
  /** Which of these names are kept; `undefined` where that cannot be known now. */
  readonly kept: (names: readonly string[]) => Promise<ReadonlySet<string> | undefined>
  readonly now: () => number
}

/** Tells the other processes that this one lives, and which of them have fallen silent. */
export interface SignsOfLife {
  /** Gives a sign now, besides those that are given by themselves. */
  give(): void
  /** Which of these gave a sign once and give none any more; `undefined` where that cannot be known now. */
  silent(processes: readonly string[]): Promise<ReadonlySet<string> | undefined>
  close(): void
}

/** How often a sign is given. */
const GIVE_EVERY_MS = 1_000
/** How long one lasts in Redis. */
export const SIGN_LASTS_MS = 5_000
/** How long after that a process is not taken for silent: a Redis that was emptied has its signs again before. */
export const SILENT_AFTER_MS = 2_500

/**
 * Where a machine is cut off, Redis keeps its connection, and with it what it
 * listens to, for minutes; a sign ends by itself. A process that stands still
 * for less than `SIGN_LASTS_MS + SILENT_AFTER_MS` less a second is not taken for
 * lost: that is several times the longest collection of garbage or stall that
 * was ever measured here. One that never gave a sign (of an older release) is
 * not silent.
 */
export const openSignsOfLife = (self: string, { keep, kept, now }: SignsTools): SignsOfLife => {
  /** When a sign of each was last seen. */
  const seenAt = new Map<string, number>()
  const give = (): void => {
    keep(nameOf(self), SIGN_LASTS_MS)
  }
  give()
  const timer = setInterval(give, GIVE_EVERY_MS)
  timer.unref()
  return {
    give,
    silent: async (processes) => {
      const alive = await kept(processes.map(nameOf))
      if (alive === undefined) return undefined
      const at = now()
      for (const process of processes) if (alive.has(nameOf(process))) seenAt.set(process, at)
      for (const process of seenAt.keys()) if (!processes.includes(process)) seenAt.delete(process)
      return new Set(processes.filter((process) => at - (seenAt.get(process) ?? at) >= SILENT_AFTER_MS))
    },
    close: () => {
      clearInterval(timer)
    },
  }
}

const nameOf = (process: string): string => `scholion:alive:${process}`
