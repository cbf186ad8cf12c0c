import { type Server, type Socket, connect, createServer } from 'node:net'

/** A wire between clients and a server that can go dead without either end being told. */
export interface Wire {
  readonly port: number
  /** Nothing passes any more, in either direction; connections stay open. */
  cut(): void
  /** Connections of before are broken; new ones pass. */
  mend(): void
  close(): Promise<void>
}

/** Opens a wire on loopback to `port`. */
export const openWire = async (port: number): Promise<Wire> => {
  const sockets = new Set<Socket>()
  let isCut = false
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // Each end hears of the other's end by its close.
    socket.on('error', () => undefined)
    if (isCut) socket.pause()
  }
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far)
    far.pipe(near)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
    keep(near)
    keep(far)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the wire has no port')
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    cut: () => {
      isCut = true
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    mend: () => {
      isCut = false
      breakAll()
    },
    close: async () => {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
