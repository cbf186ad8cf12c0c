import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { MemberId } from '../../core/base'
import { type AnnotationsImported, type AnnotationsToImport, importAnnotations } from '../commands/import-annotations'
import type { RootDatabase } from '../store/database'
import { layersOfReading } from '../store/layers'
import { findReading } from '../store/readings'
import type { CliContext } from './context'
import { memberNamed } from './member-named'
import { noFile, noLayer, noMember, noReading, typed } from './not-there'

const USAGE =
  'Use: scholion import-annotations FILE --reading R [--as MEMBER] [--layer ID] [--mine] [--dry-run] [--json], where FILE is Web Annotation JSON-LD or what Hypothesis exports, MEMBER an e-mail, an id or a name, and `scholion reading R` lists the layers.'

/** Far above what 20,000 notes need. */
const FILE_MAX_BYTES = 64 * 1024 * 1024

/**
 * `import-annotations FILE --reading R [--as MEMBER] [--layer ID] [--mine]
 * [--dry-run] [--json]`: notes of another tool become notes of MEMBER's. 0 done,
 * 1 not done, 2 bad use or a file that is none.
 */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const wish = parse(args)
  if (wish === undefined) {
    context.err(USAGE)
    return 2
  }
  const text = await readText(wish.file)
  if (typeof text !== 'string') {
    context.err(text.sentence)
    return 2
  }
  const db = await context.database()
  const meant = await meantBy(db, wish.given)
  if ('sentence' in meant) {
    context.err(meant.sentence)
    return 1
  }
  const done = await importAnnotations(db, { kind: 'administrator' }, { ...wish.given, ...meant, text })
  context.out(wish.isJson ? JSON.stringify(done) : told(done, wish.given))
  return 0
}

interface Wish {
  readonly file: string
  readonly given: Omit<AnnotationsToImport, 'text'>
  readonly isJson: boolean
}

const parse = (args: readonly string[]): Wish | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        reading: { type: 'string', default: '' },
        as: { type: 'string' },
        layer: { type: 'string' },
        mine: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    })
    const [file = '', ...more] = positionals
    const { reading, as, layer, mine, json } = values
    if (file === '' || reading === '' || more.length > 0 || (mine && as === undefined)) return undefined
    return { file, given: { reading, as, layer, isMine: mine, isDryRun: values['dry-run'] }, isJson: json }
  } catch (error) {
    // Node throws a TypeError for an option that it does not know.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Who is meant by `--as`, where what is named is there; else one sentence that says where to look. */
const meantBy = async (
  db: RootDatabase,
  { reading, as, layer }: Wish['given'],
): Promise<{ readonly as?: MemberId } | { readonly sentence: string }> => {
  const found = await findReading(db, reading)
  if (found === undefined) return { sentence: noReading(reading) }
  if (layer === undefined && as === undefined) return { sentence: nobodys(reading) }
  if (layer !== undefined && !(await layersOfReading(db, found.id)).some(({ id }) => id === layer)) {
    return { sentence: noLayer(layer, reading) }
  }
  if (as === undefined) return {}
  const member = await memberNamed(db, found.seminar, as)
  return member === undefined ? { sentence: noMember(as, found.seminar) } : { as: member.id }
}

const nobodys = (reading: string): string =>
  `Say with --as whose these notes shall be, or with --layer where those of a file of ours go. \`scholion reading ${typed(reading)}\` lists the layers, \`scholion members SEMINAR\` the members.`

/** The text of a file, or one sentence why there is none. */
const readText = async (file: string): Promise<string | { readonly sentence: string }> => {
  try {
    const { size } = await stat(file)
    if (size > FILE_MAX_BYTES) return { sentence: `"${file}" is too large. Split it and import its parts.` }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    if (error instanceof TypeError) return { sentence: `"${file}" is not text in UTF-8. Convert it first.` }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { sentence: noFile(file) }
    if (typeof code === 'string') return { sentence: `"${file}" cannot be read (${code}). Check what it is.` }
    throw error
  }
}

const told = (done: AnnotationsImported, { isDryRun, layer }: Wish['given']): string => {
  const placed = `${done.exact} in place, ${done.moved.length} moved, ${done.guessed.length} guessed, ${done.orphans.length} without a place`
  return [
    `${isDryRun === true ? 'Would write' : 'Wrote'} ${done.added} records (${done.already} were there).`,
    ...(layer === undefined
      ? [
          'They are for their author alone: --layer ID brings notes into a layer of others, and `scholion reading` lists those.',
        ]
      : []),
    `Highlights: ${placed}. Comments: ${done.comments}. Verdicts: ${done.verdicts}.`,
    ...done.guessed.map(({ quote, found, score }) => `~ ${short(quote)} -> ${short(found)} (${score.toFixed(2)})`),
    ...done.orphans.map(
      (quote) => `? ${quote === '' ? 'an answer to a note that the file does not have' : short(quote)}`,
    ),
    ...(done.tagsAsWords.length === 0 ? [] : [`Tags kept as words: ${done.tagsAsWords.join(', ')}.`]),
    ...(done.others.length === 0 ? [] : [`Kept as words of: ${done.others.join(', ')}.`]),
    ...(done.reactionsLeft === 0 ? [] : [`Reactions left out: ${done.reactionsLeft}.`]),
    ...done.faults.map(({ number, sentence }) => `! note ${number}: ${sentence}`),
  ].join('\n')
}

const SHORT_CHARS = 60
const short = (quote: string): string => {
  const line = quote.replaceAll(/\s+/gu, ' ').trim()
  return `“${line.length > SHORT_CHARS ? `${line.slice(0, SHORT_CHARS)}…` : line}”`
}
