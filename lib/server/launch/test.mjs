// @ts-check
// npm test: everything, from a fresh clone.
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
import('./test-run.mjs').then(({ testCommand }) => testCommand())
