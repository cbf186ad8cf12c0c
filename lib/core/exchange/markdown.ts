import type { BlockContent, FootnoteDefinition, ListItem, PhrasingContent, RootContent, TableCell } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import type { Mark, Node } from 'prosemirror-model'
import { type CommentBlock, type CommentInline, inlineText } from '../annotation'
import type { TextIndex } from '../document'
import { type Note, type NoteComment, versionText } from '../export'
import { type Frame, type Threads, nameIn } from './frame'
import { partsOf } from './parts'

/**
 * A reading as Markdown (CommonMark with GitHub's tables and footnotes): the
 * paper with its own notes, and each note of the room as a footnote `n1`, `n2`
 * ... of its passage, its thread a list. Comes piece by piece.
 */
export async function* markdownFile(frame: Frame, threads: Threads): AsyncGenerator<string> {
  const blocks = new Map(frame.index.blocks.map((block) => [block.node, block.start]))
  const { say, list, day } = frame.words
  for await (const part of partsOf(frame, threads)) {
    if (part.node === null) {
      yield written([heading(2, say('places.lost')), ...part.beginning.map((note) => bullet(frame, note))])
      continue
    }
    const writing = { index: frame.index, starts: blocks, notes: part.covering }
    yield written(blockOf(part.node, writing))
    // One by one: the writer takes longer for many at once than for each.
    for (const note of part.beginning) yield written([definition(frame, note)])
  }
  const layers = list(frame.layers.map(({ name }) => name))
  const about = `${frame.seminar}${layers === '' ? '' : ` (${layers})`}`
  const exported = say('places.exported', { day: day(frame.at), version: versionText(frame.versionHash) })
  yield written([{ type: 'thematicBreak' }, paragraph(about), paragraph(exported)])
  if (frame.tags.length > 0) {
    yield written([
      {
        type: 'list',
        ordered: false,
        spread: false,
        children: frame.tags.map((tag) =>
          item([{ type: 'paragraph', children: [strong(tag.name), text(`: ${tag.definition}`)] }]),
        ),
      },
    ])
  }
}

const written = (children: RootContent[]): string =>
  `${toMarkdown({ type: 'root', children }, { extensions: [gfmToMarkdown()], bullet: '-', emphasis: '*', rule: '-' })}\n`

const text = (value: string): PhrasingContent => ({ type: 'text', value })
const strong = (value: string): PhrasingContent => ({ type: 'strong', children: [{ type: 'text', value }] })
const emphasis = (value: string): PhrasingContent => ({ type: 'emphasis', children: [{ type: 'text', value }] })
const paragraph = (value: string): BlockContent => ({ type: 'paragraph', children: [text(value)] })
const item = (children: ListItem['children']): ListItem => ({ type: 'listItem', spread: false, children })
const heading = (depth: 1 | 2 | 3 | 4 | 5 | 6, value: string): RootContent => ({
  type: 'heading',
  depth,
  children: [text(value)],
})

interface Writing {
  readonly index: TextIndex
  readonly starts: ReadonlyMap<Node, number>
  readonly notes: readonly Note[]
}

const DEPTHS = [1, 2, 3, 4, 5, 6] as const

const blockOf = (node: Node, writing: Writing): RootContent[] => {
  switch (node.type.name) {
    case 'heading':
      return [{ type: 'heading', depth: DEPTHS[Number(node.attrs.level) - 1] ?? 6, children: inline(node, writing) }]
    case 'footnote':
      return [{ type: 'footnoteDefinition', ...nameOf(String(node.attrs.id)), children: blocksOf(node, writing) }]
    default:
      return blocksOf(node, writing, true)
  }
}

/** The blocks in a node, or with `isSelf` the node as blocks. */
const blocksOf = (node: Node, writing: Writing, isSelf = false): BlockContent[] => {
  if (!isSelf) return node.children.flatMap((child) => blocksOf(child, writing, true))
  switch (node.type.name) {
    case 'paragraph':
    case 'figureCaption':
      return [{ type: 'paragraph', children: inline(node, writing) }]
    case 'heading':
      return [{ type: 'heading', depth: DEPTHS[Number(node.attrs.level) - 1] ?? 6, children: inline(node, writing) }]
    case 'blockquote':
      return [{ type: 'blockquote', children: blocksOf(node, writing) }]
    case 'bulletList':
    case 'orderedList': {
      const isOrdered = node.type.name === 'orderedList'
      return [
        {
          type: 'list',
          ordered: isOrdered,
          ...(isOrdered ? { start: Number(node.attrs.start) } : {}),
          spread: false,
          children: node.children.map((child) => item(blocksOf(child, writing))),
        },
      ]
    }
    case 'table':
      return [
        {
          type: 'table',
          children: node.children.map((row) => ({
            type: 'tableRow',
            children: row.children.map((cell) => cellOf(cell, writing)),
          })),
        },
      ]
    default:
      return []
  }
}

const cellOf = (cell: Node, writing: Writing): TableCell => ({
  type: 'tableCell',
  children: cell.children.flatMap((child, nth) => [...(nth === 0 ? [] : [text(' ')]), ...inline(child, writing)]),
})

