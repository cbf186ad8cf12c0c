import type { MemberId } from '../../core/base'
import { type AnnotationsImported, type AnnotationsToImport, importAnnotations } from '../commands/import-annotations'
import type { RootDatabase } from '../store/database'
import { layersOfReading } from '../store/layers'
import { findReading } from '../store/readings'
import { memberNamed } from './member-named'
import { noLayer, noMember, noReading, typed } from './not-there'
import { readText } from './read-file'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

/** Far above what 20,000 notes need. */
const FILE = { maxBytes: 64 * 1024 * 1024, ifLarger: 'Split it and import its parts.', what: 'a file of notes' }

/**
 * `import-annotations FILE --reading R [--as MEMBER] [--layer ID] [--mine]
 * [--dry-run] [--json]`: notes of another tool become notes of MEMBER's. 0 done,
 * 1 not done, 2 bad use or a file that is none.
 */
export const run = verb({
  usage:
    'Use: scholion import-annotations FILE --reading R [--as MEMBER] [--layer ID] [--mine] [--dry-run] [--json], where FILE is Web Annotation JSON-LD or what Hypothesis exports, MEMBER an e-mail, an id or a name, and `scholion reading R` lists the layers.',
  flags: {
    reading: { ...TEXT, default: '' },
    as: TEXT,
    layer: TEXT,
    mine: SWITCH,
    'dry-run': SWITCH,
    json: SWITCH,
  },
  read: (
    [file = '', ...more],
    { reading, as, layer, mine: isMine, 'dry-run': isDryRun, json: isJson },
  ): Wish | undefined => {
    if (file === '' || reading === '' || more.length > 0 || (isMine && as === undefined)) return undefined
    return { file, given: { reading, as, layer, isMine, isDryRun }, isJson }
  },
  run: async (wish, context) => {
    const text = await readText(wish.file, FILE)
    if (!text.ok) {
      context.err(text.reason)
      return 2
    }
    const db = await context.database()
    const meant = await meantBy(db, wish.given)
    if ('sentence' in meant) {
      context.err(meant.sentence)
      return 1
    }
    const done = await importAnnotations(db, ADMINISTRATOR, { ...wish.given, ...meant, text: text.value })
    context.out(wish.isJson ? JSON.stringify(done) : told(done, wish.given))
    return 0
  },
})

interface Wish {
  readonly file: string
  readonly given: Omit<AnnotationsToImport, 'text'>
  readonly isJson: boolean
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
