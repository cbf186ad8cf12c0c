import type { MemberId } from '../base'
import { type ThreadComment, bodyText, voicesOf } from '../annotation'
import { PAPER_PIGMENTS, type LayerThread, type Rgb } from '../export'
import { type Desk, type Frame, type Threads, deskOf, isoTime, nameIn } from './frame'

/** What a REFI-QDA project is made of: its XML, and the text that it speaks of. */
export interface QdaProject {
  readonly xml: string
  /** The name of the plain text in the folder `sources`. */
  readonly textName: string
  readonly text: string
}

/**
 * A reading's notes as a project of REFI-QDA 1.5: members as users, the
 * codebook as codes, a selection for each passage that the version holds and each
 * who judged it, a coding for each verdict, a note for each comment. Positions are code points,
 * `endPosition` exclusive, as NVivo, MAXQDA and QualCoder read them. `guidOf`
 * gives the same GUID for the same name.
 */
export const qdaProject = async (
  frame: Frame,
  threads: Threads,
  guidOf: (name: string) => string,
): Promise<QdaProject> => {
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
  for await (const thread of threads) for (const one of selectionsOf(project, thread)) selections.add(one)
  const source = guidOf(`text ${frame.versionHash}`)
  const textName = `${source}.txt`
  const by = guidOf('user of the file')
  const xml = [
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
      guid: source,
      name: frame.title,
      plainTextPath: `internal://${textName}`,
      creatingUser: by,
      creationDateTime: seconds(frame.at),
    }),
    ...selections.written(),
    '</TextSource>',
    '</Sources>',
    ...(notes.length === 0 ? [] : ['<Notes>', ...notes, '</Notes>']),
    '</Project>',
    '',
  ].join('\n')
  return { xml, textName, text: frame.index.text }
}

interface Project {
  readonly desk: Desk
  readonly guidOf: (name: string) => string
  readonly notes: string[]
  readonly user: (member: MemberId) => string
}

const codes = (frame: Frame, guidOf: Project['guidOf']): readonly string[] =>
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
 * Selections as they are written. Of those that one member made of the same
 * words without a coding one is written with what is said of all: QualCoder takes
 * them for annotations, and ends where it meets two.
 */
class Selections {
  private readonly all: Selection[] = []
  private readonly bare = new Map<string, Selection>()

  add(selection: Selection): void {
    const { startPosition = '', endPosition = '', creatingUser = '' } = selection.attributes
    const key = `${startPosition} ${endPosition} ${creatingUser}`
    const known = selection.codings.length > 0 ? undefined : this.bare.get(key)
    if (known !== undefined) {
      known.about.push(...selection.about)
      known.refs.push(...selection.refs)
      return
    }
    if (selection.codings.length === 0) this.bare.set(key, selection)
    this.all.push(selection)
  }

  written(): readonly string[] {
    return this.all.map(({ attributes, about, codings, refs }) =>
      element(
        'PlainTextSelection',
        attributes,
        [element('Description', {}, xmlText(about.join('\n'))), ...codings, ...refs].join(''),
      ),
    )
  }
}

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

/** What no XML 1.0 document may hold, however it is written. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const xmlText = (text: string): string =>
  text.replaceAll(NO_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

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
