import type { PhrasingContent } from 'mdast'
import { isSafeHref } from '../document'
import { BLOCK_NAMES, HTML_NAMES } from './html-names'
import { type Inline, type IntakeWarning, type Style, clip } from './piece'
import { PLAIN_CLOSE, PLAIN_OPEN } from './prepare'

/** Where the reading of a file collects what it meets on the way. */
export interface Findings {
  readonly warnings: IntakeWarning[]
  /** The texts of `Prepared` that were kept from the parser. */
  readonly plain: readonly string[]
  /** Addresses of the file's link definitions, by identifier; `used` once a link took them. */
  readonly definitions: Map<
    string,
    { readonly href: string; readonly text: string; readonly line: number; used: boolean }
  >
}

interface Tag {
  readonly kind: 'tag'
  readonly name: string
  readonly isEnd: boolean
}
type Token = Inline | Tag

/**
 * The inline content of one block. Raw HTML counts for `sup`, `sub`, `em`,
 * `strong`, `i`, `b` and line breaks; every other tag goes and its text stays.
 * A tag that is not closed in its block does nothing.
 */
export const readInline = (nodes: readonly PhrasingContent[], findings: Findings, line: number): readonly Inline[] => {
  const tokens: Token[] = []
  flatten(nodes, {}, tokens, findings, line)
  return pairTags(tokens)
}

/** The cells of an HTML table in a paragraph, row by row; `undefined` where there is none. */
export const readHtmlTable = (
  nodes: readonly PhrasingContent[],
  findings: Findings,
  line: number,
): readonly { readonly header: boolean; readonly cells: readonly (readonly Inline[])[] }[] | undefined => {
  const first = nodes[0]
  const last = nodes.at(-1)
  if (first?.type !== 'html' || !/^<table\b/i.test(first.value)) return undefined
  if (last?.type !== 'html' || !/^<\/table\b/i.test(last.value)) return undefined
  const tokens: Token[] = []
  flatten(nodes, {}, tokens, findings, line)
  const rows: { header: boolean; cells: (readonly Inline[])[] }[] = []
  let cell: Token[] = []
  const closeCell = (): void => {
    const inlines = pairTags(cell)
    const hasText = inlines.some((inline) => inline.kind === 'marker' || (inline.kind === 'text' && inline.text.trim()))
    if (isOpen || hasText) {
      if (rows.length === 0) rows.push({ header: false, cells: [] })
      rows.at(-1)?.cells.push(inlines)
    }
    cell = []
    isOpen = false
  }
  let isOpen = false
  for (const token of tokens) {
    if (token.kind === 'tag' && (token.name === 'tr' || token.name === 'td' || token.name === 'th')) {
      closeCell()
      if (token.isEnd) continue
      if (token.name === 'tr') rows.push({ header: false, cells: [] })
      else {
        isOpen = true
        const row = rows.at(-1)
        if (token.name === 'th' && row?.cells.length === 0) row.header = true
      }
    } else cell.push(token)
  }
  closeCell()
  return rows.filter((row) => row.cells.length > 0)
}

const flatten = (
  nodes: readonly PhrasingContent[],
  style: Style,
  tokens: Token[],
  findings: Findings,
  line: number,
): void => {
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        pushText(node.value, style, tokens, findings)
        break
      case 'inlineCode':
        tokens.push({ kind: 'text', text: node.value, style })
        break
      case 'emphasis':
        flatten(node.children, { ...style, em: true }, tokens, findings, line)
        break
      case 'strong':
        flatten(node.children, { ...style, strong: true }, tokens, findings, line)
        break
      case 'delete':
        flatten(node.children, style, tokens, findings, line)
        break
      case 'break':
        tokens.push({ kind: 'line' })
        break
      case 'html':
        pushHtml(node.value, style, tokens, findings)
        break
      case 'link':
        pushLink(node.url, node.children, style, tokens, findings, node.position?.start.line ?? line)
        break
      case 'linkReference': {
        const definition = findings.definitions.get(node.identifier)
        if (definition !== undefined) definition.used = true
        pushLink(definition?.href ?? '', node.children, style, tokens, findings, line)
        break
      }
      case 'image':
      case 'imageReference':
        if (node.type === 'imageReference') {
          const definition = findings.definitions.get(node.identifier)
          if (definition !== undefined) definition.used = true
        }
        warnOfPicture(node.alt ?? '', findings, node.position?.start.line ?? line)
        break
      case 'footnoteReference': {
        const label = node.label ?? node.identifier
        tokens.push({ kind: 'marker', label, written: `[^${label}]`, style })
        break
      }
    }
  }
}

const warnOfPicture = (alt: string, findings: Findings, line: number): void => {
  const about = alt.trim() === '' ? '' : ` (“${alt.trim()}”)`
  findings.warnings.push({ code: 'picture', message: `A picture was left out${about}.`, line })
}

