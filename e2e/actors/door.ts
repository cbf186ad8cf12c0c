import { type Socket, connect, createServer } from 'node:net'

/** An address before several servers, as a proxy gives one. */
export interface Door {
  readonly url: string
  close(): void
}

/** Opens a door that leads to the first of these servers that takes a connection. What a server cuts off is cut off. */
export const openDoor = async (servers: readonly { readonly url: string }[]): Promise<Door> => {
  const ports = servers.map(({ url }) => Number(new URL(url).port))
  const sockets = new Set<Socket>()
  const join = (client: Socket, [port, ...others]: readonly number[]): void => {
    if (port === undefined || client.destroyed) {
      client.destroy()
      return
    }
    const upstream = connect(port, '127.0.0.1')
    sockets.add(upstream)
    let isJoined = false
    upstream.once('connect', () => {
      isJoined = true
      client.pipe(upstream).pipe(client)
    })
    upstream.on('error', () => {
      if (!isJoined) join(client, others)
    })
    upstream.on('close', () => {
      sockets.delete(upstream)
      if (isJoined) client.destroy()
    })
    client.on('close', () => upstream.destroy())
  }
  const server = createServer((client) => {
    sockets.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => sockets.delete(client))
    join(client, ports)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the door has no port')
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () => {
      server.close()
      sockets.forEach((socket) => socket.destroy())
    },
  }
}
