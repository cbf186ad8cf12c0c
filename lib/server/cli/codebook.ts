import { parseArgs } from 'node:util'
import { type BookStep, READY_CODEBOOKS, planBook } from '../../core/annotation'
import { addCodebook } from '../commands/add-codebook'
import { mergeTag } from '../commands/merge-tag'
import { partTag } from '../commands/part-tag'
import { retireTag } from '../commands/retire-tag'
import { touchedByTags } from '../store/codebook'
import { type CountedTag, tagsOf } from '../store/tags'
import { TAG_VERBS, run as runTag } from './codebook-tag'
import type { CliContext } from './context'
import { noTag } from './not-there'
import { seminarNamed } from './seminar-named'
import { tagNamed } from './tag-named'

const BOOKS = READY_CODEBOOKS.map(({ id }) => id).join('|')
const USAGE = `Use: scholion codebook SEMINAR [--json]; codebook SEMINAR add ${BOOKS} [--yes]; codebook SEMINAR (retire | part) TAG [--yes]; codebook SEMINAR merge TAG INTO [--yes]; codebook SEMINAR (new NAME | change TAG), which say themselves how. Without --yes it says what would be touched and does nothing.`

const ADMINISTRATOR = { kind: 'administrator' } as const

/** `codebook SEMINAR [add | retire | merge | part]`: lists the tags, or changes them once `--yes` says so; for `new` and `change` see `codebook-tag.ts`. 0 done, 1 not done, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  if (TAG_VERBS.some((verb) => verb === args[1])) return runTag(args, context)
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
  const found = await seminarNamed(context, parsed.seminar)
  if (found === undefined) return 1
  const { db, seminar } = found
  const tags = await tagsOf(db, seminar.id)
  if (parsed.verb === 'list') {
    if (parsed.isJson) context.out(JSON.stringify({ version: seminar.codebookVersion, tags }, null, 2))
    else for (const tag of tags) context.out(lineOf(tag, tags))
    return 0
  }
  if (parsed.verb === 'add') {
    const book = READY_CODEBOOKS.find(({ id }) => id === parsed.book)
    if (book === undefined) {
      context.err(USAGE)
      return 2
    }
    for (const step of planBook(tags, book)) context.out(stepLine(step))
    if (!parsed.isSure) return unsure(context)
    await addCodebook(db, ADMINISTRATOR, seminar.id, { book: book.id, version: seminar.codebookVersion })
    return 0
  }
  const tag = tagNamed(tags, parsed.tag)
  const into = parsed.verb === 'merge' ? tagNamed(tags, parsed.into) : undefined
  if (tag === undefined || (parsed.verb === 'merge' && into === undefined)) {
    const name = tag === undefined || parsed.verb !== 'merge' ? parsed.tag : parsed.into
    context.err(noTag(name, parsed.seminar))
    return 1
  }
  const touched = (await touchedByTags(db, seminar.id)).get(tag.id)
  context.out(
    `${tag.name}: ${String(touched?.verdicts ?? 0)} verdicts of ${String(touched?.members ?? 0)} members in ${String(touched?.readings ?? 0)} readings. Nothing that was written is changed.`,
  )
  if (!parsed.isSure) return unsure(context)
  if (into !== undefined) await mergeTag(db, ADMINISTRATOR, seminar.id, { tag: tag.id, heir: into.id })
  else if (parsed.verb === 'retire') await retireTag(db, ADMINISTRATOR, seminar.id, tag.id)
  else await partTag(db, ADMINISTRATOR, seminar.id, tag.id)
  return 0
}

const unsure = ({ err }: CliContext): number => {
  err('Nothing is done yet: say --yes to do it.')
  return 0
}

const lineOf = ({ name, key, active, heir, verdicts }: CountedTag, tags: readonly CountedTag[]): string => {
  const counts = heir === undefined ? '' : `, counts as ${tags.find(({ id }) => id === heir)?.name ?? ''}`
  return `${name} (${key})${active ? '' : ', off'}${counts}: ${String(verdicts)} verdicts`
}

const stepLine = (step: BookStep): string => {
  if (step.kind === 'there') return `${step.name}: is there already, and stays as it is.`
  if (step.kind === 'left') return `${step.name}: finds no place, the codebook is full.`
  return `${step.name}: comes with the key ${step.input.key}${step.input.active ? '' : ', switched off'}.`
}

type Request = { readonly seminar: string; readonly isSure: boolean; readonly isJson: boolean } & (
  | { readonly verb: 'list' }
  | { readonly verb: 'add'; readonly book: string }
  | { readonly verb: 'retire' | 'part'; readonly tag: string }
  | { readonly verb: 'merge'; readonly tag: string; readonly into: string }
)

const parse = (args: readonly string[]): Request | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { yes: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [seminar, verb, first, second, ...more] = positionals
    if (seminar === undefined || more.length > 0) return undefined
    const common = { seminar, isSure: values.yes, isJson: values.json }
    if (verb === undefined) return { ...common, verb: 'list' }
    if (first === undefined) return undefined
    if (verb === 'merge') return second === undefined ? undefined : { ...common, verb, tag: first, into: second }
    if (second !== undefined) return undefined
    if (verb === 'add') return { ...common, verb, book: first }
    return verb === 'retire' || verb === 'part' ? { ...common, verb, tag: first } : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
