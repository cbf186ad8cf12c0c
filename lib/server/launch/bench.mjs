// @ts-check
// npm run bench -- NAME: measures.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./bench-run.mjs').then(({ benchCommand }) => benchCommand(process.argv.slice(2)))
