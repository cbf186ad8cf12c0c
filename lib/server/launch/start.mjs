// @ts-check
// npm start, npm run dev. Everything from a fresh clone to a server that answers.
import module from 'node:module'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
// From Node 22.8 compiled code is kept between starts.
const keepCompiled = Reflect.get(module, 'enableCompileCache')
if (typeof keepCompiled === 'function') keepCompiled('.cache/compiled')
import('./start-server.mjs').then(({ startCommand }) => startCommand(process.argv.slice(2)))
