import { createServer } from 'node:http'
import { Server } from '@hocuspocus/server'
import { openCollab } from '../../../lib/server/realtime/collab'
import { rehearseOpening } from '../../../lib/server/realtime/rehearse'
import { openDatabase } from '../../../lib/server/store/database'

/**
 * A server to be measured, in a process of its own: `serve.ts ours|hocuspocus PORT`.
 * Ours has gate, journal and everything on; only the shares of one person are
 * opened, since a few members here write what a whole class would.
 */
const [kind = '', port = ''] = process.argv.slice(2)

if (kind === 'hocuspocus') {
  await new Server({ port: Number(port), address: '127.0.0.1', quiet: true, stopOnSignals: false }).listen()
} else {
  const databaseUrl = process.env.DATABASE_URL ?? ''
  rehearseOpening()
  const collab = await openCollab({
    db: openDatabase(databaseUrl),
    databaseUrl,
    redisUrl: process.env.REDIS_URL,
    limits: {
      messagesPerSecond: 1e6,
      messagesAtOnce: 1e6,
      valuesPerSecond: 1e6,
      valuesAtOnce: 1e6,
      workMsPerSecond: 1e3,
      workMsAtOnce: 1e6,
    },
  })
  const http = createServer((request, response) => {
    if (!collab.handleRequest(request, response)) response.writeHead(404).end()
  })
  http.on('upgrade', (request, socket, head) => {
    collab.handleUpgrade(request, socket, head)
  })
  http.listen(Number(port), '127.0.0.1')
}
process.stdout.write('listening\n')
