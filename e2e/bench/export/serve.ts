import { createServer } from 'node:http'
import { openPress } from '../../../lib/server/press/press'
import { openCollab } from '../../../lib/server/realtime/collab'
import { openDatabase } from '../../../lib/server/store/database'
import { notedPaper } from './papers'

/**
 * The room's realtime server with the press beside it, as the app has them:
 * `serve.ts PORT COUNT NOTES`. `/export/N` gives a PDF of NOTES notes that no
 * other N has.
 */
const [port = '', count = '', notes = ''] = process.argv.slice(2)
const papers = Array.from({ length: Number(count) }, (_, at) => notedPaper(Number(notes), at + 1))
const press = openPress({ onTrouble: (trouble) => process.stderr.write(`${trouble}\n`), timeoutMs: 300_000 })
const databaseUrl = process.env.DATABASE_URL ?? ''
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
  const paper = papers[Number(/^\/export\/(\d+)$/.exec(request.url ?? '')?.[1] ?? -1)]
  if (paper === undefined) {
    if (!collab.handleRequest(request, response)) response.writeHead(404).end()
    return
  }
  press.press(paper).then(
    (pressed) => {
      response.writeHead(pressed.ok ? 200 : 503).end(pressed.ok ? pressed.value : pressed.reason)
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      response.writeHead(500).end()
    },
  )
})
http.on('upgrade', (request, socket, head) => {
  collab.handleUpgrade(request, socket, head)
})
http.listen(Number(port), '127.0.0.1')
process.stdout.write('listening\n')
