import { type Tag, type TagInput, PIGMENTS, planBook, tagSchema } from '../../core/annotation'
import { addTag } from '../commands/add-tag'
import { changeTag } from '../commands/change-tag'
import { tagsOf } from '../store/tags'
import { noTag } from './not-there'
import { seminarNamed } from './seminar-named'
import { tagNamed } from './tag-named'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

/** What can be done with the words of a single tag. */
export const TAG_VERBS = ['new', 'change'] as const
const USAGE = `Use: scholion codebook SEMINAR new NAME --definition TEXT [--key K] [--pigment P] [--example TEXT] [--counter-example TEXT] [--under TAG] [--yes]; codebook SEMINAR change TAG [--name NAME] [--definition TEXT] [--key K] [--pigment P] [--example TEXT] [--counter-example TEXT] [--on] [--yes], where K is one letter or digit and P one of ${PIGMENTS.join(', ')}. Without --yes it says how the tag would stand and does nothing.`

/**
 * `codebook SEMINAR new NAME` adds a tag at the end, with a key and a pigment
 * that are free where none are given; `codebook SEMINAR change TAG` gives one
 * other words, signs or, with `--on`, switches it on again. 0 done, 1 not done, 2 bad use.
 */
export const run = verb({
  usage: USAGE,
  flags: {
    name: TEXT,
    definition: TEXT,
    key: TEXT,
    pigment: TEXT,
    example: TEXT,
    'counter-example': TEXT,
    under: TEXT,
    on: SWITCH,
    yes: SWITCH,
  },
  read: ([seminar, given, tag, ...more], { on: isOn, yes: isSure, ...words }): Request | undefined => {
    const act = TAG_VERBS.find((known) => known === given)
    if (act === undefined || seminar === undefined || tag === undefined || more.length > 0) return undefined
    if (act === 'new' && (words.definition === undefined || words.name !== undefined || isOn)) return undefined
    if (act === 'change' && (words.under !== undefined || (Object.keys(words).length === 0 && !isOn))) return undefined
    return { verb: act, seminar, tag, words, isOn, isSure }
  },
  run: async (request, context) => {
    const found = await seminarNamed(context, request.seminar)
    if (found === undefined) return 1
    const { db, seminar } = found
    const tags = await tagsOf(db, seminar.id)
    const { under } = request.words
    const parent = under === undefined ? undefined : tagNamed(tags, under)
    const before = request.verb === 'change' ? tagNamed(tags, request.tag) : undefined
    const missing = [
      ...(under !== undefined && parent === undefined ? [under] : []),
      ...(request.verb === 'change' && before === undefined ? [request.tag] : []),
    ]
    if (missing[0] !== undefined) {
      context.err(noTag(missing[0], request.seminar))
      return 1
    }
    const wanted = before === undefined ? newTag(tags, request, parent) : changed(before, request)
    const read = tagSchema.safeParse(wanted)
    if (!read.success) {
      context.err(USAGE)
      return 2
    }
    context.out(lineOf(read.data))
    if (!request.isSure) {
      context.err('Nothing is done yet: say --yes to do it.')
      return 0
    }
    if (before === undefined) await addTag(db, ADMINISTRATOR, seminar.id, read.data)
    else await changeTag(db, ADMINISTRATOR, seminar.id, before.id, read.data)
    return 0
  },
})

const lineOf = ({ name, key, pigment, active, definition }: TagInput): string =>
  `${name} (${key}, ${pigment})${active ? '' : ', off'}: ${definition}`

interface Request {
  readonly verb: (typeof TAG_VERBS)[number]
  readonly seminar: string
  /** The name of the new tag, or of the one to change. */
  readonly tag: string
  readonly words: {
    readonly name?: string
    readonly definition?: string
    readonly key?: string
    readonly pigment?: string
    readonly example?: string
    readonly 'counter-example'?: string
    readonly under?: string
  }
  readonly isOn: boolean
  readonly isSure: boolean
}

/** As `tagSchema` reads it; what was not given is free among the tags that are there. */
const newTag = (tags: readonly Tag[], { tag: name, words }: Request, parent: Tag | undefined): unknown => {
  const free = planBook(tags, {
    tags: [{ name, definition: '', example: '', pigment: PIGMENTS[0], key: firstSign(name), active: true }],
  })[0]
  const signs = free?.kind === 'added' ? free.input : { key: firstSign(name), pigment: PIGMENTS[0] }
  return {
    name,
    definition: words.definition,
    example: words.example ?? '',
    ...counterOf(words['counter-example']),
    ...(parent === undefined ? {} : { parent: parent.id }),
    key: words.key ?? signs.key,
    pigment: words.pigment ?? signs.pigment,
    active: true,
  }
}

const firstSign = (name: string): string => /[a-z0-9]/.exec(name.normalize('NFKC').toLowerCase())?.[0] ?? 'a'

const changed = (before: Tag, { words, isOn }: Request): unknown => ({
  name: words.name ?? before.name,
  definition: words.definition ?? before.definition,
  example: words.example ?? before.example,
  ...counterOf(words['counter-example'] ?? before.counterExample),
  ...(before.parent === undefined ? {} : { parent: before.parent }),
  key: words.key ?? before.key,
  pigment: words.pigment ?? before.pigment,
  active: before.active || isOn,
})

const counterOf = (text: string | undefined) => (text === undefined ? {} : { counterExample: text })
