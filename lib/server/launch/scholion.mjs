// @ts-check
// npm run -s scholion -- VERB ...: the command line.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./command-line.mjs').then(({ commandLine }) => commandLine(process.argv.slice(2)))
