import type { ParagraphRole } from '../document'
import { headingLevels, namesFront, namesSection, promoteHeadings } from './headings'
import type { Metadata } from './prepare'
import {
  type Block,
  type HeadingBlock,
  type Inline,
  type IntakeWarning,
  type ParagraphBlock,
  WIDE_SPACE,
  plainOf,
} from './piece'

/** The body with its front matter named and its outline in order. Absent facts are empty. */
export interface Framed {
  readonly blocks: readonly Block[]
  readonly title: string
  readonly authors: readonly string[]
  readonly abstract: string
  readonly keywords: readonly string[]
}

const TITLE_MAX_CHARS = 300
const BYLINE_MAX_CHARS = 300
const LONG_CHARS = 250

/** True for what may stand before the text proper; used before broken paragraphs are joined. */
export const frontBlocks = (blocks: readonly Block[]): ReadonlySet<Block> => {
  let headings = 0
  const end = blocks.findIndex((block) => {
    if (block.kind === 'heading') headings += 1
    return headings > 1 || (block.kind === 'paragraph' && readsAsProse(plainOf(block.inlines)))
  })
  return new Set(end < 0 ? blocks : blocks.slice(0, end))
}

const readsAsProse = (text: string): boolean => {
  const words = text.split(' ')
  const low = words.filter((word) => /^\p{Ll}/u.test(word)).length
  return text.length >= LONG_CHARS || (words.length >= 12 && low >= words.length * 0.6)
}

/** Finds title, byline, abstract and key words and orders the headings: see FR and HE rules in SPEC.md. */
export const frame = (joined: readonly Block[], metadata: Metadata, warnings: IntakeWarning[]): Framed => {
  const blocks = withMetadata(withoutNotesHeading(promoteHeadings(joined), warnings), metadata)
  const titleAt = titleIndex(blocks)
  const titleBlock = blocks[titleAt]
  const title = titleBlock === undefined ? '' : plainOf(inlinesOf(titleBlock))
  if (title === '') {
    warnings.push({ code: 'no-title', message: 'No title was recognised. Give one when you import.', line: 0 })
  }
  const named = nameFront(blocks, titleAt)
  const headings = named.filter((block, at): block is HeadingBlock => block.kind === 'heading' && at !== titleAt)
  const levels = headingLevels(headings)
  let nth = 0
  const leveled = named.map((block, at): Block => {
    if (at === titleAt) return { kind: 'heading', level: 1, inlines: inlinesOf(block), line: block.line }
    if (block.kind !== 'heading') return block
    const level = levels[nth] ?? 2
    nth += 1
    return { ...block, level }
  })
  const textsOf = (role: ParagraphRole): readonly string[] =>
    leveled
      .filter((block) => block.kind === 'paragraph' && block.role === role)
      .map((block) => plainOf(inlinesOf(block)))
  return {
    blocks: leveled,
    title,
    authors: metadata.authors.length > 0 ? metadata.authors : authorsIn(leveled),
    abstract: textsOf('abstract').join('\n').replace(ABSTRACT_LEAD, ''),
    keywords: keywordsIn(textsOf('keywords')),
  }
}

const inlinesOf = (block: Block): readonly Inline[] =>
  block.kind === 'heading' || block.kind === 'paragraph' || block.kind === 'caption' ? block.inlines : []

const NOTES_NAME = /^(?:(?:foot|end)?notes|references|notes and references)$/i

/** A heading whose notes all went to their place has nothing left to head. */
const withoutNotesHeading = (blocks: readonly Block[], warnings: IntakeWarning[]): readonly Block[] =>
  blocks.filter((block, at) => {
    const next = blocks[at + 1]
    if (block.kind !== 'heading' || (next !== undefined && next.kind !== 'heading')) return true
    const text = plainOf(block.inlines)
    if (!NOTES_NAME.test(text)) return true
    warnings.push({
      code: 'notes-heading',
      message: `The heading “${text}” was left out: its notes stand at the end of the document.`,
      line: block.line,
    })
    return false
  })

