import * as encoding from 'lib0/encoding'
import type { StructId } from './read-update'

/** One struct of a forged update. */
export interface ForgedStruct {
  readonly content:
    | { readonly kind: 'any'; readonly values: readonly unknown[] }
    | { readonly kind: 'gc' | 'skip' | 'deleted'; readonly length: number }
    /** A content of Yjs by its number, with the bytes that stand for it. */
    | { readonly kind: 'other'; readonly ref: number; readonly bytes: readonly number[] }
  readonly key?: string
  readonly root?: string
  readonly origin?: StructId
  readonly rightOrigin?: StructId
  /** The parent as an id, in place of a root's name. */
  readonly parent?: StructId
}

export interface Forgery {
  readonly sections?: readonly {
    readonly client: number
    readonly clock: number
    readonly structs: readonly ForgedStruct[]
  }[]
  readonly deletes?: readonly {
    readonly client: number
    readonly ranges: readonly (readonly [clock: number, length: number])[]
  }[]
}

const REFS = { gc: 0, deleted: 1, any: 8, skip: 10 }

/** For tests: an update in Yjs's V1 encoding of things that no client of ours would write. */
export const forge = ({ sections = [], deletes = [] }: Forgery): Uint8Array => {
  const encoder = encoding.createEncoder()
  const number = (value: number): void => {
    encoding.writeVarUint(encoder, value)
  }
  number(sections.length)
  for (const { client, clock, structs } of sections) {
    number(structs.length)
    number(client)
    number(clock)
    structs.forEach((struct) => {
      writeStruct(encoder, struct)
    })
  }
  number(deletes.length)
  for (const { client, ranges } of deletes) {
    number(client)
    number(ranges.length)
    ranges.flat().forEach(number)
  }
  return encoding.toUint8Array(encoder)
}

const writeStruct = (encoder: encoding.Encoder, struct: ForgedStruct): void => {
  const { content, key, root = 'records', origin, rightOrigin, parent } = struct
  const id = (value: StructId): void => {
    encoding.writeVarUint(encoder, value.client)
    encoding.writeVarUint(encoder, value.clock)
  }
  const ref = content.kind === 'other' ? content.ref : REFS[content.kind]
  const flags =
    (origin === undefined ? 0 : 0x80) | (rightOrigin === undefined ? 0 : 0x40) | (key === undefined ? 0 : 0x20)
  if (content.kind === 'gc' || content.kind === 'skip') {
    encoding.writeUint8(encoder, ref)
    encoding.writeVarUint(encoder, content.length)
    return
  }
  encoding.writeUint8(encoder, ref | flags)
  if (origin !== undefined) id(origin)
  if (rightOrigin !== undefined) id(rightOrigin)
  if (origin === undefined && rightOrigin === undefined) {
    encoding.writeVarUint(encoder, parent === undefined ? 1 : 0)
    if (parent === undefined) encoding.writeVarString(encoder, root)
    else id(parent)
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  if (content.kind === 'any') {
    encoding.writeVarUint(encoder, content.values.length)
    content.values.forEach((value) => {
      encoding.writeAny(encoder, toAny(value))
    })
  } else if (content.kind === 'other') {
    encoding.writeUint8Array(encoder, Uint8Array.from(content.bytes))
  } else {
    encoding.writeVarUint(encoder, content.length)
  }
}

/** lib0 writes any value at all; its type only lists what it reads back as such. */
const toAny = (value: unknown): Parameters<typeof encoding.writeAny>[1] => {
  if (value === undefined || value === null) return value
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(toAny)
  if (typeof value === 'object') {
    // `__proto__` is to be written as a member: defined, not assigned.
    const copy: Record<string, Parameters<typeof encoding.writeAny>[1]> = {}
    for (const [name, member] of Object.entries(value))
      Object.defineProperty(copy, name, { value: toAny(member), enumerable: true })
    return copy
  }
  throw new Error(`no value for an update: ${typeof value}`)
}
