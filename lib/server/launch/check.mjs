// @ts-check
// npm run check: the fast part of npm test.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./check-run.mjs').then(({ checkCommand }) => checkCommand())
