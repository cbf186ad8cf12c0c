import type { LayerId, MemberId } from '../../core/base'
import type { Device } from './device'
import type { ShelfEdit } from './shelf'

/** The last states of a member's layers of one reading, on this device. Where the device takes nothing, there are none. */
export interface Copies {
  /** The layer's last state (`encodeStateAsUpdateV2`), or `undefined`. Reading it counts as use. */
  read(layer: LayerId): Promise<Uint8Array | undefined>
  /** Keeps a state in place of the last; the least recently used go where there are too many. */
  keep(layer: LayerId, state: Uint8Array): Promise<void>
  /** Takes away the copies of this reading's layers that are not in `layers`. */
  retain(layers: readonly LayerId[]): Promise<void>
}

/** How much is kept, over all readings and members of the device. */
export interface CopyLimits {
  readonly countMax: number
  readonly bytesMax: number
}

const LIMITS: CopyLimits = { countMax: 60, bytesMax: 32 * 1024 * 1024 }

const COPY = 'copy'
const STATE = 'state'

const numberIn = (value: unknown, name: string): number => {
  const found =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : undefined
  return typeof found?.[1] === 'number' ? found[1] : 0
}

const isStorageError = (error: unknown): boolean => error instanceof DOMException || error instanceof Error

/** What storage does not give is not there: a copy is a convenience. */
const orNothing = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
  try {
    return await work()
  } catch (error) {
    if (isStorageError(error)) return undefined
    throw error
  }
}

/** Rows are `copy/MEMBER/READING/LAYER` (how large, when used) and `state/...` (the bytes), so that the small ones can be listed. */
export const openCopies = (
  device: Promise<Device>,
  place: { readonly member: MemberId; readonly reading: string },
  now: () => number,
  limits: CopyLimits = LIMITS,
): Copies => {
  const namesOf = (layer: LayerId): readonly string[] => [place.member, place.reading, layer]
  const gone = (names: readonly string[]): ShelfEdit[] => [
    { key: [COPY, ...names], value: undefined },
    { key: [STATE, ...names], value: undefined },
  ]
  return {
    read: (layer) =>
      orNothing(async () => {
        const { shelf } = await device
        const [row] = await shelf.read([STATE, ...namesOf(layer)])
        if (!(row?.value instanceof Uint8Array)) return undefined
        const bytes = row.value.byteLength
        void orNothing(() => shelf.write([{ key: [COPY, ...namesOf(layer)], value: { usedAt: now(), bytes } }]))
        return row.value
      }),
    keep: async (layer, state) => {
      await orNothing(async () => {
        const { shelf } = await device
        const names = namesOf(layer)
        const own = [COPY, ...names].join('/')
        const others = (await shelf.read([COPY])).filter(({ key }) => key.join('/') !== own)
        others.sort((a, b) => numberIn(b.value, 'usedAt') - numberIn(a.value, 'usedAt'))
        let bytes = state.byteLength
        const isTooLarge = bytes > limits.bytesMax / 4
        const edits: ShelfEdit[] = isTooLarge
          ? gone(names)
          : [
              { key: [COPY, ...names], value: { usedAt: now(), bytes } },
              { key: [STATE, ...names], value: state },
            ]
        for (const [at, { key, value }] of others.entries()) {
          bytes += numberIn(value, 'bytes')
          if (at + 1 >= limits.countMax || bytes > limits.bytesMax) edits.push(...gone(key.slice(1)))
        }
        await shelf.write(edits)
      })
    },
    retain: async (layers) => {
      await orNothing(async () => {
        const { shelf } = await device
        const known = new Set<string>(layers)
        const rows = await shelf.read([COPY, place.member, place.reading])
        const edits = rows.filter(({ key }) => !known.has(key[3] ?? '')).flatMap(({ key }) => gone(key.slice(1)))
        if (edits.length > 0) await shelf.write(edits)
      })
    },
  }
}

/** Takes every copy off the device, of whomever they are, but for those of `member`. What is unsent stays. */
export const dropCopies = async (device: Promise<Device>, except?: MemberId): Promise<void> => {
  await orNothing(async () => {
    const { shelf } = await device
    const rows = await shelf.read([COPY])
    const others = rows.map(({ key }) => key.slice(1)).filter(([member]) => member !== except)
    const edits = others.flatMap((names) =>
      [COPY, STATE].map((table) => ({ key: [table, ...names], value: undefined })),
    )
    if (edits.length > 0) await shelf.write(edits)
  })
}
