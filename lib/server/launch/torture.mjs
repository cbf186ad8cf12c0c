// @ts-check
// npm run torture -- [--rounds N] [--seed S] [--blows server,postgres,network]: kills what can be killed.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./torture-run.mjs').then(({ tortureCommand }) => tortureCommand(process.argv.slice(2)))
