import type { LayerId, MemberId } from '../base'
import {
  type Anchor,
  type LayerRecord,
  type Reaction,
  type RecordKey,
  type Tagging,
  type ThreadComment,
  bodyText,
} from '../annotation'
import type { LayerThread } from '../export'
import { type Desk, type Frame, type Threads, deskOf, isoTime } from './frame'
import { bodyHtml, isPlain } from './markup'
import {
  ANNO_CONTEXT,
  OWN_CONTEXT,
  codebookIri,
  layerIri,
  memberIri,
  reactionIri,
  recordIri,
  tagIri,
  textIri,
} from './names'

type Json = Readonly<Record<string, unknown>>

/**
 * A reading's notes after the W3C Web Annotation Data Model (2017): an
 * AnnotationCollection with one page, an Annotation a record, each whole by
 * itself. Positions count Unicode code points in the plain text, which the file
 * has. Comes piece by piece: nothing of the notes is kept.
 */
export async function* webFile(frame: Frame, threads: Threads): AsyncGenerator<string> {
  const desk = deskOf(frame)
  const id = `${frame.address}/export?format=jsonld`
  const head = JSON.stringify(collectionHead(frame, id), undefined, 1).replace(/\n\}$/, '')
  const page = { id: `${id}#page`, type: 'AnnotationPage', partOf: { id, type: 'AnnotationCollection' }, startIndex: 0 }
  yield `${head},\n "first": ${JSON.stringify(page).slice(0, -1)},"items":[`
  let total = 0
  for await (const thread of threads) {
    const items = itemsOf(desk, thread).map((item) => JSON.stringify(item))
    yield `${total === 0 ? '' : ','}\n${items.join(',\n')}`
    total += items.length
  }
  yield `\n]},\n "total": ${total}\n}\n`
}

const collectionHead = (frame: Frame, id: string): Json => ({
  '@context': OWN_CONTEXT,
  id,
  type: 'AnnotationCollection',
  label: `${frame.title} (${frame.seminar})`,
  generated: isoTime(frame.at),
  generator: { type: 'Software', name: 'Scholion' },
  'scholion:positions':
    'start and end of a TextPositionSelector count Unicode code points from 0 in the value of scholion:text; end is exclusive.',
  'scholion:layers': frame.layers.map(({ id: layer, name }) => ({
    id: layerIri(frame, layer),
    label: name,
  })),
  'scholion:codebook': {
    id: codebookIri(frame),
    type: 'skos:ConceptScheme',
    'skos:hasTopConcept': frame.tags.map((tag) => ({
      id: tagIri(frame, tag.id),
      type: 'skos:Concept',
      'skos:prefLabel': tag.name,
      'skos:definition': tag.definition,
      ...(tag.example === '' ? {} : { 'skos:example': tag.example }),
      'skos:notation': tag.key,
      'skos:inScheme': codebookIri(frame),
    })),
  },
  'scholion:text': {
    id: textIri(frame),
    type: 'TextualBody',
    format: 'text/plain',
    'scholion:sha256': frame.versionHash,
    value: frame.index.text,
  },
})

/** The annotations of one thread: the passage first, each after what it speaks of. */
const itemsOf = (desk: Desk, { layer, thread }: LayerThread): readonly Json[] => {
  const home = { layer, key: thread.key, anchor: thread.annotation.anchor }
  return [
    recordItem(desk, home, thread.key, thread.annotation),
    ...thread.verdicts.map((verdict) => recordItem(desk, home, verdict.key, verdict)),
    ...commentItems(desk, home, thread.comments),
    ...[...thread.reactions, ...(thread.resolved === null ? [] : [thread.resolved])].map((reaction) =>
      recordItem(desk, home, reaction.key, reaction),
    ),
  ]
}

/** The highlight in whose thread a record is. */
export interface ThreadHome {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly anchor: Anchor
}

