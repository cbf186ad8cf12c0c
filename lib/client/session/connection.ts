import type { Transport } from './transport'

/** The longest wait before the server is asked what this member may see, after a break, in ms: a class comes back at once. */
const ASK_WITHIN_MS = 5_000

/** How long a room may be without connection before it says so, in ms: a blink is not worth a word. */
const BLINK_MS = 1_500

/**
 * Whether the room has lost its connection for longer than a blink. `onChange`
 * tells of that and of each try, `onBack` of each return: at once where the
 * server asked for it, else within five seconds, since what a member may see can
 * have changed while nobody could tell them.
 */
export const watchConnection = (
  transport: Transport,
  onChange: () => void,
  onBack: () => void,
): { readonly isLost: () => boolean; readonly stop: () => void } => {
  let isLost = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: ReturnType<typeof setTimeout> | undefined
  let wasConnected = true
  let hasBeenConnected = false
  const look = (): void => {
    const { isConnected, isAskedBack } = transport.state()
    if (isConnected && !wasConnected) {
      clearTimeout(asking)
      if (isAskedBack) onBack()
      else if (hasBeenConnected) asking = setTimeout(onBack, Math.random() * ASK_WITHIN_MS)
    }
    wasConnected = isConnected
    hasBeenConnected ||= isConnected
    if (isConnected) {
      clearTimeout(timer)
      timer = undefined
      isLost = false
    } else if (!isLost) {
      timer ??= setTimeout(() => {
        isLost = true
        onChange()
      }, BLINK_MS)
    }
  }
  const unsubscribe = transport.subscribe(() => {
    look()
    onChange()
  })
  look()
  return {
    isLost: () => isLost,
    stop: () => {
      clearTimeout(timer)
      clearTimeout(asking)
      unsubscribe()
    },
  }
}
