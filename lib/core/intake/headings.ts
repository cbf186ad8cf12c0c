import { type Block, type HeadingBlock, type Inline, type ListBlock, plainOf } from './piece'

const HEADING_MAX_CHARS = 120

/** Names that a section of the first rank has in every field. */
const SECTION_NAMES =
  /^(?:introduction|background|literature review|methods?|methodology|results|findings|discussion|analysis|conclusions?|concluding remarks|recommendations|references|bibliography|works cited|acknowledge?ments?|notes|endnotes|footnotes|appendix|appendices)$/i
const FRONT_NAMES = /^(?:abstract|summary|executive summary|key ?words?)$/i

/** The words of a heading without its number and stop. */
const bareTitle = (text: string): string =>
  text.replace(/^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?\s+/, '').replace(/[:.]$/, '')

/** True for `Introduction`, `4. Conclusion` and their like: never the title of a paper. */
export const namesSection = (text: string): boolean => SECTION_NAMES.test(bareTitle(text))

/** True for `Abstract`, `Key words` and their like. */
export const namesFront = (text: string): boolean => FRONT_NAMES.test(text.replace(/[:.—–-]+$/, '').trim())

/** Whether all of a stretch is strong, or all of it slanted. */
export const styleOf = (inlines: readonly Inline[]): { readonly isStrong: boolean; readonly isSlanted: boolean } => {
  const texts = inlines.filter((inline) => inline.kind === 'text' && inline.text.trim() !== '')
  const all = (mark: 'strong' | 'em'): boolean =>
    texts.length > 0 && texts.every((inline) => inline.kind === 'text' && inline.style[mark] === true)
  return { isStrong: all('strong'), isSlanted: all('em') }
}

/** Lines that are headings in all but the Markdown become headings: see HE rules in SPEC.md. */
export const promoteHeadings = (blocks: readonly Block[]): readonly Block[] => {
  const firstHeading = blocks.findIndex((block) => block.kind === 'heading')
  const deepest = Math.max(1, ...blocks.map((block) => (block.kind === 'heading' ? block.level : 1)))
  const numbered = numberedSections(blocks)
  return blocks.map((block, at): Block => {
    const next = blocks[at + 1]
    if (numbered.has(block) && block.kind === 'list') return headingOfList(block)
    if (block.kind !== 'paragraph' || next === undefined || next.kind === 'heading') return block
    const text = plainOf(block.inlines)
    if (text.length > HEADING_MAX_CHARS || !/\p{L}/u.test(text)) return block
    const as = (level: number): Block => ({ kind: 'heading', level, inlines: block.inlines, line: block.line })
    if (numbered.size > 0 && /^\d+(?:\.\d+)+\.?\s+\p{Lu}/u.test(text) && !/[.;,]$/.test(text)) return as(3)
    if (/[.;,]$/.test(text)) return block
    if (namesSection(text) || namesFront(text)) return as(2)
    const isAfterTitle = firstHeading >= 0 && blocks.slice(firstHeading + 1, at).some((b) => b.kind === 'heading')
    const { isStrong } = styleOf(block.inlines)
    const isCapitals = text.length > 3 && text === text.toUpperCase() && text !== text.toLowerCase()
    if (firstHeading < 0) return isStrong || isCapitals ? as(2) : block
    return isStrong && isAfterTitle && !text.endsWith(':') ? as(Math.min(6, deepest + 1)) : block
  })
}

/** Lists of one short item that count up from 1 through the file: `1. Introduction`, `2. The Record`. */
const numberedSections = (blocks: readonly Block[]): ReadonlySet<Block> => {
  const found: Block[] = []
  blocks.forEach((block, at) => {
    if (block.kind !== 'list' || !block.ordered || block.items.length !== 1) return
    const item = block.items[0] ?? []
    const text = item.length === 1 && item[0]?.kind === 'paragraph' ? plainOf(item[0].inlines) : ''
    if (text === '' || text.length > 90 || /[.;,:]$/.test(text) || !/^\p{Lu}/u.test(text)) return
    if (blocks[at + 1]?.kind !== 'paragraph' || block.start !== found.length + 1) return
    found.push(block)
  })
  return found.length >= 2 ? new Set(found) : new Set()
}

