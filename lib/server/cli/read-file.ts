import { readFile, stat } from 'node:fs/promises'
import { type Result, ok, refused } from '../../core/base'
import { noFile } from './not-there'

/** What a verb wants of a file, and how it asks for it. */
export interface WantedFile {
  readonly maxBytes: number
  /** What to do with a larger one, as a sentence. */
  readonly ifLarger: string
  /** What to give in place of a folder: "the file of a paper". */
  readonly what: string
}

/** What stands in a file, or one sentence why there is nothing. */
export const readBytes = async (
  file: string,
  { maxBytes, ifLarger, what }: WantedFile,
): Promise<Result<Uint8Array, string>> => {
  try {
    const { size } = await stat(file)
    return size > maxBytes ? tooLarge(file, ifLarger) : ok(await readFile(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return refused(noFile(file))
    if (code === 'EISDIR') return refused(`"${file}" is a folder. Give ${what}.`)
    if (typeof code === 'string') return refused(`"${file}" cannot be read (${code}). Check who may read it.`)
    throw error
  }
}

/** The bytes of `file` as text, or one sentence why they are none. */
export const decoded = (
  file: string,
  bytes: Uint8Array,
  { maxBytes, ifLarger }: Omit<WantedFile, 'what'>,
): Result<string, string> => {
  if (bytes.byteLength > maxBytes) return tooLarge(file, ifLarger)
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return refused(`"${file}" is not text in UTF-8. Convert it first.`)
    throw error
  }
}

/** The text of a file, or one sentence why there is none. */
export const readText = async (file: string, wanted: WantedFile): Promise<Result<string, string>> => {
  const bytes = await readBytes(file, wanted)
  return bytes.ok ? decoded(file, bytes.value, wanted) : bytes
}

const tooLarge = (file: string, ifLarger: string): Result<never, string> =>
  refused(`"${file}" is too large. ${ifLarger}`)
