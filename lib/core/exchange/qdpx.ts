import type { MemberId } from '../base'
import { type ThreadComment, bodyText, voicesOf } from '../annotation'
import { PAPER_PIGMENTS, type LayerThread, type Rgb } from '../export'
import { type Desk, type Frame, type Threads, deskOf, isoTime, nameIn } from './frame'
import { escapeText, xmlWords } from './markup'

/** The name of the plain text, in the folder `sources`, that a project speaks of. */
export const qdaTextName = (frame: Frame, guidOf: GuidOf): string => `${textGuid(frame, guidOf)}.txt`

/** The sections of a project's XML in their order. */
export const QDA_SECTIONS = ['head', 'selections', 'notes'] as const

/** XML of one section: it stands after what came of that section before. */
export interface QdaPiece {
  readonly section: (typeof QDA_SECTIONS)[number]
  readonly xml: string
}

/** Gives the same GUID for the same name. */
export type GuidOf = (name: string) => string

/**
 * A reading's notes as a project of REFI-QDA 1.5: members as users, the
 * codebook as codes, a selection for each passage that the version holds and each
 * who judged it, a coding for each verdict, a note for each comment. Positions are code points,
 * `endPosition` exclusive, as NVivo, MAXQDA and QualCoder read them. Pieces of
 * the sections come mixed, as the notes do, and the head last: it names the users.
 */
export async function* qdaPieces(frame: Frame, threads: Threads, guidOf: GuidOf): AsyncGenerator<QdaPiece> {
  const desk = deskOf(frame)
  const users = new Map<MemberId, string>()
  const selections = new Selections()
  const notes: string[] = []
  const project: Project = {
    desk,
    guidOf,
    notes,
    user: (member) => {
      users.set(member, nameIn(frame, member))
      return guidOf(`user ${member}`)
    },
  }
  let hasNotes = false
  for await (const thread of threads) {
    for (const selection of selectionsOf(project, thread)) yield* selectionPieces(selections.add(selection))
    if (notes.length === 0) continue
    yield { section: 'notes', xml: lines(hasNotes ? notes : ['<Notes>', ...notes]) }
    hasNotes = true
    notes.length = 0
  }
  yield* selectionPieces(selections.held())
  yield { section: 'selections', xml: lines(['</TextSource>', '</Sources>']) }
  yield { section: 'notes', xml: lines(hasNotes ? ['</Notes>', '</Project>'] : ['</Project>']) }
  yield { section: 'head', xml: head(frame, users, guidOf) }
}

const head = (frame: Frame, users: ReadonlyMap<MemberId, string>, guidOf: GuidOf): string => {
  const by = guidOf('user of the file')
  return lines([
    '<?xml version="1.0" encoding="utf-8"?>',
    element('Project', {
      xmlns: 'urn:QDA-XML:project:1.0',
      name: `${frame.title} (${frame.seminar})`,
      origin: 'Scholion',
      creatingUserGUID: by,
      creationDateTime: seconds(frame.at),
    }),
    '<Users>',
    element('User', { guid: by, name: 'Scholion' }, ''),
    ...[...users].map(([member, name]) => element('User', { guid: guidOf(`user ${member}`), name }, '')),
    '</Users>',
    ...codes(frame, guidOf),
    '<Sources>',
    element('TextSource', {
      guid: textGuid(frame, guidOf),
      name: frame.title,
      plainTextPath: `internal://${qdaTextName(frame, guidOf)}`,
      creatingUser: by,
      creationDateTime: seconds(frame.at),
    }),
  ])
}

const textGuid = (frame: Frame, guidOf: GuidOf): string => guidOf(`text ${frame.versionHash}`)

const lines = (elements: readonly string[]): string => elements.map((line) => `${line}\n`).join('')

interface Project {
  readonly desk: Desk
  readonly guidOf: GuidOf
  readonly notes: string[]
  readonly user: (member: MemberId) => string
}

const codes = (frame: Frame, guidOf: GuidOf): readonly string[] =>
  frame.tags.length === 0
    ? []
    : [
        '<CodeBook>',
        '<Codes>',
        ...frame.tags.map((tag) =>
          element(
            'Code',
            {
              guid: guidOf(`tag ${tag.id}`),
              name: tag.name,
              isCodable: 'true',
              color: hex(PAPER_PIGMENTS[tag.pigment].line),
            },
            element(
              'Description',
              {},
              xmlText(tag.example === '' ? tag.definition : `${tag.definition}\n“${tag.example}”`),
            ),
          ),
        ),
        '</Codes>',
        '</CodeBook>',
      ]

/** A passage as one member marked it. */
interface Selection {
  readonly attributes: Readonly<Record<string, string>>
  readonly about: string[]
  readonly codings: readonly string[]
  readonly refs: string[]
}

/**
 * The selections of a thread: its author's, with what was said, then one for
 * each who gave a verdict and is not its author, since tools take the user of a
 * coding from its selection (QualCoder 4). A passage that the version does not
 * hold has none, but its notes are there.
 */
