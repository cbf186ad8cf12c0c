/** What one socket, and one member, may use of the server. */
export interface Limits {
  /** The largest message, in bytes: an update of the gate's greatest size, and its envelope. */
  readonly messageMaxBytes: number
  /** The largest state vector, in bytes: eight or so for each client id of a layer. */
  readonly vectorMaxBytes: number
  /** The largest message of another kind, in bytes. */
  readonly smallMessageMaxBytes: number
  /** How many messages a second a user's windows may send for long, and how many at once. */
  readonly messagesPerSecond: number
  readonly messagesAtOnce: number
  /** A message counts as one more for every so many bytes. */
  readonly bytesPerMessage: number
  /** How many milliseconds of the server's time a second a user may take for long, and how many at once. */
  readonly workMsPerSecond: number
  readonly workMsAtOnce: number
  /** What opening a layer counts as, in milliseconds, besides sending it: the database is asked. */
  readonly openingMs: number
  /** How many values (records and edits) a second a user may write for long, and how many at once. */
  readonly valuesPerSecond: number
  readonly valuesAtOnce: number
  /** A value counts as one more for every so many bytes. */
  readonly bytesPerValue: number
  /** How many client ids a user may bring in a day, one for each window that writes. */
  readonly clientsPerDay: number
  /** How often a second a window may tell where it reads for long, and how often at once. What is more is not shown. */
  readonly presencePerSecond: number
  readonly presenceAtOnce: number
  /** The least time between two tellings of what windows of a layer show, in milliseconds, and what a mere sign of life waits. */
  readonly presenceMs: number
  readonly presenceAliveMs: number
  /** How many messages of a socket may wait before no more are read from it. */
  readonly waitingMax: number
  /** How many sockets a user may hold: a window has one for each layer. */
  readonly socketsPerUser: number
  /** How many sockets of one address may wait to be let in, and how many bytes they may have sent. */
  readonly strangersPerAddress: number
  readonly strangerBytesPerAddress: number
  /** The same of all addresses together. */
  readonly strangersInAll: number
  readonly strangerBytesInAll: number
  /** How many windows of a user may have one layer open. */
  readonly windowsPerLayer: number
  /** How often a socket may have its layer open at once: a client that opens it anew does so before the old one ends. */
  readonly channelsPerSocket: number
  /** A layer with more windows open than this sends its changes in bundles. */
  readonly bundleFromWindows: number
  /** How long a bundle waits for more. */
  readonly bundleMs: number
  /** How much may wait to be read by a client before its socket is ended, in bytes. */
  readonly unreadMaxBytes: number
  /** A socket that says nothing for so long is closed. */
  readonly idleMs: number
  /** How often the server asks a socket for a sign of life; one that gives none until the next is ended. */
  readonly pingMs: number
  /** How often it is asked whether the session of each open socket lives still. */
  readonly sessionLookMs: number
}

export const LIMITS: Limits = {
  messageMaxBytes: 2 * 1024 * 1024 + 1024,
  vectorMaxBytes: 512 * 1024,
  smallMessageMaxBytes: 16 * 1024,
  messagesPerSecond: 100,
  messagesAtOnce: 400,
  bytesPerMessage: 8 * 1024,
  workMsPerSecond: 100,
  workMsAtOnce: 5_000,
  openingMs: 5,
  valuesPerSecond: 2,
  valuesAtOnce: 3_000,
  bytesPerValue: 2 * 1024,
  clientsPerDay: 200,
  presencePerSecond: 5,
  presenceAtOnce: 20,
  presenceMs: 300,
  presenceAliveMs: 5_000,
  waitingMax: 256,
  socketsPerUser: 400,
  strangersPerAddress: 4_096,
  strangerBytesPerAddress: 64 * 1024 * 1024,
  strangersInAll: 8_192,
  strangerBytesInAll: 128 * 1024 * 1024,
  windowsPerLayer: 24,
  channelsPerSocket: 16,
  bundleFromWindows: 40,
  bundleMs: 30,
  unreadMaxBytes: 64 * 1024 * 1024,
  idleMs: 180_000,
  pingMs: 25_000,
  sessionLookMs: 60_000,
}
