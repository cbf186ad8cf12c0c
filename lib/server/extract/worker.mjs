// The thread that reads a PDF where the start script has not bundled one: in tests. See the press's own worker.
import { register } from 'tsx/esm/api'

register()
await import('./thread')
