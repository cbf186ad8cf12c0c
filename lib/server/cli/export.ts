import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ExportRefusal, exportReading } from '../commands/export-reading'
import type { ExportRequest } from '../commands/gather-paper'
import { openPress } from '../press/press'
import type { CliContext } from './context'

const USAGE =
  'Use: scholion export READING --format pdf --out FILE [--layer ID | --group NAME] [--real-names], where READING is a slug or an id.'

/** `export READING --format pdf --out FILE [--layer L] [--group G]`. 0 written, 1 not written, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
  const { out, request } = parsed
  const database = await context.database()
  const press = openPress({ onTrouble: context.err })
  const exported = await exportReading(database, { kind: 'administrator' }, request, { press }).finally(() =>
    press.close(),
  )
  if (!exported.ok) {
    context.err(refusalSentence(exported.reason, request))
    return 1
  }
  const trouble = await writeWhole(out, exported.value.bytes)
  if (trouble !== undefined) {
    context.err(`"${out}" could not be written (${trouble}): choose another place.`)
    return 1
  }
  context.err(`${out}: ${Math.ceil(exported.value.bytes.byteLength / 1024)} kB.`)
  return 0
}

const parse = (args: readonly string[]): { readonly out: string; readonly request: ExportRequest } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        out: { type: 'string' },
        layer: { type: 'string', multiple: true },
        group: { type: 'string' },
        'real-names': { type: 'boolean' },
      },
      allowPositionals: true,
    })
    const [reading = '', ...more] = positionals
    const { format, out = '', layer: layers, group } = values
    const isWhole = reading !== '' && more.length === 0 && format === 'pdf' && out !== ''
    if (!isWhole || (layers !== undefined && group !== undefined)) return undefined
    const chosen = {
      ...(layers === undefined ? {} : { layers }),
      ...(group === undefined ? {} : { group }),
      ...(values['real-names'] === true ? { names: 'real' as const } : {}),
    }
    return { out, request: { reading, format, ...chosen } }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const refusalSentence = (reason: ExportRefusal, { reading, layers, group }: ExportRequest): string => {
  switch (reason) {
    case 'not-found':
      if (layers !== undefined)
        return `"${reading}" has no such layer, or there is no such reading: give the ids that it has.`
      if (group !== undefined) return `"${reading}" has no group "${group}", or there is no such reading: check both.`
      return `There is no reading "${reading}". Give its slug or its id.`
    case 'too-slow':
      return 'The file took too long to make: choose one layer and try again.'
    case 'busy':
    case 'cancelled':
    case 'failed':
      return 'The file could not be made: the lines above say why.'
  }
}

/** Writes beside the file and renames, so that nobody ever finds half a file. The trouble's code where it fails. */
const writeWhole = async (file: string, bytes: Uint8Array): Promise<string | undefined> => {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    await writeFile(beside, bytes, { flag: 'wx' })
    await rename(beside, file)
    return undefined
  } catch (error) {
    await rm(beside, { force: true })
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  }
}
