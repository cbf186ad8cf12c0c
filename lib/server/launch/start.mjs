// @ts-check
// npm start, npm run dev. Everything from a fresh clone to a server that answers.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./start-server.mjs').then(({ startCommand }) => startCommand(process.argv.slice(2)))
