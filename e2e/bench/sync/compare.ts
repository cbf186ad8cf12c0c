import type { Figure, Limit } from '../report'
import { type Kind, type Watched, startServer } from './servers'

/** What a part of the benchmark found. */
export interface Found {
  readonly figures: readonly Figure[]
  readonly limits: readonly Limit[]
}

/** One value for each server. */
export type ByKind<Value> = Readonly<Record<Kind, Value>>

/** Asks for each, one after the other. */
export const byKind = async <Value>(of: (kind: Kind) => Promise<Value>): Promise<ByKind<Value>> => ({
  ours: await of('ours'),
  hocuspocus: await of('hocuspocus'),
  'y-websocket': await of('y-websocket'),
})

/** Starts a server, uses it and stops it. */
export const withServer = async <Value>(
  kind: Kind,
  databaseUrl: string,
  use: (server: Watched) => Promise<Value>,
): Promise<Value> => {
  const server = await startServer(kind, databaseUrl)
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

/** A figure of ours beside another server's. */
export const against = (name: string, value: number, unit: string, what: Kind, other: number): Figure => ({
  name,
  value,
  unit,
  against: { what, value: other, ratio: value / other },
})

/** The median; NaN of nothing. */
export const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