/** The words of a textblock; the number of a note stands where its passage ends. */
const inline = (node: Node, { index, starts, notes }: Writing): PhrasingContent[] => {
  const start = starts.get(node)
  if (start === undefined) return []
  const children: PhrasingContent[] = []
  let at = start
  node.forEach((child) => {
    if (child.type.name === 'footnoteRef') {
      children.push({ type: 'footnoteReference', ...nameOf(String(child.attrs.footnote)) })
      return
    }
    if (!child.isText || child.text === undefined) return
    const from = at
    const end = at + child.text.length
    const ending = notes.filter(({ place }) => place !== null && place.end > from && place.end <= end)
    const cuts = [...new Set(ending.map(({ place }) => place?.end ?? end))].toSorted((a, b) => a - b)
    for (const cut of [...cuts.filter((one) => one < end), end]) {
      if (cut > at) children.push(marked(child.marks, index.text.slice(at, cut)))
      for (const note of ending) {
        if (note.place?.end === cut) children.push({ type: 'footnoteReference', ...nameOf(`n${note.number}`) })
      }
      at = cut
    }
  })
  return children
}

const marked = (marks: readonly Mark[], value: string): PhrasingContent => {
  const inner = text(value)
  return marks.reduceRight<PhrasingContent>((child, mark): PhrasingContent => {
    if (mark.type.name === 'em') return { type: 'emphasis', children: [child] }
    if (mark.type.name === 'strong') return { type: 'strong', children: [child] }
    if (mark.type.name !== 'link' || child.type === 'link') return child
    return { type: 'link', url: String(mark.attrs.href), children: child.type === 'text' ? [child] : [text(value)] }
  }, inner)
}

/** `fn-4` is the paper's note 4, `n4` the room's. */
const nameOf = (id: string): { readonly identifier: string; readonly label: string } => {
  const label = id.replace(/^fn-/, '').replaceAll(/[^\p{L}\p{N}_-]/gu, '_')
  return { identifier: label.toLowerCase(), label }
}

const definition = (frame: Frame, note: Note): FootnoteDefinition => ({
  type: 'footnoteDefinition',
  ...nameOf(`n${note.number}`),
  children: noteBlocks(frame, note),
})

const bullet = (frame: Frame, note: Note): RootContent => ({
  type: 'list',
  ordered: false,
  spread: false,
  children: [item(noteBlocks(frame, note))],
})

const noteBlocks = (frame: Frame, note: Note): BlockContent[] => {
  const { annotation, verdicts, resolved } = note.thread
  const { say, list } = frame.words
  const layer = frame.layers.length > 1 ? [note.layerName] : []
  const standing = resolved === null ? [] : [say('said.resolved')]
  const said = list(['', momentOf(frame, annotation.at), ...layer, ...standing])
  const quote = annotation.anchor.exact.replaceAll(/\s+/g, ' ').trim()
  const counts = note.counts.map(({ tag, who }) => item([paragraph(`${tag.name}: ${list(who)}`)]))
  const reasons = verdicts.flatMap(({ author, rationale }) =>
    rationale === undefined
      ? []
      : [item([{ type: 'paragraph', children: [strong(nameIn(frame, author)), text(`: ${rationale}`)] }])],
  )
  const items = [...counts, ...reasons, ...commentItems(frame, note.comments)]
  return [
    { type: 'paragraph', children: [strong(note.who), text(said)] },
    { type: 'blockquote', children: [paragraph(quote)] },
    ...(items.length === 0 ? [] : [{ type: 'list', ordered: false, spread: false, children: items } as const]),
  ]
}

const momentOf = ({ words: { say, moment } }: Frame, at: number): string => say('said.moment', { moment: moment(at) })

/** Comments come in the order of reading, each before its answers. */
const commentItems = (frame: Frame, comments: readonly NoteComment[]): ListItem[] => {
  const roots: ListItem[] = []
  const levels: ListItem[][] = [roots]
  for (const { comment, depth, who, text: words } of comments) {
    const head: BlockContent = {
      type: 'paragraph',
      children: [strong(who), text(frame.words.list(['', momentOf(frame, comment.at)]))],
    }
    const body: BlockContent[] =
      comment.body === null || words === null
        ? [{ type: 'paragraph', children: [emphasis(frame.words.say('said.removedWords'))] }]
        : comment.body.content.flatMap(commentBlock)
    const answers: ListItem[] = []
    const entry = item([head, ...body, { type: 'list', ordered: false, spread: false, children: answers }])
    ;(levels[depth] ?? roots).push(entry)
    levels[depth + 1] = answers
  }
  return roots.map(withoutEmptyLists)
}

const withoutEmptyLists = (entry: ListItem): ListItem => ({
  ...entry,
  children: entry.children.flatMap((child): ListItem['children'] => {
    if (child.type !== 'list') return [child]
    return child.children.length === 0 ? [] : [{ ...child, children: child.children.map(withoutEmptyLists) }]
  }),
})

const commentBlock = (block: CommentBlock): BlockContent[] => {
  switch (block.type) {
    case 'paragraph':
      return block.content === undefined ? [] : [{ type: 'paragraph', children: block.content.map(commentInline) }]
    case 'blockquote':
      return [{ type: 'blockquote', children: block.content.flatMap(commentBlock) }]
    case 'bulletList':
    case 'orderedList':
      return [
        {
          type: 'list',
          ordered: block.type === 'orderedList',
          spread: false,
          children: block.content.map(({ content }) => item(content.flatMap(commentBlock))),
        },
      ]
  }
}

const commentInline = (inline: CommentInline): PhrasingContent => {
  const value = inlineText(inline)
  if (inline.type === 'mention') return text(value)
  return (inline.marks ?? []).reduceRight<PhrasingContent>((child, mark): PhrasingContent => {
    if (mark.type === 'bold') return { type: 'strong', children: [child] }
    if (mark.type === 'italic') return { type: 'emphasis', children: [child] }
    return { type: 'link', url: mark.attrs.href, children: [text(value)] }
  }, text(value))
}
