// @ts-check
import { messageOf } from './trouble.mjs'

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
// A terminal's Ctrl-C comes twice under npm: from the terminal and from npm, which passes it on.
const SAME_PRESS_MS = 1000
const PARENT_LOOK_MS = 200

/**
 * Stops in order on Ctrl-C and SIGTERM: what was given last to `before` is done first, then the process ends. A second
 * Ctrl-C, a second later or more, ends it at once.
 * @param {import('./say.mjs').Speaker} say
 */
export const onStopSignals = (say) => {
  /** @type {(() => Promise<void>)[]} */
  const steps = []
  let asked = 0
  const stop = async () => {
    let status = 0
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step()
      } catch (error) {
        status = 1
        say.line(`A step of stopping failed: ${messageOf(error)}`)
      }
    }
    say.line('Stopped.')
    process.exit(status)
  }
  const begin = () => {
    if (asked !== 0) return
    asked = Date.now()
    say.line('Stopping ...')
    stop().catch((error) => {
      say.line(messageOf(error))
      process.exit(1)
    })
  }
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (asked !== 0 && Date.now() - asked > SAME_PRESS_MS) {
        say.line('Stopped at once.')
        process.exit(130)
      }
      begin()
    })
  }
  // npm passes a signal to the shell between it and this process, and some shells end without passing it on.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid === parent || begin(), PARENT_LOOK_MS).unref()
  }
  return {
    /** @param {() => Promise<void>} step */
    before: (step) => {
      steps.push(step)
    },
    /** Whether it stops: what fails from now on failed because of that. */
    isAsked: () => asked !== 0,
  }
}
