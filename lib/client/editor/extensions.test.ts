import { Editor } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'
import { documentSchema } from '../../core/document'
import { paperExtensions, paperSchemaSpec } from './extensions'

const tiptapSchema = (): Schema =>
  new Editor({
    element: null,
    schemaSpec: paperSchemaSpec,
    extensions: [...paperExtensions()],
    enableCoreExtensions: false,
    content: { type: 'doc', content: [{ type: 'paragraph' }] },
  }).schema

/** What makes a schema: everything but the functions that draw and parse. */
const structureOf = (schema: Schema): unknown => ({
  top: schema.topNodeType.name,
  nodes: Object.values(schema.nodes).map((type) => ({
    name: type.name,
    content: type.spec.content ?? '',
    group: type.spec.group ?? '',
    attrs: type.spec.attrs ?? {},
    inline: type.isInline,
    atom: type.isAtom,
    selectable: type.spec.selectable ?? true,
    defining: type.spec.defining ?? false,
    isolating: type.spec.isolating ?? false,
    marks: type.markSet?.map((mark) => mark.name) ?? 'all',
  })),
  marks: Object.values(schema.marks).map((type) => ({
    name: type.name,
    attrs: type.spec.attrs ?? {},
    inclusive: type.spec.inclusive ?? true,
    excludes: Object.values(schema.marks)
      .filter((other) => type.excludes(other))
      .map((other) => other.name),
  })),
})

const sample = {
  heading: { level: 2, id: 'theory' },
  paragraph: { role: 'abstract' },
  orderedList: { start: 3 },
  tableCell: { header: true },
  footnoteRef: { footnote: 'fn-2', label: '2', occurrence: 2 },
  footnote: { id: 'fn-2', label: '2' },
  link: { href: 'https://example.org/a' },
}
const attributesOf = (name: string): Record<string, unknown> =>
  Object.entries(sample).find(([key]) => key === name)?.[1] ?? {}

describe('paper extensions', () => {
  it('[PV1] give the very schema of the document: nodes, marks, attributes, content, order', () => {
    expect(structureOf(tiptapSchema())).toEqual(structureOf(documentSchema))
  })

  it('[PV1] draw every node and mark as the server does', () => {
    const schema = tiptapSchema()
    for (const type of Object.values(documentSchema.nodes)) {
      if (type.spec.toDOM === undefined) continue
      const attributes = attributesOf(type.name)
      const local = schema.nodes[type.name]
      const drawn = local?.spec.toDOM?.(local.create(attributes))
      expect(drawn, type.name).toEqual(type.spec.toDOM(type.create(attributes)))
    }
    for (const type of Object.values(documentSchema.marks)) {
      if (type.spec.toDOM === undefined) continue
      const attributes = attributesOf(type.name)
      const local = schema.marks[type.name]
      const drawn = local?.spec.toDOM?.(local.create(attributes), true)
      expect(drawn, type.name).toEqual(type.spec.toDOM(type.create(attributes), true))
    }
  })
})
