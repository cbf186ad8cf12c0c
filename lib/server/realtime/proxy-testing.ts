import { type Socket, connect, createServer } from 'node:net'

/** For tests: one port before several servers of this machine. */
export interface TestProxy {
  readonly port: number
  close(): void
}

/**
 * Opens a proxy that takes each connection to the first port that answers, in
 * the order that `portsNow` gives for it. What a server cuts off is cut off.
 */
export const openTestProxy = async (portsNow: () => readonly number[]): Promise<TestProxy> => {
  const sockets = new Set<Socket>()
  const kept = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  }
  const join = (client: Socket, [port, ...others]: readonly number[]): void => {
    if (port === undefined || client.destroyed) {
      client.destroy()
      return
    }
    const upstream = connect(port, '127.0.0.1')
    kept(upstream)
    let isJoined = false
    upstream.once('connect', () => {
      isJoined = true
      client.pipe(upstream).pipe(client)
    })
    upstream.on('error', () => {
      if (!isJoined) join(client, others)
    })
    upstream.on('close', () => {
      if (isJoined) client.destroy()
    })
    client.on('close', () => upstream.destroy())
  }
  const server = createServer((client) => {
    kept(client)
    client.on('error', () => client.destroy())
    join(client, portsNow())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    port: address.port,
    close: () => {
      server.close()
      sockets.forEach((socket) => socket.destroy())
    },
  }
}