const headingOfList = (block: ListBlock): Block => {
  const paragraph = block.items[0]?.[0]
  const inlines = paragraph?.kind === 'paragraph' ? paragraph.inlines : []
  const label: Inline = { kind: 'text', text: `${block.sign} `, style: {} }
  return { kind: 'heading', level: 2, inlines: [label, ...inlines], line: block.line }
}

/**
 * The levels of the headings after the title, in order: 2 for a section, 3 and
 * on for its parts, never more than one deeper than the heading before. The
 * numbers of the headings decide, else their style where it contradicts the
 * file's levels, else those levels.
 */
export const headingLevels = (headings: readonly HeadingBlock[]): readonly number[] => {
  const raw = headings.map((heading) => plainOf(heading.inlines))
  const wanted = byNumber(raw) ?? byStyle(headings) ?? byLevel(headings, raw)
  let before = 1
  return wanted.map((level, at) => {
    const text = raw[at] ?? ''
    const isTop = namesFront(text) || namesSection(text)
    before = isTop ? 2 : Math.max(2, Math.min(level, before + 1, 6))
    return before
  })
}

/** From `2.1 Trade` and `IV. Results`; `undefined` where fewer than two headings, or fewer than half, are numbered. */
const byNumber = (raw: readonly string[]): readonly number[] | undefined => {
  const isRoman = raw.filter((text) => /^[IVX]+\.\s/.test(text)).length >= 2
  const depths = raw.map((text) => {
    const digits = /^(\d+(?:\.\d+)*)[.)]?\s+\S/.exec(text)?.[1]
    if (digits !== undefined) return digits.split('.').length
    if (isRoman && /^[IVX]+\.\s/.test(text)) return 1
    return isRoman && /^[A-Z]\.\s/.test(text) ? 2 : undefined
  })
  const count = depths.filter((depth) => depth !== undefined).length
  const others = raw.filter((text, at) => depths[at] === undefined && !namesSection(text) && !namesFront(text)).length
  if (count < 2 || count < others) return undefined
  return depths.map((depth) => (depth === undefined ? 2 : depth + 1))
}

/** Upright for sections and slanted for their parts, where the file's levels disagree with that. */
const byStyle = (headings: readonly HeadingBlock[]): readonly number[] | undefined => {
  const slanted = headings.map((heading) => styleOf(heading.inlines).isSlanted)
  const levelsOf = (isSlanted: boolean): readonly number[] =>
    headings.filter((_, at) => slanted[at] === isSlanted).map((heading) => heading.level)
  const upright = levelsOf(false)
  const italic = levelsOf(true)
  if (upright.length === 0 || italic.length === 0) return undefined
  if (Math.min(...italic) > Math.max(...upright)) return undefined
  return slanted.map((isSlanted) => (isSlanted ? 3 : 2))
}

/** The file's own levels, with the introduction's as that of a section. */
const byLevel = (headings: readonly HeadingBlock[], raw: readonly string[]): readonly number[] => {
  const known = headings.filter((_, at) => namesSection(raw[at] ?? ''))
  const introduction = headings.find((_, at) => /^introduction$/i.test(bareTitle(raw[at] ?? '')))
  const all = headings.filter((_, at) => !namesFront(raw[at] ?? ''))
  const levels = known.length > 0 ? known : all
  const base = introduction?.level ?? Math.min(...levels.map((heading) => heading.level))
  const deeper = [...new Set(headings.map((heading) => heading.level).filter((level) => level > base))].sort(
    (a, b) => a - b,
  )
  return headings.map((heading) => (heading.level <= base ? 2 : 3 + deeper.indexOf(heading.level)))
}
