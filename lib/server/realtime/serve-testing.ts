import { createServer } from 'node:http'
import { openDatabase } from '../store/database'
import { openCollab } from './collab'

// A realtime server in a process of its own, for tests that kill it. It says its port, and ends with its parent.

const databaseUrl = process.env.DATABASE_URL ?? ''
const collab = await openCollab({ db: openDatabase(databaseUrl), databaseUrl, redisUrl: process.env.REDIS_URL })
const http = createServer()
http.on('upgrade', (request, socket, head) => {
  collab.handleUpgrade(request, socket, head)
})
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? String(address.port) : ''}\n`)
})
process.stdin.on('end', () => process.exit(0)).resume()
