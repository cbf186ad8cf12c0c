import { type Document, type FileChild, type IContext, type Paragraph, XmlComponent } from 'docx'
import { escapeAttribute, xmlWords } from '../../core/exchange'

/** What the library makes into XML: its elements, one after the other. */
export const xmlOf = (components: readonly (FileChild | Paragraph | XmlComponent)[], file: Document): string => {
  const context: IContext = { file, viewWrapper: file.Document, stack: [] }
  const children: unknown = Object.values(new Sequence(components).prepForXml(context) ?? {})[0]
  const numbers = new Map(
    file.Numbering.ConcreteNumbering.map(({ reference, instance, numId }) => [`${reference}-${instance}`, numId]),
  )
  return contentOf(children).replaceAll(LIST, (whole, name: string) => {
    const number = numbers.get(name)
    return number === undefined ? whole : `<w:numId w:val="${number}"/>`
  })
}

/** A list's number is known once the library has met its first paragraph; until then its name stands there. */
const LIST = /<w:numId w:val="\{([^"{}]*)\}"\/>/gu

class Sequence extends XmlComponent {
  constructor(components: readonly XmlComponent[]) {
    super('sequence')
    this.root.push(...components)
  }
}

/** The library's form of an element: `{ name: content }`, where content is text, or a list of text, elements and `{ _attr }`, or that alone. */
const elementOf = (element: object): string =>
  Object.entries(element)
    .map(([name, content]: [string, unknown]) => {
      const parts: readonly unknown[] = Array.isArray(content) ? content : [content]
      const attributes = parts.map((part) => (isAttributes(part) ? attributesOf(part._attr) : '')).join('')
      const inner = contentOf(parts)
      return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`
    })
    .join('')

const contentOf = (content: unknown): string => {
  if (Array.isArray(content)) return content.map(contentOf).join('')
  if (typeof content === 'string' || typeof content === 'number') return escapeAttribute(xmlWords(String(content)))
  return typeof content !== 'object' || content === null || isAttributes(content) ? '' : elementOf(content)
}

const isAttributes = (part: unknown): part is { readonly _attr: object } =>
  typeof part === 'object' && part !== null && '_attr' in part && typeof part._attr === 'object'

const attributesOf = (attributes: object): string =>
  Object.entries(attributes)
    .map(([name, value]: [string, unknown]) => ` ${name}="${escapeAttribute(xmlWords(String(value)))}"`)
    .join('')
