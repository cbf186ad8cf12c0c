import type { Turns } from './turns'

/** What became of some items: the answers of the first ones, and whether those after them must go alone. */
export interface Handled<Answer> {
  readonly answers: readonly Answer[]
  readonly isRestAlone: boolean
}

/**
 * Handles items that came one after the other in one lane. All of them are
 * answered, unless the rest must go alone; while `isAlone` that is not asked
 * for. Never rejects.
 */
export type Handle<Item, Answer> = (items: readonly Item[], isAlone: boolean) => Promise<Handled<Answer>>

/** What waits, by lane. */
export interface Inbox<Item, Answer> {
  /** Resolves with what `handle` answers to the item. Items of a lane are answered in the order in which they are put. */
  put(lane: string, item: Item): Promise<Answer>
}

interface Waiting<Item, Answer> {
  readonly item: Item
  readonly decide: (answer: Answer) => void
  isDecided: boolean
}

interface Lane<Item, Answer> {
  waiting: Waiting<Item, Answer>[]
  isGoingAlone: boolean
}

/**
 * An inbox whose lanes take turns. What came while an item of its lane was
 * handled goes together, as many as `together` takes from the front: so a lane
 * that was held up catches up at once.
 */
export const openInbox = <Item, Answer>(
  turns: Turns,
  together: (items: readonly Item[]) => number,
  handle: Handle<Item, Answer>,
): Inbox<Item, Answer> => {
  const lanes = new Map<string, Lane<Item, Answer>>()

  const handleFirst = async (lane: Lane<Item, Answer>, isAlone: boolean): Promise<boolean> => {
    const items = lane.waiting.map(({ item }) => item)
    const batch = lane.waiting.slice(0, Math.max(1, together(items)))
    const { answers, isRestAlone } = await handle(
      batch.map(({ item }) => item),
      isAlone,
    )
    answers.forEach((answer, at) => {
      const done = batch[at]
      if (done === undefined) return
      done.isDecided = true
      done.decide(answer)
    })
    lane.waiting.splice(0, answers.length)
    return isRestAlone
  }

  const forget = (name: string, lane: Lane<Item, Answer>): void => {
    if (lane.waiting.length === 0 && lanes.get(name) === lane) lanes.delete(name)
  }

  const handleAlone = async (name: string, lane: Lane<Item, Answer>): Promise<void> => {
    // What comes while it runs waits for its own turn.
    const last = lane.waiting.at(-1)
    while (last?.isDecided === false) await handleFirst(lane, true)
    lane.isGoingAlone = false
    forget(name, lane)
  }

  return {
    put: (name, item) =>
      new Promise((decide) => {
        const lane = lanes.get(name) ?? { waiting: [], isGoingAlone: false }
        lanes.set(name, lane)
        const own = { item, decide, isDecided: false }
        lane.waiting.push(own)
        void turns.inLane(name, async () => {
          if (!own.isDecided && !lane.isGoingAlone && (await handleFirst(lane, false))) {
            lane.isGoingAlone = true
            void turns.alone(() => handleAlone(name, lane))
          }
          forget(name, lane)
        })
      }),
  }
}