const selectionsOf = (project: Project, { layer, thread }: LayerThread): readonly Selection[] => {
  const { desk, guidOf, user } = project
  const { anchor, author, at, editedAt } = thread.annotation
  const name = `${layer} ${thread.key}`
  const layerName = desk.layerNames.get(layer) ?? ''
  const codings = new Map<MemberId, string[]>([[author, []]])
  for (const verdict of thread.verdicts) {
    const own = `${layer} ${verdict.key}`
    const reason =
      verdict.rationale === undefined ? [] : [addNote(project, own, 'Rationale', verdict.rationale, verdict)]
    if (!desk.tags.has(verdict.tag)) continue
    const code = element('CodeRef', { targetGUID: guidOf(`tag ${verdict.tag}`) }, '')
    const attributes = { guid: guidOf(own), creatingUser: user(verdict.author), creationDateTime: seconds(verdict.at) }
    const list = codings.get(verdict.author) ?? []
    list.push(element('Coding', attributes, [code, ...reason].join('')))
    codings.set(verdict.author, list)
  }
  const said: string[] = []
  const refs = thread.comments.flatMap((comment) => commentNotes(project, layer, comment, null, said))
  if (!desk.frame.index.text.startsWith(anchor.exact, anchor.start)) return []
  // Who removed a highlight is not its author any more; the others' words are.
  const isRemoved = thread.annotation.removedAt !== undefined && !voicesOf(thread).has(author)
  return [...codings].map(([member, own]): Selection => {
    const isAuthor = member === author
    return {
      attributes: {
        guid: guidOf(isAuthor ? name : `${name} ${member}`),
        name: anchor.exact.slice(0, 80),
        startPosition: String(desk.codePoints.at(anchor.start)),
        endPosition: String(desk.codePoints.at(anchor.end)),
        ...(isAuthor && isRemoved ? {} : { creatingUser: user(member) }),
        creationDateTime: seconds(at),
        ...(editedAt === undefined ? {} : { modifiedDateTime: seconds(editedAt) }),
      },
      about: [layerName, ...(isAuthor ? said : [])],
      codings: own,
      refs: isAuthor ? [...refs] : [],
    }
  })
}

/**
 * Selections on their way out. Of those that one member made of the same
 * words without a coding one is written with what is said of all: QualCoder takes
 * them for annotations, and ends where it meets two. Since notes come in the
 * order of the text, they wait until one comes that begins elsewhere.
 */
class Selections {
  private readonly bare = new Map<string, Selection>()
  private start: string | undefined

  /** Those that can be written now. */
  add(selection: Selection): readonly Selection[] {
    const { startPosition, endPosition = '', creatingUser = '' } = selection.attributes
    const done = startPosition === this.start ? [] : this.held()
    this.start = startPosition
    if (selection.codings.length > 0) return [...done, selection]
    const key = `${endPosition} ${creatingUser}`
    const known = this.bare.get(key)
    if (known === undefined) this.bare.set(key, selection)
    else {
      known.about.push(...selection.about)
      known.refs.push(...selection.refs)
    }
    return done
  }

  /** Those that wait, and no longer. */
  held(): readonly Selection[] {
    const held = [...this.bare.values()]
    this.bare.clear()
    return held
  }
}

const selectionPieces = (selections: readonly Selection[]): readonly QdaPiece[] =>
  selections.map(({ attributes, about, codings, refs }) => ({
    section: 'selections',
    xml: lines([
      element(
        'PlainTextSelection',
        attributes,
        [element('Description', {}, xmlText(about.join('\n'))), ...codings, ...refs].join(''),
      ),
    ]),
  }))

const commentNotes = (
  project: Project,
  layer: string,
  comment: ThreadComment,
  answered: string | null,
  said: string[],
): readonly string[] => {
  const who = nameIn(project.desk.frame, comment.author)
  const title = answered === null ? `Comment by ${who}` : `Answer by ${who} to ${answered}`
  const words = comment.body === null ? undefined : bodyText(comment.body)
  if (words !== undefined) said.push(`${who}: ${words}`)
  const own = words === undefined ? [] : [addNote(project, `${layer} ${comment.key}`, title, words, comment)]
  return [...own, ...comment.replies.flatMap((reply) => commentNotes(project, layer, reply, who, said))]
}

const addNote = (
  { notes, guidOf, user }: Project,
  name: string,
  title: string,
  text: string,
  said: { readonly author: MemberId; readonly at: number; readonly editedAt?: number | undefined },
): string => {
  const guid = guidOf(`note ${name}`)
  notes.push(
    element(
      'Note',
      {
        guid,
        name: title,
        creatingUser: user(said.author),
        creationDateTime: seconds(said.at),
        ...(said.editedAt === undefined ? {} : { modifiedDateTime: seconds(said.editedAt) }),
      },
      element('PlainTextContent', {}, xmlText(text)),
    ),
  )
  return element('NoteRef', { targetGUID: guid }, '')
}

const xmlText = (text: string): string => escapeText(xmlWords(text))

/** An element: its opening tag alone where there is no content given. */
const element = (name: string, attributes: Readonly<Record<string, string>>, content?: string): string => {
  const written = Object.entries(attributes).map(
    ([key, value]) =>
      ` ${key}="${xmlText(value)
        .replaceAll('"', '&quot;')
        .replaceAll(/[\t\n\r]+/g, ' ')}"`,
  )
  const open = `<${name}${written.join('')}`
  if (content === undefined) return `${open}>`
  return content === '' ? `${open}/>` : `${open}>${content}</${name}>`
}

/** A moment as the readers of the format have it: whole seconds in UTC. */
const seconds = (at: number): string => isoTime(at).replace(/\.\d+Z$/, 'Z')

const hex = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