const PLAIN = new RegExp(`^${PLAIN_OPEN}(\\d+)${PLAIN_CLOSE}$`)
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Text with its line ends apart and with raised digits as possible markers. */
const pushText = (value: string, style: Style, tokens: Token[], findings: Findings): void => {
  const plain = findings.plain[Number(PLAIN.exec(value)?.[1])]
  // A tool that escapes twice leaves `\_` in the text.
  if (plain === undefined) pushLines(value.replace(/\\([_*$#&~<>[\]])/g, '$1'), style, tokens)
  else {
    plain.split(/<sup>(\d{1,4})<\/sup>/).forEach((part, nth) => {
      if (nth % 2 === 0) pushLines(part, style, tokens)
      else tokens.push({ kind: 'marker', label: part, written: part, style: { ...style, sup: true } })
    })
  }
}

const pushLines = (text: string, style: Style, tokens: Token[]): void => {
  text.split('\n').forEach((part, nth) => {
    if (nth > 0) tokens.push({ kind: 'line' })
    part.split(/([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\^[^\]\s]{1,20}\])/).forEach((piece, index) => {
      if (piece === '') return
      if (index % 2 === 0) tokens.push({ kind: 'text', text: piece, style })
      else tokens.push({ kind: 'marker', label: labelOf(piece), written: piece, style })
    })
  })
}

const labelOf = (piece: string): string =>
  piece.startsWith('[') ? piece.slice(2, -1) : Array.from(piece, (digit) => SUPERSCRIPTS.indexOf(digit)).join('')

const pushHtml = (value: string, style: Style, tokens: Token[], findings: Findings): void => {
  if (value.startsWith('<!--')) return
  const tag = /^<(\/?)([a-z][a-z0-9-]*)\b/i.exec(value)
  const name = tag?.[2]?.toLowerCase()
  if (name === undefined || !HTML_NAMES.has(name)) pushText(value, style, tokens, findings)
  else if (name === 'br') tokens.push({ kind: 'line' })
  else tokens.push({ kind: 'tag', name, isEnd: tag?.[1] === '/' })
}

const pushLink = (
  url: string,
  children: readonly PhrasingContent[],
  style: Style,
  tokens: Token[],
  findings: Findings,
  line: number,
): void => {
  if (isSafeHref(url)) {
    const inner: Token[] = []
    flatten(children, { ...style, href: url }, inner, findings, line)
    tokens.push(...inner)
    return
  }
  flatten(children, style, tokens, findings, line)
  // A place in the file itself, as some tools write, is no loss; another scheme is worth a word.
  if (!/^(?:#|$)/.test(url)) {
    findings.warnings.push({ code: 'unsafe-link', message: `A link was taken as text: “${clip(url)}”.`, line })
  }
}

const STYLE_TAGS: Readonly<Record<string, Style>> = {
  sup: { sup: true },
  sub: { sub: true },
  em: { em: true },
  i: { em: true },
  strong: { strong: true },
  b: { strong: true },
}

/** Applies the style of each closed pair of tags; other tags go, and where one separates words a line end stands for it. */
const pairTags = (tokens: readonly Token[]): readonly Inline[] => {
  const out: Inline[] = []
  const open: { readonly name: string; readonly from: number }[] = []
  for (const token of tokens) {
    if (token.kind !== 'tag') {
      out.push(token)
      continue
    }
    const style = STYLE_TAGS[token.name]
    if (style === undefined) {
      if (BLOCK_NAMES.has(token.name)) out.push({ kind: 'line' })
      continue
    }
    if (!token.isEnd) {
      open.push({ name: token.name, from: out.length })
      continue
    }
    const nth = open.findLastIndex((candidate) => candidate.name === token.name)
    if (nth < 0) continue
    const from = open[nth]?.from ?? out.length
    open.length = nth
    const inside = out.splice(from)
    out.push(...(style.sup === true ? raised(inside) : inside.map((inline) => styled(inline, style))))
  }
  return out
}

const styled = (inline: Inline, style: Style): Inline => {
  if (inline.kind === 'line') return inline
  // The schema allows one of the two; the outer pair gives way.
  const rest = inline.style.sup === true || inline.style.sub === true ? {} : style
  return { ...inline, style: { ...rest, ...inline.style } }
}

const LABEL = /^(?:\d{1,4}|[a-z]|[*†‡§¶‖]{1,4})$/i

/** A raised number, letter or sign may be the marker of a note, also `[1]`, `(1)`, `1.` and `1, 2`. */
export const raised = (inside: readonly Inline[]): readonly Inline[] => {
  const text = inside
    .map((inline) => (inline.kind === 'line' ? ' ' : inline.kind === 'text' ? inline.text : ''))
    .join('')
  const parts = text
    .replaceAll('∗', '*')
    .trim()
    .split(/\s*,\s*/)
  const labels = parts.map((part) => part.replace(/^[[(]|[\])]?[.)]?$/g, '').trim())
  const isPlain = inside.every((inline) => inline.kind !== 'marker')
  if (!isPlain || !labels.every((label) => LABEL.test(label))) {
    return inside.map((inline) => styled(inline, { sup: true }))
  }
  return labels.map((label, nth) => ({
    kind: 'marker',
    label,
    written: `${nth > 0 ? ', ' : ''}${parts[nth] ?? label}`,
    style: { sup: true },
  }))
}
