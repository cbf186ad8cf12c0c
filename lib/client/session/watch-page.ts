/**
 * Gives the network up when the device says that there is none. Warns who leaves the page while `hasUnsaved`, and tries the network when the
 * device is back online or the page is looked at again. The answer ends it.
 * Without a window (in tests) it does nothing.
 */
export const watchPage = (
  hasUnsaved: () => boolean,
  network: { readonly retry: () => void; readonly drop: () => void },
): (() => void) => {
  const { retry, drop } = network
  if (typeof window === 'undefined') return () => undefined
  const warn = (event: BeforeUnloadEvent): void => {
    if (hasUnsaved()) event.preventDefault()
  }
  const look = (): void => {
    if (document.visibilityState === 'visible') retry()
  }
  window.addEventListener('beforeunload', warn)
  window.addEventListener('online', retry)
  window.addEventListener('offline', drop)
  document.addEventListener('visibilitychange', look)
  return () => {
    window.removeEventListener('beforeunload', warn)
    window.removeEventListener('online', retry)
    window.removeEventListener('offline', drop)
    document.removeEventListener('visibilitychange', look)
  }
}
