import type { Transport } from './transport'

/** How long a room may be without connection before it says so, in ms: a blink is not worth a word. */
const BLINK_MS = 1_500

/**
 * Whether the room has lost its connection for longer than a blink. `onChange`
 * tells of that and of each try, `onAskedBack` of a return that the server asked for.
 */
export const watchConnection = (
  transport: Transport,
  onChange: () => void,
  onAskedBack: () => void,
): { readonly isLost: () => boolean; readonly stop: () => void } => {
  let isLost = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let wasConnected = true
  const look = (): void => {
    const { isConnected, isAskedBack } = transport.state()
    if (isConnected && !wasConnected && isAskedBack) onAskedBack()
    wasConnected = isConnected
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
      unsubscribe()
    },
  }
}
