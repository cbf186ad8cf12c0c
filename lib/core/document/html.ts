import type { Mark, Node } from 'prosemirror-model'
import type { Document } from './document'

const VOID_ELEMENTS = new Set(['br', 'hr', 'img', 'input', 'wbr'])

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')

/**
 * The document as HTML text, from the very `toDOM` specs that the editor uses,
 * so that the editor can take over the same markup without a jump. Needs no
 * DOM; everything that comes from the paper is escaped.
 */
export const renderHtml = (document: Document): string => renderChildren(document)

const renderChildren = (parent: Node): string => {
  let html = ''
  // Adjacent text with the same outer marks shares their elements, as in ProseMirror's own view.
  let open: Mark[] = []
  let closers: string[] = []
  parent.forEach((child) => {
    let keep = 0
    while (keep < open.length && keep < child.marks.length && sameMark(open[keep], child.marks[keep])) keep += 1
    while (open.length > keep) {
      open.pop()
      html += closers.pop() ?? ''
    }
    for (const mark of child.marks.slice(keep)) {
      const [before, after] = renderSpec(mark.type.spec.toDOM?.(mark, true) ?? ['span', 0], '\u0000').split('\u0000')
      html += before ?? ''
      open.push(mark)
      closers.push(after ?? '')
    }
    html += child.isText ? escapeText(child.text ?? '') : renderNode(child)
  })
  while (closers.length > 0) html += closers.pop() ?? ''
  open = []
  closers = []
  return html
}

const sameMark = (a: Mark | undefined, b: Mark | undefined): boolean => a !== undefined && b !== undefined && a.eq(b)

const renderNode = (node: Node): string => {
  const spec = node.type.spec.toDOM?.(node)
  if (spec === undefined) throw new Error(`${node.type.name} has no toDOM`)
  return renderSpec(spec, node.isLeaf ? '' : renderChildren(node))
}

const renderSpec = (spec: unknown, hole: string): string => {
  if (typeof spec === 'string') return escapeText(spec)
  if (!isArraySpec(spec)) throw new Error('only array specs can be rendered without a DOM')
  const [tag, ...rest] = spec
  const hasAttributes = rest.length > 0 && isAttributes(rest[0])
  const attributes = hasAttributes && isAttributes(rest[0]) ? rest[0] : {}
  const children = hasAttributes ? rest.slice(1) : rest
  const attributeText = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('')
  if (VOID_ELEMENTS.has(tag)) return `<${tag}${attributeText}>`
  const inner = children.map((child) => (child === 0 ? hole : renderSpec(child, hole))).join('')
  return `<${tag}${attributeText}>${inner}</${tag}>`
}

const isArraySpec = (spec: unknown): spec is readonly [string, ...unknown[]] =>
  Array.isArray(spec) && typeof spec[0] === 'string'

const isAttributes = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
