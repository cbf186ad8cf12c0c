import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'

// All clients of a run share one process. Its full collection holds them up for 200 ms, which in six seconds is the p99
// of any server: so they collect before they are measured, and may grow until they have been.
setFlagsFromString('--heap-growing-percent=900')

/** Collects what this process no longer needs, so that it does not have to while something is measured. */
export const collectGarbage = async (): Promise<void> => {
  const session = new Session()
  session.connect()
  try {
    await session.post('HeapProfiler.collectGarbage')
  } finally {
    session.disconnect()
  }
}
