import { type CommandParser, createClient, defineScript } from '@redis/client'
import { AppError } from '../errors'
import { describeError } from './log'

/** What the processes that share layers say to each other, and count together. */
export interface Redis {
  /** Whether what is said now is heard, and what others say is. */
  isHere(): boolean
  /** Says something to all who listen on a channel, this process too. Nothing tells whether it was heard. */
  publish(channel: string, message: Uint8Array): void
  /** Listens to a channel. Resolves when it does, or when `WAIT_MS` have passed: it then does as soon as it can. */
  listen(channel: string): Promise<void>
  unlisten(channel: string): void
  /** Which of these channels somebody listens to; `undefined` where Redis does not answer. */
  listened(channels: readonly string[]): Promise<ReadonlySet<string> | undefined>
  /** Keeps a key for so many milliseconds. Nothing tells whether it was kept. */
  keep(key: string, ms: number): void
  /** Which of these keys are kept; `undefined` where Redis does not answer. */
  kept(keys: readonly string[]): Promise<ReadonlySet<string> | undefined>
  /**
   * Takes `cost` from a token bucket that all processes share, as `openBucket` does. The answer is what it holds then;
   * `undefined` where Redis does not answer.
   */
  take(key: string, cost: number, perSecond: number, most: number): Promise<number | undefined>
  /** Says what is still to be said, and ends. */
  close(): Promise<void>
}

/** What is heard. Must not throw. */
export interface RedisListener {
  onMessage(channel: string, message: Uint8Array): void
  /** All channels are listened to again after a break, in which messages were missed. */
  onBack(): void
}

/** How long opening a layer waits for Redis. */
const WAIT_MS = 500
/** A Redis that says nothing for so long is taken for dead; it is asked for a sign of life more often. */
const SILENT_MAX_MS = 6_000
const PING_MS = 2_000
const RETRY_MAX_MS = 1_000
/** More than this is never waited for: a Redis that hangs must not fill the memory. */
const QUEUE_MAX = 10_000

/** `openBucket`, by the clock of Redis. A bucket that is full again is forgotten. */
const TAKE = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    local cost, rate, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
    local tokens = tonumber(kept[1]) or most
    local at = tonumber(kept[2]) or now
    tokens = math.min(most, tokens + math.max(0, now - at) * rate / 1000)
    tokens = math.max(-most, math.min(most, tokens - cost))
    if tokens >= most then
      redis.call('DEL', KEYS[1])
    else
      redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
      redis.call('PEXPIRE', KEYS[1], math.ceil((most - tokens) * 1000 / rate) + 1000)
    end
    return tostring(tokens)`,
  parseCommand: (parser: CommandParser, key: string, cost: number, perSecond: number, most: number) => {
    parser.pushKey(key)
    parser.push(String(cost), String(perSecond), String(most))
  },
  transformReply: (tokens: string): number => Number(tokens),
})

/**
 * Two connections to Redis, one of which listens. They come back by themselves after a break. Throws
 * `unavailable` where Redis does not let us in at first.
 */
export const openRedis = async (url: string, listener: RedisListener): Promise<Redis> => {
  let isOpened = false
  const settings = {
    url,
    RESP: 2,
    pingInterval: PING_MS,
    disableOfflineQueue: true,
    commandsQueueMaxLength: QUEUE_MAX,
    socket: {
      connectTimeout: SILENT_MAX_MS,
      socketTimeout: SILENT_MAX_MS,
      reconnectStrategy: (tries: number, cause: Error) =>
        isOpened ? Math.min(RETRY_MAX_MS, 50 * 2 ** tries) + Math.floor(Math.random() * 50) : cause,
    },
  } as const
  const speaker = createClient({ ...settings, scripts: { take: TAKE } })
  const ear = createClient(settings)

  let isSilenceTold = false
  const onTrouble = (error: unknown): void => {
    if (isSilenceTold || !isOpened) return
    isSilenceTold = true
    console.warn(`redis: does not answer (${describeError(error)}); layers are followed through the database`)
  }
  const isHere = (): boolean => speaker.isReady && ear.isReady
  speaker.on('error', onTrouble)
  ear.on('error', onTrouble)

  const wanted = new Set<string>()
  const hear = (message: Buffer, channel: Buffer): void => {
    listener.onMessage(channel.toString(), message)
  }
  const subscribe = (channel: string): Promise<void> =>
    ear.subscribe(channel, hear, true).catch((error: unknown) => {
      // It is subscribed to when the connection is back.
      onTrouble(error)
    })
  /** One of the two is back; with the other all is as before. */
  const onReady = (): void => {
    if (!isOpened || !isHere()) return
    // The client has subscribed again to what it was subscribed to; asking for that once more costs nothing.
    void Promise.all([...wanted].map(subscribe)).then(() => {
      if (isSilenceTold) console.warn('redis: is back')
      isSilenceTold = false
      listener.onBack()
    })
  }
  speaker.on('ready', onReady)
  ear.on('ready', onReady)

  try {
    await Promise.all([speaker.connect(), ear.connect()])
    isOpened = true
  } catch (error) {
    if (speaker.isOpen) speaker.destroy()
    if (ear.isOpen) ear.destroy()
    const sentence = `The Redis at ${new URL(url).host} cannot be used (${describeError(error)}): start it, or correct or unset REDIS_URL.`
    throw new AppError('unavailable', sentence, { cause: error })
  }

  return {
    isHere,
    publish: (channel, message) => {
      if (!speaker.isReady) return
      speaker.publish(channel, asBuffer(message)).catch(onTrouble)
    },
    listen: async (channel) => {
      wanted.add(channel)
      if (!ear.isReady) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, WAIT_MS)
      })
      await Promise.race([subscribe(channel), late])
      clearTimeout(timer)
    },
    unlisten: (channel) => {
      wanted.delete(channel)
      ear.unsubscribe(channel, hear, true).catch(onTrouble)
    },
    listened: async (channels) => {
      if (!isHere()) return undefined
      try {
        const counts = await speaker.pubSubNumSub([...channels])
        return new Set(channels.filter((channel) => (counts[channel] ?? 0) > 0))
      } catch (error) {
        onTrouble(error)
        return undefined
      }
    },
    keep: (key, ms) => {
      if (!speaker.isReady) return
      speaker.set(key, '', { expiration: { type: 'PX', value: ms } }).catch(onTrouble)
    },
    kept: async (keys) => {
      if (!isHere()) return undefined
      if (keys.length === 0) return new Set()
      try {
        const values = await speaker.mGet([...keys])
        return new Set(keys.filter((_, at) => values[at] !== null))
      } catch (error) {
        onTrouble(error)
        return undefined
      }
    },
    take: async (key, cost, perSecond, most) => {
      if (!speaker.isReady) return undefined
      try {
        return await speaker.take(key, cost, perSecond, most)
      } catch (error) {
        onTrouble(error)
        return undefined
      }
    },
    close: async () => {
      isOpened = false
      ear.destroy()
      if (speaker.isReady) await speaker.close()
      else speaker.destroy()
    },
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
