import { Mark, Node, type AnyExtension } from '@tiptap/core'
import type { DOMOutputSpec, SchemaSpec } from '@tiptap/pm/model'
import { documentSchema } from '../../core/document'

/** The structure of a paper as Tiptap takes it: nodes, marks, attributes and content of `documentSchema`, unchanged. */
export const paperSchemaSpec: SchemaSpec = {
  topNode: documentSchema.topNodeType.name,
  nodes: documentSchema.spec.nodes,
  marks: documentSchema.spec.marks,
}

/**
 * One Tiptap extension for each node and mark of `documentSchema`. Each draws
 * by the schema's own `toDOM`, the code that also makes the page's HTML on the
 * server, so both markups are equal.
 */
export const paperExtensions = (): readonly AnyExtension[] => [
  ...Object.values(documentSchema.nodes).map((type) => {
    const { toDOM } = type.spec
    return Node.create({
      name: type.name,
      topNode: type === documentSchema.topNodeType,
      ...(toDOM === undefined ? {} : { renderHTML: ({ node }): DOMOutputSpec => toDOM(node) }),
    })
  }),
  ...Object.values(documentSchema.marks).map((type) => {
    const { toDOM } = type.spec
    return Mark.create({
      name: type.name,
      ...(toDOM === undefined ? {} : { renderHTML: ({ mark }): DOMOutputSpec => toDOM(mark, true) }),
    })
  }),
]
