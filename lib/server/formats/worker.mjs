// The thread that makes files, where the start script has not bundled one: in tests. Plain JavaScript, because a worker
// must be started from a file that Node itself can read; everything else is TypeScript and comes in through tsx.
import { register } from 'tsx/esm/api'

register()
await import('./thread')
