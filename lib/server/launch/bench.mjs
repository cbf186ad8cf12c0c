// @ts-check
// npm run bench -- NAME [PART...]: measures, only the named parts of a benchmark that has several.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./bench-run.mjs').then(({ benchCommand }) => benchCommand(process.argv.slice(2)))
