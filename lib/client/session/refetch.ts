import type { RoomSetup, ShutReason } from './room'

/** What became of asking the server for the room's setup again. */
export type Refetched =
  | { readonly kind: 'setup'; readonly setup: RoomSetup }
  /** Signed out, or no longer in the seminar. */
  | { readonly kind: 'shut'; readonly why: ShutReason }
  /** The network or the server did not answer; ask again later. */
  | { readonly kind: 'silent' }

/** Only our own server is asked, for our own type, so the shape is looked at, not every field of it. */
const isSetup = (value: unknown): value is RoomSetup =>
  typeof value === 'object' &&
  value !== null &&
  'layers' in value &&
  Array.isArray(value.layers) &&
  'members' in value &&
  Array.isArray(value.members) &&
  'version' in value &&
  typeof value.version === 'object'

/** Asks `GET /api/rooms/SLUG`. Never throws. */
export const refetchSetup = async (slug: string): Promise<Refetched> => {
  let response: Response
  try {
    response = await fetch(`/api/rooms/${encodeURIComponent(slug)}`, { cache: 'no-store' })
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'silent' }
    throw error
  }
  if (response.status === 401) return { kind: 'shut', why: 'signed-out' }
  if (response.status === 404) return { kind: 'shut', why: 'no-member' }
  if (!response.ok) return { kind: 'silent' }
  try {
    const setup: unknown = await response.json()
    return isSetup(setup) ? { kind: 'setup', setup } : { kind: 'silent' }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { kind: 'silent' }
    throw error
  }
}

/** The wait before the server is asked again after it did not answer, in ms; half to one and a half times as long. */
const ASK_AGAIN_MS = 5_000

/** Asks for the setup, one question at a time, until the server says something. */
export interface SetupAsker {
  ask(): void
  destroy(): void
}

export const setupAsker = (
  question: () => Promise<Refetched>,
  onAnswer: (answer: Exclude<Refetched, { readonly kind: 'silent' }>) => void,
): SetupAsker => {
  let isAsking = false
  let isDestroyed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = (): void => {
    if (isAsking || isDestroyed) return
    isAsking = true
    clearTimeout(timer)
    void question().then((answer) => {
      isAsking = false
      if (isDestroyed) return
      if (answer.kind === 'silent') timer = setTimeout(ask, ASK_AGAIN_MS * (0.5 + Math.random()))
      else onAnswer(answer)
    })
  }
  return {
    ask,
    destroy: () => {
      isDestroyed = true
      clearTimeout(timer)
    },
  }
}
