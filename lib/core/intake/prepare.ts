import { FILE_MAX_SIGNS, INDENT_MAX_CHARS, NESTING_MAX, PARAGRAPH_MAX_CHARS, PARAGRAPH_MAX_SIGNS } from './limits'
import type { IntakeWarning } from './piece'

/** Markdown that is safe to parse, with the way back to the lines of the file. */
export interface Prepared {
  readonly markdown: string
  /** `lineOf[n]` is the line in the file of line `n + 1` of `markdown`. */
  readonly lineOf: readonly number[]
  /** Texts that stand in `markdown` as `PLAIN_OPEN`, their place here, `PLAIN_CLOSE`: they are not to be parsed. */
  readonly plain: readonly string[]
  readonly metadata: Metadata
  readonly warnings: readonly IntakeWarning[]
}

/** What a block of front matter says; absent fields are empty. */
export interface Metadata {
  readonly title: string
  readonly authors: readonly string[]
  readonly keywords: readonly string[]
  readonly abstract: string
}

/** Around the number of a plain text: noncharacters of Unicode, which no file keeps. */
export const PLAIN_OPEN = '\ufdd0'
export const PLAIN_CLOSE = '\ufdd1'

const LIGATURES: Readonly<Record<string, string>> = {
  '\ufb00': 'ff',
  '\ufb01': 'fi',
  '\ufb02': 'fl',
  '\ufb03': 'ffi',
  '\ufb04': 'ffl',
  '\ufb05': 'ft',
  '\ufb06': 'st',
}

/**
 * The same words in characters that can be stored and searched: one kind of
 * line end, no control or invisible characters, no typographic ligatures, no
 * half of a surrogate pair. A soft hyphen at a line's end becomes a plain one.
 */
const cleanCharacters = (text: string): string =>
  text
    .replace(/\f+/g, '\f')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\u00ad(?=[ \t]*\n)/g, '-')

    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff]/g, '')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => LIGATURES[ligature] ?? ligature)
    .replace(/\p{Surrogate}/gu, '\ufffd')

// What the converters write between two pages: a rule, a numbered rule (marker), a comment (Azure, docling).
const PAGE_BREAK =
  /^\s{0,3}(?:\{\d+\}-{10,}|<!--\s*(?:page[ -]?break|page|pagefooter|pagenumber)\b[^>]*-->|\[?page[ -]break\]?)\s*$/i
const DASHES = /^ {0,3}-{3,}\s*$/
const NOTE_AHEAD = /^\s*(?:<sup>|\\?\*\s|[†‡¹²³]|\[\^)/

/** Makes the text of a file ready for the Markdown parser: see PR rules in SPEC.md. */
export const prepare = (text: string): Prepared => {
  const warnings: IntakeWarning[] = []
  const source = cleanCharacters(text).split('\n')
  const { metadata, from } = readMetadata(source, warnings)
  const lines: string[] = []
  const lineOf: number[] = []
  const push = (line: string, at: number): void => {
    lines.push(line)
    lineOf.push(at + 1)
  }
  for (let at = from; at < source.length; at += 1) {
    const raw = source[at] ?? ''
    if (PAGE_BREAK.test(raw)) {
      push('', at)
      push('***', at)
      push('', at)
      continue
    }
    raw.split('\f').forEach((part, nth) => {
      if (nth > 0) {
        push('', at)
        push('***', at)
        push('', at)
      }
      push(shallow(part), at)
    })
  }
  guardRules(lines)
  const plain = tame(lines, lineOf, warnings)
  return { markdown: lines.join('\n'), lineOf, plain, metadata, warnings }
}

/** A rule under a paragraph would make it a heading; where it reads as a page's end it becomes a rule in any case. */
const guardRules = (lines: string[]): void => {
  lines.forEach((line, at) => {
    const above = lines[at - 1]?.trim() ?? ''
    if (!DASHES.test(line) || above === '') return
    const isOneLine = (lines[at - 2] ?? '').trim() === ''
    const next = lines.slice(at + 1, at + 4).find((candidate) => candidate.trim() !== '') ?? ''
    const reads = isOneLine && above.length <= 120 && !/[.,;:!?)”"]$/.test(above) && !NOTE_AHEAD.test(next)
    if (!reads || NOTE_AHEAD.test(above)) lines[at] = '***'
  })
}

const CONTAINER = /^(\s*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))/

/** Bounds the indentation and the quotation and list signs at the head of a line. */
const shallow = (line: string): string => {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  let rest = line
  if (indent.length > INDENT_MAX_CHARS) rest = ' '.repeat(INDENT_MAX_CHARS) + line.slice(indent.length)
  let head = ''
  for (let depth = 0; depth < NESTING_MAX; depth += 1) {
    const sign = CONTAINER.exec(rest)?.[1]
    if (sign === undefined) return head + rest
    head += sign
    rest = rest.slice(sign.length)
  }
  return CONTAINER.test(rest) ? `${head} ${escapeSigns(rest.trimStart())}` : head + rest
}

