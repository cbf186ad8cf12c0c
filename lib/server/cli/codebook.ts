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
import { ADMINISTRATOR, type Run, SWITCH, verb } from './verb'

const BOOKS = READY_CODEBOOKS.map(({ id }) => id).join('|')

const runBook = verb({
  usage: `Use: scholion codebook SEMINAR [--json]; codebook SEMINAR add ${BOOKS} [--yes]; codebook SEMINAR (retire | part) TAG [--yes]; codebook SEMINAR merge TAG INTO [--yes]; codebook SEMINAR (new NAME | change TAG), which say themselves how. Without --yes it says what would be touched and does nothing.`,
  flags: { yes: SWITCH, json: SWITCH },
  read: ([seminar, act, first, second, ...more], { yes: isSure, json: isJson }): Request | undefined => {
    if (seminar === undefined || more.length > 0) return undefined
    const common = { seminar, isSure, isJson }
    if (act === undefined) return { ...common, verb: 'list' }
    if (first === undefined) return undefined
    if (act === 'merge') return second === undefined ? undefined : { ...common, verb: act, tag: first, into: second }
    if (second !== undefined) return undefined
    const book = READY_CODEBOOKS.find(({ id }) => id === first)
    if (act === 'add') return book === undefined ? undefined : { ...common, verb: act, book }
    return act === 'retire' || act === 'part' ? { ...common, verb: act, tag: first } : undefined
  },
  run: async (parsed, context) => {
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
      const { book } = parsed
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
  },
})

/** `codebook SEMINAR [add | retire | merge | part]`: lists the tags, or changes them once `--yes` says so; for `new` and `change` see `codebook-tag.ts`. 0 done, 1 not done, 2 bad use. */
export const run: Run = (args, context) => (TAG_VERBS.some((act) => act === args[1]) ? runTag : runBook)(args, context)

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
  | { readonly verb: 'add'; readonly book: (typeof READY_CODEBOOKS)[number] }
  | { readonly verb: 'retire' | 'part'; readonly tag: string }
  | { readonly verb: 'merge'; readonly tag: string; readonly into: string }
)