/** Front matter that the text itself does not have becomes its first blocks. */
const withMetadata = (blocks: readonly Block[], metadata: Metadata): readonly Block[] => {
  const start = blocks.slice(0, 6).map((block) => plainOf(inlinesOf(block)).toLowerCase())
  const text = (value: string): readonly Inline[] => [{ kind: 'text', text: value, style: {} }]
  const lead: Block[] = []
  const paragraph = (value: string, role: ParagraphRole): void => {
    lead.push({ kind: 'paragraph', role, inlines: text(value), line: 1 })
  }
  const has = (value: string): boolean => start.some((line) => line.includes(value.toLowerCase()))
  if (metadata.title !== '' && !has(metadata.title)) {
    lead.push({ kind: 'heading', level: 1, inlines: text(metadata.title), line: 1 })
  }
  if (metadata.authors.length > 0 && !metadata.authors.every(has)) paragraph(metadata.authors.join(', '), 'byline')
  if (metadata.abstract !== '' && !has(metadata.abstract)) paragraph(metadata.abstract, 'abstract')
  if (metadata.keywords.length > 0) paragraph(`Key words: ${metadata.keywords.join(', ')}`, 'keywords')
  if (lead[0]?.kind === 'heading' || lead.length === 0) return [...lead, ...blocks]
  const after = blocks[0]?.kind === 'heading' ? 1 : 0
  return [...blocks.slice(0, after), ...lead, ...blocks.slice(after)]
}

/** The place of the title, or -1 where none is recognised. */
const titleIndex = (blocks: readonly Block[]): number => {
  const at = blocks.findIndex((block) => block.kind === 'heading')
  const heading = blocks[at]
  const before = at < 0 ? blocks : blocks.slice(0, at)
  const isFirstText = before.every((block) => block.kind === 'paragraph' && plainOf(block.inlines).length < LONG_CHARS)
  if (heading?.kind === 'heading' && isFirstText && before.length <= 4) {
    const text = plainOf(heading.inlines)
    const isAuthor = at > 0 && namesIn(text) !== undefined
    if (!isAuthor && !namesSection(text) && !namesFront(text) && !isOneOfMany(blocks, at)) return at
  }
  const first = blocks[0]
  const text = first?.kind === 'paragraph' ? plainOf(first.inlines) : ''
  return text !== '' && text.length <= TITLE_MAX_CHARS && !/[.;,:]$/.test(text) && blocks.length > 1 ? 0 : -1
}

/** A heading that text follows at once, as it follows others of its rank, heads a section. */
const isOneOfMany = (blocks: readonly Block[], at: number): boolean => {
  const heading = blocks[at]
  if (heading?.kind !== 'heading') return false
  const others = blocks.filter((block, other): block is HeadingBlock => block.kind === 'heading' && other > at)
  if (others.length === 0 || others.every((other) => other.level > heading.level)) return false
  if (others.some((other) => namesFront(plainOf(other.inlines)) || namesSection(plainOf(other.inlines)))) return false
  const next = blocks[at + 1]
  return next?.kind === 'paragraph' && plainOf(next.inlines).length >= LONG_CHARS
}

const ABSTRACT_LEAD = /^abstract\s*[:.—–-]*\s*/i
const ABSTRACT_PARAGRAPH = /^abstract\s*[:.—–-]\s*\S/i
const KEYWORDS = /^(?:key\s?-?words?(?: and phrases)?|index terms)\s*[:.—–-]+\s*/i