const SIGNS = /[\\`*_{}[\]()#+\-!|<>~&:]/g

/** The same text with nothing left that Markdown would read. */
const escapeSigns = (text: string): string => text.replace(SIGNS, '\\$&')

const BLOCK_START = /^\s*(?:[-+*]\s|\d{1,9}[.)]\s|#{1,6}\s|\||>)/
/** A line of a table may have this many characters before its bars count as signs. */
const TABLE_LINE_MAX_CHARS = 2_000

// Nothing of Markdown or HTML but raised numbers, and no bare address.
const SIGNLESS = /^(?:[^[\]*_`~<&\\|@]|<sup>\d{1,4}<\/sup>)*$/
const ADDRESS = /https?:|www\./i
/** A shorter paragraph is parsed as fast as it is taken out. */
const SIGNLESS_MIN_CHARS = 120

/** True for a whole paragraph in which the parser would find nothing: most of a paper's text. */
const isSignless = (lines: readonly string[], first: number, end: number): boolean => {
  const isAlone = (lines[first - 1] ?? '').trim() === '' && (lines[end] ?? '').trim() === ''
  const run = lines.slice(first, end)
  return (
    isAlone &&
    run.every(
      (line) => /^\S/.test(line) && !BLOCK_START.test(line) && !/^[-=]+\s*$/.test(line) && SIGNLESS.test(line),
    ) &&
    !run.some((line) => ADDRESS.test(line))
  )
}

/**
 * Takes out the runs of lines that would make the parser slow, and those that it
 * would give back as they are (which is most of the time that it takes), and
 * gives their texts.
 */
const tame = (lines: string[], lineOf: readonly number[], warnings: IntakeWarning[]): readonly string[] => {
  const plain: string[] = []
  let first = 0
  let chars = 0
  let signs = 0
  let fileSigns = 0
  // Inside a fence nothing is Markdown, and a paragraph no paragraph.
  const hasFences = lines.some((line) => /^\s*(?:```|~~~)/.test(line))
  const takeOut = (end: number): void => {
    plain.push(lines.slice(first, end).join('\n'))
    lines[first] = `${PLAIN_OPEN}${plain.length - 1}${PLAIN_CLOSE}`
    lines.fill('', first + 1, end)
  }
  const close = (end: number): void => {
    fileSigns += signs
    if (chars > PARAGRAPH_MAX_CHARS || signs > PARAGRAPH_MAX_SIGNS || (signs > 0 && fileSigns > FILE_MAX_SIGNS)) {
      takeOut(end)
      warnings.push({
        code: 'plain-text',
        message: 'A paragraph has too many signs to be read as Markdown and was taken as plain text.',
        line: lineOf[first] ?? 0,
      })
    } else if (!hasFences && chars >= SIGNLESS_MIN_CHARS && isSignless(lines, first, end)) takeOut(end)
    first = (lines[end] ?? '').trim() === '' ? end + 1 : end
    chars = 0
    signs = 0
  }
  lines.forEach((line, at) => {
    if (line.trim() === '' || BLOCK_START.test(line)) close(at)
    chars += line.length + 1
    signs += count(line, /[[\]*_`~<!&\\]/g)
    const bars = count(line, /\|/g)
    if (line.length > TABLE_LINE_MAX_CHARS) signs += bars
    else fileSigns += bars
  })
  close(lines.length)
  return plain
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Reads a leading block between two lines `---`. What has no place in a document becomes a warning. */
const readMetadata = (
  source: readonly string[],
  warnings: IntakeWarning[],
): { readonly metadata: Metadata; readonly from: number } => {
  const empty: Metadata = { title: '', authors: [], keywords: [], abstract: '' }
  if (source[0]?.trim() !== '---') return { metadata: empty, from: 0 }
  const end = source.slice(1, 60).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line)) + 1
  const block = source.slice(1, end)
  if (end < 2 || !block.every((line) => /^\s*$|^[A-Za-z][\w -]*:(?:\s|$)|^\s+\S|^-\s/.test(line))) {
    return { metadata: empty, from: 0 }
  }
  const fields = new Map<string, string[]>()
  let name = ''
  for (const line of block) {
    const field = /^([A-Za-z][\w -]*):\s*(.*)$/.exec(line)
    if (field !== null) name = (field[1] ?? '').toLowerCase()
    const value = (field === null ? line.replace(/^\s*-?\s*/, '') : (field[2] ?? '')).trim()
    const bare = value.replace(/^[[|>'"]+|[\]'"]+$/g, '').trim()
    if (bare !== '') fields.set(name, [...(fields.get(name) ?? []), bare])
  }
  const take = (...names: readonly string[]): readonly string[] => {
    const found = names.flatMap((wanted) => fields.get(wanted) ?? [])
    names.forEach((wanted) => fields.delete(wanted))
    return found
  }
  const split = (values: readonly string[]): readonly string[] =>
    values.flatMap((value) => value.split(/[,;]\s*/)).map((value) => value.replace(/^['"]|['"]$/g, '').trim())
  const metadata = {
    title: take('title').join(' '),
    authors: split(take('author', 'authors')).filter((author) => author !== ''),
    keywords: split(take('keywords', 'tags')).filter((keyword) => keyword !== ''),
    abstract: take('abstract', 'summary').join(' '),
  }
  for (const [field, values] of fields) {
    warnings.push({ code: 'metadata', message: `Left out: “${field}: ${values.join(' ')}”.`, line: 1 })
  }
  return { metadata, from: end + 1 }
}
