/**
 * Looks again and again, `everyMs` after the last look has ended, until the answer
 * is called; that one is fulfilled once nothing is under way. A look may say how long
 * the next pause is, in ms. One that fails is told in a line and tried again.
 */
export const startClock = ({
  name,
  firstMs,
  everyMs,
  look,
}: {
  /** What the line of a failed look begins with. */
  readonly name: string
  /** The first look, in ms after the start. */
  readonly firstMs: number
  readonly everyMs: number
  readonly look: () => Promise<number | undefined>
}): (() => Promise<void>) => {
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let working: Promise<void> = Promise.resolve()
  let pauseMs = everyMs
  const work = async (): Promise<void> => {
    try {
      pauseMs = (await look()) ?? everyMs
    } catch (error) {
      console.warn(`${name}: cannot look (${error instanceof Error ? error.message : 'unknown'})`)
    }
    if (!isStopped) timer = setTimeout(again, pauseMs)
  }
  const again = (): void => {
    working = work()
  }
  timer = setTimeout(again, firstMs)
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await working
  }
}
