import type { BlockContent, DefinitionContent, List, Root, RootContent, Table } from 'mdast'
import { type Findings, readHtmlTable, readInline } from './inline'
import { NESTING_MAX } from './limits'
import { type Block, type Inline, type Item, plainOf } from './piece'

/** The tree of a file as items in its order, with the lines of `markdown` (not yet of the file). */
export const readBlocks = (root: Root, markdown: string, findings: Findings): readonly Item[] => {
  collectDefinitions(root, findings)
  const items: Item[] = []
  let isAfterPicture = false
  for (const node of root.children) {
    const line = lineOf(node)
    if (node.type === 'thematicBreak') items.push({ kind: 'break', line })
    else if (node.type === 'footnoteDefinition') {
      const blocks = node.children.flatMap((child) => readBlock(child, markdown, findings, 0))
      const paragraphs = blocks.flatMap(flatParagraphs)
      items.push({ kind: 'note', label: node.label ?? node.identifier, paragraphs, line, detached: true })
    } else {
      const picturesBefore = findings.warnings.length
      const blocks = readBlock(node, markdown, findings, 0)
      const isPicture = blocks.length === 0 && findings.warnings.slice(picturesBefore).some((w) => w.code === 'picture')
      for (const block of blocks) items.push(isAfterPicture ? asCaption(block) : block)
      isAfterPicture = isPicture
    }
  }
  for (const definition of findings.definitions.values()) {
    if (definition.used) continue
    findings.warnings.push({
      code: 'definition',
      message: `An address that nothing refers to was left out: “${definition.text}”.`,
      line: definition.line,
    })
  }
  return items
}

const lineOf = (node: { readonly position?: { readonly start: { readonly line: number } } | undefined }): number =>
  node.position?.start.line ?? 0

const collectDefinitions = (root: Root, findings: Findings): void => {
  const visit = (node: RootContent, depth: number): void => {
    if (node.type === 'definition') {
      const text = [node.label ?? node.identifier, node.url, node.title ?? ''].filter((part) => part !== '').join(' ')
      if (findings.definitions.has(node.identifier)) {
        findings.warnings.push({ code: 'definition', message: `Defined twice: “${text}”.`, line: lineOf(node) })
      } else findings.definitions.set(node.identifier, { href: node.url, text, line: lineOf(node), used: false })
    } else if (
      depth < 100 &&
      'children' in node &&
      (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem')
    ) {
      node.children.forEach((child) => {
        visit(child, depth + 1)
      })
    }
  }
  root.children.forEach((node) => {
    visit(node, 0)
  })
}

type FlowNode = RootContent | BlockContent | DefinitionContent

const readBlock = (node: FlowNode, markdown: string, findings: Findings, depth: number): readonly Block[] => {
  const line = lineOf(node)
  switch (node.type) {
    case 'paragraph': {
      const rows = readHtmlTable(node.children, findings, line)
      if (rows !== undefined) return rows.length === 0 ? [] : [{ kind: 'table', rows, line }]
      const first = node.children[0]
      const heading = first?.type === 'html' ? /^<h([1-6])\b/i.exec(first.value) : null
      const inlines = readInline(node.children, findings, line)
      if (isEmpty(inlines)) return []
      if (heading !== null && depth === 0) return [{ kind: 'heading', level: Number(heading[1]), inlines, line }]
      return [{ kind: 'paragraph', role: null, inlines, line }]
    }
    case 'heading': {
      const inlines = readInline(node.children, findings, line)
      if (isEmpty(inlines)) return []
      if (depth === 0) return [{ kind: 'heading', level: node.depth, inlines, line }]
      return [{ kind: 'paragraph', role: null, inlines, line }]
    }
    case 'code':
      if (node.lang !== null && node.lang !== undefined) {
        const text = [node.lang, node.meta ?? ''].join(' ').trim()
        findings.warnings.push({ code: 'metadata', message: `Left out at a block of code: “${text}”.`, line })
      }
      return node.value
        .split('\n')
        .filter((text) => text.trim() !== '')
        .map((text): Block => ({ kind: 'paragraph', role: null, inlines: [{ kind: 'text', text, style: {} }], line }))
    case 'blockquote': {
      const blocks = node.children.flatMap((child) => readBlock(child, markdown, findings, depth + 1))
      if (depth >= NESTING_MAX) return blocks
      return blocks.length === 0 ? [] : [{ kind: 'quote', blocks, line }]
    }
    case 'list':
      return readList(node, markdown, findings, depth)
    case 'table':
      return readTable(node, findings)
    case 'footnoteDefinition':
      return node.children.flatMap((child) => readBlock(child, markdown, findings, depth + 1))
    default:
      return []
  }
}

const readList = (node: List, markdown: string, findings: Findings, depth: number): readonly Block[] => {
  const items = node.children
    .map((item) => item.children.flatMap((child) => readBlock(child, markdown, findings, depth + 1)))
    .filter((blocks) => blocks.length > 0)
  if (depth >= NESTING_MAX) return items.flat()
  if (items.length === 0) return []
  const from = node.position?.start.offset ?? 0
  const sign = /^(?:[-+*]|\d+[.)])/.exec(markdown.slice(from, from + 12))?.[0] ?? '-'
  return [{ kind: 'list', ordered: node.ordered === true, start: node.start ?? 1, sign, items, line: lineOf(node) }]
}

const readTable = (node: Table, findings: Findings): readonly Block[] => {
  const width = Math.max(...node.children.map((row) => row.children.length))
  const rows = node.children.map((row, nth) => {
    const cells = row.children.map((cell) => readInline(cell.children, findings, lineOf(row)))
    const missing = Array.from({ length: Math.min(width, 100) - cells.length }, (): readonly Inline[] => [])
    return { header: nth === 0, cells: [...cells, ...missing] }
  })
  return [{ kind: 'table', rows, line: lineOf(node) }]
}

const isEmpty = (inlines: readonly Inline[]): boolean =>
  inlines.every((inline) => inline.kind === 'line' || (inline.kind === 'text' && inline.text.trim() === ''))

const CAPTION = /^(?:figure|fig\.?|table|chart|graph|map|exhibit|plate|box|image|photo)\s*[\dIVX]+\b/i

/** True for the words under a picture or a table: `Figure 1: …`. */
export const readsAsCaption = (text: string): boolean => CAPTION.test(text) && text.length <= 600

const asCaption = (block: Block): Block =>
  block.kind === 'paragraph' && readsAsCaption(plainOf(block.inlines))
    ? { kind: 'caption', inlines: block.inlines, line: block.line }
    : block

/** All paragraphs of a block, lists and quotations opened up: a note holds paragraphs alone. */
export const flatParagraphs = (block: Block): readonly (readonly Inline[])[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'caption':
      return [block.inlines]
    case 'list':
      return block.items.flatMap((item) => item.flatMap(flatParagraphs))
    case 'quote':
      return block.blocks.flatMap(flatParagraphs)
    case 'table':
      return block.rows.map((row) => row.cells.flatMap((cell): readonly Inline[] => [...cell, { kind: 'line' }]))
  }
}
