import type { Mark, Node } from 'prosemirror-model'
import { depthOf } from '../annotation'
import { type IndexedBlock, type TextIndex, footnoteRefId } from '../document'
import type { Note } from '../export'
import { escapeAttribute, escapeText } from './markup'

/** Renders blocks of a paper with the marks of its notes. */
export interface PaperPainter {
  /** The HTML of a top-level node, or of one footnote, in which `notes` have their passages or parts of them. */
  readonly html: (node: Node, notes: readonly Note[]) => string
}

/** Made once for a paper. The name of a note's place in the page is `at-` and its number, of the note `note-` and it. */
export const paperPainter = (index: TextIndex): PaperPainter => {
  const blocks = new Map(index.blocks.map((block) => [block.node, block]))
  return { html: (node, notes) => render(node, { blocks, text: index.text, notes }) }
}

interface Painting {
  readonly blocks: ReadonlyMap<Node, IndexedBlock>
  readonly text: string
  readonly notes: readonly Note[]
}

const render = (node: Node, painting: Painting): string => {
  const inner = (): string => node.children.map((child) => render(child, painting)).join('')
  switch (node.type.name) {
    case 'heading':
      return `<h${String(node.attrs.level)} id="${escapeAttribute(String(node.attrs.id))}" dir="auto">${inline(node, painting)}</h${String(node.attrs.level)}>`
    case 'paragraph':
      return `<p${node.attrs.role === null ? '' : ` class="${escapeAttribute(String(node.attrs.role))}"`} dir="auto">${inline(node, painting)}</p>`
    case 'figureCaption':
      return `<p class="caption" dir="auto">${inline(node, painting)}</p>`
    case 'blockquote':
      return `<blockquote>${inner()}</blockquote>`
    case 'bulletList':
      return `<ul>${inner()}</ul>`
    case 'orderedList':
      return `<ol start="${Number(node.attrs.start)}">${inner()}</ol>`
    case 'listItem':
      return `<li>${inner()}</li>`
    case 'table':
      return `<div class="table" tabindex="0"><table>${inner()}</table></div>`
    case 'tableRow':
      return `<tr>${inner()}</tr>`
    case 'tableCell':
      return node.attrs.header === true ? `<th>${inner()}</th>` : `<td>${inner()}</td>`
    case 'footnote': {
      const id = String(node.attrs.id)
      const label = escapeText(String(node.attrs.label))
      return `<div class="footnote" id="${escapeAttribute(id)}"><a href="#${escapeAttribute(footnoteRefId(id, 1))}" role="doc-backlink">${label}</a><div>${inner()}</div></div>`
    }
    default:
      return inner()
  }
}

/** The characters of a textblock, cut where passages begin and end. */
const inline = (node: Node, { blocks, text, notes }: Painting): string => {
  const block = blocks.get(node)
  if (block === undefined) return ''
  const here = notes.flatMap((note) =>
    note.place !== null && note.place.start < block.end && note.place.end > block.start
      ? [{ note, start: note.place.start, end: note.place.end }]
      : [],
  )
  const cuts = [...new Set(here.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b)
  let at: number = block.start
  let html = ''
  node.forEach((child) => {
    if (child.type.name === 'footnoteRef') {
      html += footnoteMarker(child)
      return
    }
    if (!child.isText || child.text === undefined) return
    const end = at + child.text.length
    const edges = [at, ...cuts.filter((cut) => cut > at && cut < end), end]
    for (const [nth, from] of edges.slice(0, -1).entries()) {
      const to = edges[nth + 1] ?? end
      const covering = here.filter((note) => note.start < to && note.end > from).map(({ note }) => note)
      html += marked(child.marks, painted(escapeText(text.slice(from, to)), covering))
      html += here
        .filter((note) => note.end === to)
        .map(({ note }) => anchorOf(note))
        .join('')
    }
    at = end
  })
  return html
}

const marked = (marks: readonly Mark[], html: string): string =>
  marks.reduceRight((inner, mark) => {
    switch (mark.type.name) {
      case 'link':
        return `<a href="${escapeAttribute(String(mark.attrs.href))}" rel="noopener noreferrer">${inner}</a>`
      case 'em':
      case 'strong':
      case 'sup':
      case 'sub':
        return `<${mark.type.name}>${inner}</${mark.type.name}>`
      default:
        return inner
    }
  }, html)

/** A stretch under notes: filled and lined in the tag with most voices there, ties in the order of the codebook. */
const painted = (html: string, notes: readonly Note[]): string => {
  if (notes.length === 0) return html
  const voices = new Map<string, { who: Set<string>; pigment: string; position: number }>()
  for (const { tag, who } of notes.flatMap((note) => note.counts)) {
    const known = voices.get(tag.id) ?? { who: new Set(), pigment: tag.pigment, position: tag.position }
    who.forEach((name) => known.who.add(name))
    voices.set(tag.id, known)
  }
  const [lead] = [...voices.values()].toSorted((a, b) => b.who.size - a.who.size || a.position - b.position)
  const look = lead === undefined ? 'untagged' : `${lead.pigment} d${depthOf(lead.who.size)}`
  return `<mark class="${look}">${html}</mark>`
}

/** The number after a passage, with the letters of its tags, which leads to the note. */
const anchorOf = ({ number, counts }: Note): string => {
  const letters = counts.map(({ tag }) => tag.key.toUpperCase()).join('')
  const sign = letters === '' ? '' : ` ${letters}`
  return `<sup class="mark"><a id="at-${number}" href="#note-${number}" role="doc-noteref">${number}${escapeText(sign)}</a></sup>`
}

const footnoteMarker = (node: Node): string => {
  const footnote = String(node.attrs.footnote)
  const id = footnoteRefId(footnote, Number(node.attrs.occurrence))
  return `<sup class="ref"><a id="${escapeAttribute(id)}" href="#${escapeAttribute(footnote)}" role="doc-noteref">${escapeText(String(node.attrs.label))}</a></sup>`
}
