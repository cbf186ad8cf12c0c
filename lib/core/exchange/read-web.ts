import { type CommentBody, bodyOf, commentBodySchema, keepable } from '../annotation'
import type { ForeignAuthor, ForeignNote, ForeignTarget } from './foreign'
import { type JsonObject, countOf, firstText, isObject, listOf, momentOf, textOf } from './json'
import { htmlText } from './markup'
import { reactionOfIri, tagOfIri } from './names'

/** The annotations of a Web Annotation file: one, a list, a page, or a collection with its page inside. */
export const webItems = (json: unknown): readonly JsonObject[] | undefined => {
  if (Array.isArray(json)) return json.every(isAnnotation) && json.length > 0 ? json.filter(isObject) : undefined
  if (!isObject(json)) return undefined
  if (isAnnotation(json)) return [json]
  const page = isObject(json.first) ? json.first : json
  const list = page.items ?? page['@graph']
  return Array.isArray(list) && (isWeb(json) || list.some(isAnnotation)) ? list.filter(isObject) : undefined
}

const typesOf = (value: JsonObject): readonly unknown[] => listOf(value.type ?? value['@type'])
const isAnnotation = (value: unknown): boolean =>
  isObject(value) && typesOf(value).some((type) => type === 'Annotation' || type === 'oa:Annotation')
const isWeb = (value: JsonObject): boolean =>
  typesOf(value).some((type) => type === 'AnnotationCollection' || type === 'AnnotationPage')

/** One annotation in our words, or one sentence why not. `id` stands where it has none. */
export const readWebNote = (item: JsonObject, id: string): ForeignNote | string => {
  if (!isAnnotation(item)) return 'It is no annotation.'
  const target = targetOf(item.target)
  if (target === undefined) return 'It has no quote, and speaks of no other note of the file.'
  const said = saidIn(item)
  return {
    id: textOf(item.id) ?? textOf(item['@id']) ?? id,
    author: authorOf(item.creator),
    at: momentOf(item.created),
    editedAt: momentOf(item.modified),
    removedAt: momentOf(item['scholion:removed']),
    ...target,
    ...said,
  }
}

const authorOf = (value: unknown): ForeignAuthor => {
  const [creator] = listOf(value)
  if (typeof creator === 'string') return { id: creator, name: null }
  if (!isObject(creator)) return { id: null, name: null }
  return { id: textOf(creator.id), name: firstText(creator.name) ?? firstText(creator.nickname) }
}

interface Aim {
  readonly target: ForeignTarget
  readonly scope: string | null
}

const targetOf = (value: unknown): Aim | undefined => {
  const aims = listOf(value).map(aimOf)
  const has = (kind: ForeignTarget['kind']): Aim | undefined => aims.find((aim) => aim?.target.kind === kind)
  return has('passage') ?? has('note') ?? has('paper')
}

const aimOf = (value: unknown): Aim | undefined => {
  if (typeof value === 'string') return { target: { kind: 'note', id: value }, scope: null }
  if (!isObject(value)) return undefined
  if (Array.isArray(value.items)) return targetOf(value.items)
  const source = isObject(value.source) ? textOf(value.source.id) : textOf(value.source)
  const scope = firstText(value.scope)
  const selectors = listOf(value.selector).flatMap(withRefinements)
  const quote = selectors.find((selector) => textOf(selector.exact) !== null)
  const place = selectors.find((selector) => countOf(selector.start) !== null)
  if (quote !== undefined) {
    const target = {
      kind: 'passage',
      exact: keepable(textOf(quote.exact) ?? ''),
      prefix: keepable(textOf(quote.prefix) ?? ''),
      suffix: keepable(textOf(quote.suffix) ?? ''),
      start: countOf(place?.start),
      source,
    } as const
    return target.exact === '' ? undefined : { target, scope }
  }
  if (selectors.length > 0) return undefined
  const id = source ?? textOf(value.id)
  return id === null ? undefined : { target: { kind: 'note', id }, scope }
}

/** A selector and those that refine it. Deeper than anybody writes them, they are left alone. */
const withRefinements = (value: unknown, depth: unknown = 0): readonly JsonObject[] => {
  if (!isObject(value)) return []
  const level = typeof depth === 'number' ? depth : 0
  if (level > 8) return [value]
  return [value, ...listOf(value.refinedBy).flatMap((inner) => withRefinements(inner, level + 1))]
}

type Words = Pick<ForeignNote, 'tags' | 'rationale' | 'words' | 'reaction'>

const saidIn = (item: JsonObject): Words => {
  const bodies = listOf(item.body).flatMap((body): readonly unknown[] =>
    isObject(body) && Array.isArray(body.items) ? listOf(body.items) : [body],
  )
  const motivations = listOf(item.motivation)
  const isTagging = motivations.includes('tagging')
  const tags: { id: string | null; name: string | null }[] = []
  const reactions: NonNullable<ForeignNote['reaction']>[] = []
  let rationale: string | null = null
  const words: CommentBody[] = []
  const addText = (text: string | null): void => {
    const body = text === null ? undefined : bodyOf(keepable(text))
    if (body !== undefined && body.content.length > 0) words.push(body)
  }
  if (item.body === undefined) addText(textOf(item.bodyValue))
  for (const body of bodies) {
    if (typeof body === 'string') {
      addText(body)
      continue
    }
    if (!isObject(body)) continue
    const purposes = listOf(body.purpose)
    const source = isObject(body.source) ? textOf(body.source.id) : textOf(body.source)
    const reaction = source === null ? undefined : reactionOfIri(source)
    if (reaction !== undefined) reactions.push(reaction)
    else if (source !== null && purposes.includes('classifying')) {
      const id = tagOfIri(source) ?? null
      const named = tags.findIndex((tag) => tag.id === null)
      if (id !== null && named >= 0) tags[named] = { id, name: tags[named]?.name ?? null }
      else tags.push({ id, name: id === null ? source : null })
    } else if (source !== null) addText(source)
    else if (purposes.includes('tagging') || (isTagging && purposes.length === 0)) {
      const name = textOf(body.value)
      if (name !== null) tags.push({ id: null, name: keepable(name) })
    } else if (isTagging && purposes.includes('describing')) rationale = textOf(body.value)
    else if (textOf(body.value) !== null) words.push(...wordsOf(body))
    else addText(textOf(body.id))
  }
  return {
    tags,
    rationale: rationale === null ? null : keepable(rationale),
    // What a reaction says in words it says by its kind too.
    words: reactions.length > 0 ? null : joined(words),
    reaction: reactions[0] ?? null,
  }
}

const wordsOf = (body: JsonObject): readonly CommentBody[] => {
  const own = body['scholion:body']
  const kept = isObject(own) ? commentBodySchema.safeParse(own['@value']) : undefined
  if (kept?.success === true) return [kept.data]
  const value = textOf(body.value) ?? ''
  const isHtml = listOf(body.format).some((format) => typeof format === 'string' && format.includes('html'))
  const read = bodyOf(keepable(isHtml ? htmlText(value) : value))
  return read.content.length === 0 ? [] : [read]
}

const joined = (bodies: readonly CommentBody[]): CommentBody | null =>
  bodies.length === 0 ? null : { type: 'doc', content: bodies.flatMap((body) => body.content) }