/** A record as an annotation, whole by itself; `home` is the highlight that it is, or is said on. */
export const recordItem = (desk: Desk, home: ThreadHome, key: RecordKey, record: LayerRecord): Json => {
  const { frame } = desk
  const { layer } = home
  const scope = recordIri(frame, layer, home.key)
  // Of what most records of a file are, answers, it is no part.
  const passage = (): ReturnType<typeof passageOf> => passageOf(desk, home.anchor)
  const about = (): Json => ({ ...passage(), scope })
  const item = recordOf(frame, layer)
  switch (record.kind) {
    case 'annotation':
      return item(key, record, { motivation: 'highlighting', target: passage() })
    case 'tagging':
      return item(key, record, { motivation: 'tagging', body: tagBodies(desk, record), target: about() })
    case 'comment': {
      const { body: words, parent } = record
      const motivation = parent === null ? 'commenting' : 'replying'
      const body = words === null ? {} : { body: wordsBody(words, motivation) }
      const answered = parent === null ? undefined : recordIri(frame, layer, parent)
      const target = answered === undefined ? about() : { type: 'SpecificResource', source: answered, scope }
      return item(key, record, { motivation, ...body, target }, words !== null && !isPlain(words))
    }
    case 'reaction': {
      const source = record.comment === null ? scope : recordIri(frame, layer, record.comment)
      const parts = reactionParts(record, source, scope)
      return item(key, record, parts, parts.motivation === 'assessing')
    }
  }
}

const commentItems = (desk: Desk, home: ThreadHome, comments: readonly ThreadComment[]): readonly Json[] =>
  comments.flatMap((comment): readonly Json[] => [
    recordItem(desk, home, comment.key, comment),
    ...comment.reactions.map((reaction) => recordItem(desk, home, reaction.key, reaction)),
    ...commentItems(desk, home, comment.replies),
  ])

interface Said {
  readonly author: MemberId
  readonly at: number
  readonly editedAt?: number | undefined
  readonly removedAt?: number | undefined
}

const recordOf =
  (frame: Frame, layer: LayerId) =>
  /** `hasOwn`: whether its parts have a word of our own namespace. */
  (key: RecordKey, { author, at, editedAt, removedAt }: Said, parts: Json, hasOwn = false): Json => {
    const name = frame.names.get(author)
    return {
      '@context': hasOwn || removedAt !== undefined ? OWN_CONTEXT : ANNO_CONTEXT,
      id: recordIri(frame, layer, key),
      type: 'Annotation',
      ...parts,
      creator: { id: memberIri(frame, author), type: 'Person', ...(name === undefined ? {} : { name }) },
      created: isoTime(at),
      ...(editedAt === undefined ? {} : { modified: isoTime(editedAt) }),
      ...(removedAt === undefined ? {} : { 'scholion:removed': isoTime(removedAt) }),
    }
  }

const passageOf = ({ frame, codePoints }: Desk, anchor: Anchor): Json => {
  const { exact, prefix, suffix, start, end, version } = anchor
  const quote = {
    type: 'TextQuoteSelector',
    exact,
    ...(prefix === '' ? {} : { prefix }),
    ...(suffix === '' ? {} : { suffix }),
  }
  const isHere = version === frame.version && frame.index.text.startsWith(exact, start)
  const place = { type: 'TextPositionSelector', start: codePoints.at(start), end: codePoints.at(end) }
  return {
    type: 'SpecificResource',
    source: textIri({ address: frame.address, version }),
    selector: isHere ? [quote, place] : [quote],
  }
}

const tagBodies = ({ frame, tags }: Desk, verdict: Tagging): readonly Json[] => {
  const tag = tags.get(verdict.tag)
  return [
    ...(tag === undefined ? [] : [{ type: 'TextualBody', value: tag.name, format: 'text/plain', purpose: 'tagging' }]),
    { type: 'SpecificResource', source: tagIri(frame, verdict.tag), purpose: 'classifying' },
    ...(verdict.rationale === undefined
      ? []
      : [{ type: 'TextualBody', value: verdict.rationale, format: 'text/plain', purpose: 'describing' }]),
  ]
}

const wordsBody = (body: NonNullable<ThreadComment['body']>, purpose: string): Json =>
  isPlain(body)
    ? { type: 'TextualBody', value: bodyText(body), format: 'text/plain', purpose }
    : {
        type: 'TextualBody',
        value: bodyHtml(body),
        format: 'text/html',
        purpose,
        'scholion:body': { '@type': '@json', '@value': body },
      }

const reactionParts = ({ reaction }: Reaction, source: string, scope: string) => {
  const motivation = reaction === 'resolved' || reaction === 'reopened' ? 'moderating' : 'assessing'
  return {
    motivation,
    body: [
      { type: 'TextualBody', value: reaction, format: 'text/plain', purpose: motivation },
      { type: 'SpecificResource', source: reactionIri(reaction), purpose: motivation },
    ],
    target: { type: 'SpecificResource', source, scope },
  }
}