/** Gives the paragraphs between the title and the first section their roles. */
const nameFront = (blocks: readonly Block[], titleAt: number): readonly Block[] => {
  let part: 'byline' | 'abstract' | 'keywords' | 'body' = titleAt < 0 ? 'body' : 'byline'
  const hasSections = blocks.some((block, at) => at > titleAt && block.kind === 'heading')
  return blocks.map((block, at): Block => {
    if (at <= titleAt) return block
    if (block.kind === 'heading') {
      const text = plainOf(block.inlines)
      const isByline = part === 'byline' && at === titleAt + 1 && !namesFront(text) && namesIn(text) !== undefined
      if (isByline && blocks[at + 1]?.kind !== 'list' && hasLaterHeading(blocks, at)) {
        return { kind: 'paragraph', role: 'byline', inlines: block.inlines, line: block.line }
      }
      part = /^key/i.test(text) && namesFront(text) ? 'keywords' : namesFront(text) ? 'abstract' : 'body'
      return block
    }
    if (block.kind !== 'paragraph') {
      if (part === 'byline') part = 'body'
      return block
    }
    const text = plainOf(block.inlines)
    if (block.role !== null) return block
    if (KEYWORDS.test(text) && text.length < 600 && at < titleAt + 30) return withRole(block, 'keywords')
    if (part === 'keywords') {
      part = 'body'
      return withRole(block, 'keywords')
    }
    if (part === 'abstract') return withRole(block, 'abstract')
    if (part === 'byline' && ABSTRACT_PARAGRAPH.test(text)) return withRole(block, 'abstract')
    if (part === 'byline' && text.length <= BYLINE_MAX_CHARS && readsAsByline(text, hasSections)) {
      return withRole(block, 'byline')
    }
    part = 'body'
    return block
  })
}

const withRole = (block: ParagraphBlock, role: ParagraphRole): ParagraphBlock => ({ ...block, role })

const hasLaterHeading = (blocks: readonly Block[], at: number): boolean =>
  blocks.slice(at + 1).some((block) => block.kind === 'heading')

const AFFILIATION =
  /@|\b(?:universit|institut|department|college|school of|centre|center|faculty|orcid|doi\b|received|accepted|published|journal|vol\.|correspond)/i

const readsAsByline = (text: string, hasSections: boolean): boolean =>
  namesIn(text) !== undefined || AFFILIATION.test(text) || (hasSections && !/[.!?]["”’]?$/.test(text))

const PARTICLES = new Set(
  'de del della der den van von zu bin ibn al el da di du dos das la le y e ur ul ter ten af'.split(' '),
)
const NOT_NAMES =
  /\d|@|\b(?:universit|institut|department|college|school|centre|center|faculty|journal|press|studies|research|fellow|professor of|abstract|volume|issue)/i
const TITLES = /^(?:by|dr|prof|professor|col|gen|mr|mrs|ms|sir)\b\.?\s+/i

/** The persons that a line names and nothing else; `undefined` where it is no list of names. */
const namesIn = (text: string): readonly string[] | undefined => {
  const parts = text
    .replace(/\((?:[^()]*)\)/g, ' ')
    .split(/\s*(?:[,;&·|]|\band\b)\s*/)
    .map((part) =>
      part
        .replace(/[*†‡§¶\d]+$/g, '')
        .replace(TITLES, '')
        .replace(/,?\s*(?:ph\.?d|m\.?a|jr|sr)\.?$/i, '')
        .trim(),
    )
    .filter((part) => part !== '')
  const isName = (part: string): boolean => {
    const words = part.split(/\s+/)
    if (words.length < 2 || words.length > 5 || NOT_NAMES.test(part)) return false
    return words.every((word) => PARTICLES.has(word.toLowerCase()) || /^\p{Lu}[\p{L}'’.-]*$/u.test(word))
  }
  return parts.length > 0 && parts.every(isName) ? parts : undefined
}

/** The words of a byline, its names parted where they stand apart in one line. */
const namesOf = (inlines: readonly Inline[]): string =>
  plainOf(inlines.map((inline) => (inline.kind === 'text' ? partedNames(inline) : inline)))

const partedNames = (inline: Extract<Inline, { kind: 'text' }>): Inline => ({
  ...inline,
  text: inline.text.replaceAll(WIDE_SPACE, ', '),
})

const authorsIn = (blocks: readonly Block[]): readonly string[] => [
  ...new Set(
    blocks.flatMap((block) =>
      block.kind === 'paragraph' && block.role === 'byline' ? (namesIn(namesOf(block.inlines)) ?? []) : [],
    ),
  ),
]

const keywordsIn = (texts: readonly string[]): readonly string[] =>
  texts
    .flatMap((text) =>
      text
        .replace(KEYWORDS, '')
        .replace(/\.$/, '')
        .split(/\s*[,;·•]\s*/),
    )
    .map((keyword) => keyword.trim())
    .filter((keyword) => keyword !== '')
