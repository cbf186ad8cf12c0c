import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model'

/** What a paragraph of the front matter is; `null` for a paragraph of the body. */
export type ParagraphRole = 'byline' | 'abstract' | 'keywords' | null

/** Links of a paper lead out to these schemes only; everything else stays plain text. */
const LINK_SCHEMES = ['http:', 'https:', 'mailto:', 'doi:'] as const

/** True when `href` may stand in a link: an absolute address of one of `LINK_SCHEMES`. */
export const isSafeHref = (href: string): boolean => {
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(href.trim())?.[1]?.toLowerCase()
  return LINK_SCHEMES.some((allowed) => allowed === scheme)
}

// A document from anywhere is checked when it is read: no other address gets as far as a page.
const mustBeSafeHref = (href: unknown): void => {
  if (typeof href !== 'string' || !isSafeHref(href)) throw new RangeError('not the address of a link')
}

const nodes = {
  doc: { content: 'block+ footnotes?' },
  /** Level 1 is the title of the paper, 2 a section, 3 and on a part of it. `id` is unique in the document. */
  heading: {
    content: 'inline*',
    group: 'block',
    defining: true,
    attrs: { level: { default: 2, validate: 'number' }, id: { default: '', validate: 'string' } },
    toDOM: (node) => [`h${String(node.attrs.level)}`, { id: String(node.attrs.id) }, 0],
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      getAttrs: (element: HTMLElement) => ({ level, id: element.id }),
    })),
  },
  paragraph: {
    content: 'inline*',
    group: 'block',
    attrs: { role: { default: null, validate: 'string|null' } },
    toDOM: (node) => ['p', node.attrs.role === null ? {} : { class: String(node.attrs.role) }, 0],
    parseDOM: [{ tag: 'p', getAttrs: (element: HTMLElement) => ({ role: element.className || null }) }],
  },
  blockquote: {
    content: 'block+',
    group: 'block',
    defining: true,
    toDOM: () => ['blockquote', 0],
    parseDOM: [{ tag: 'blockquote' }],
  },
  bulletList: {
    content: 'listItem+',
    group: 'block',
    toDOM: () => ['ul', 0],
    parseDOM: [{ tag: 'ul' }],
  },
  orderedList: {
    content: 'listItem+',
    group: 'block',
    attrs: { start: { default: 1, validate: 'number' } },
    toDOM: (node) => ['ol', { start: String(node.attrs.start) }, 0],
    parseDOM: [
      { tag: 'ol', getAttrs: (element: HTMLElement) => ({ start: Number(element.getAttribute('start') ?? 1) }) },
    ],
  },
  listItem: {
    content: 'paragraph block*',
    defining: true,
    toDOM: () => ['li', 0],
    parseDOM: [{ tag: 'li' }],
  },
  table: {
    content: 'tableRow+',
    group: 'block',
    isolating: true,
    toDOM: () => ['div', { class: 'table' }, ['table', ['tbody', 0]]],
    parseDOM: [{ tag: 'table' }],
  },
  tableRow: { content: 'tableCell+', toDOM: () => ['tr', 0], parseDOM: [{ tag: 'tr' }] },
  tableCell: {
    content: 'paragraph+',
    isolating: true,
    attrs: { header: { default: false, validate: 'boolean' } },
    toDOM: (node) => [node.attrs.header === true ? 'th' : 'td', 0],
    parseDOM: [
      { tag: 'td', getAttrs: () => ({ header: false }) },
      { tag: 'th', getAttrs: () => ({ header: true }) },
    ],
  },
  figureCaption: {
    content: 'inline*',
    group: 'block',
    toDOM: () => ['p', { class: 'figure-caption' }, 0],
    parseDOM: [{ tag: 'p.figure-caption', priority: 60 }],
  },
  /**
   * The marker of a footnote in the running text. `footnote` is the id of its
   * `footnote` node; `occurrence` counts markers of the same note from 1.
   */
  footnoteRef: {
    group: 'inline',
    inline: true,
    atom: true,
    selectable: false,
    attrs: {
      footnote: { validate: 'string' },
      label: { validate: 'string' },
      occurrence: { default: 1, validate: 'number' },
    },
    toDOM: (node) => [
      'sup',
      { class: 'ref', id: footnoteRefId(String(node.attrs.footnote), Number(node.attrs.occurrence)) },
      ['a', { href: `#${String(node.attrs.footnote)}`, role: 'doc-noteref' }, String(node.attrs.label)],
    ],
    parseDOM: [],
  },
  /** The notes of the paper, in full, after its last block. */
  footnotes: {
    content: 'footnote+',
    toDOM: () => ['section', { class: 'footnotes', role: 'doc-endnotes' }, 0],
    parseDOM: [{ tag: 'section.footnotes' }],
  },
  /** One note. `id` is unique in the document (`fn-12`), `label` is what the paper prints (`12`, `*`). */
  footnote: {
    content: 'paragraph+',
    isolating: true,
    attrs: { id: { default: '', validate: 'string' }, label: { default: '', validate: 'string' } },
    toDOM: (node) => [
      'div',
      { class: 'footnote', id: String(node.attrs.id) },
      [
        'a',
        { class: 'footnote-label', href: `#${footnoteRefId(String(node.attrs.id), 1)}`, role: 'doc-backlink' },
        String(node.attrs.label),
      ],
      ['div', { class: 'footnote-body' }, 0],
    ],
    parseDOM: [],
  },
  text: { group: 'inline' },
} satisfies Record<string, NodeSpec>

const marks = {
  link: {
    attrs: { href: { validate: mustBeSafeHref } },
    inclusive: false,
    toDOM: (mark) => ['a', { href: String(mark.attrs.href), rel: 'noopener noreferrer', target: '_blank' }, 0],
    parseDOM: [{ tag: 'a[href]', getAttrs: (element: HTMLElement) => ({ href: element.getAttribute('href') }) }],
  },
  em: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
  strong: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
  sup: { excludes: 'sub', toDOM: () => ['sup', 0], parseDOM: [{ tag: 'sup' }] },
  sub: { excludes: 'sup', toDOM: () => ['sub', 0], parseDOM: [{ tag: 'sub' }] },
} satisfies Record<string, MarkSpec>

export type NodeName = keyof typeof nodes
export type MarkName = keyof typeof marks

/** The DOM id of the marker of `footnote`, for the way back from the note to the text. */
export const footnoteRefId = (footnote: string, occurrence: number): string =>
  occurrence === 1 ? `ref-${footnote}` : `ref-${footnote}-${occurrence}`

/** The schema of every paper. */
export const documentSchema = new Schema<NodeName, MarkName>({ nodes, marks })
