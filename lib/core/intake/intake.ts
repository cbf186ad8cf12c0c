import { type Result, ok, refused } from '../base'
import type { Document } from '../document'
import { readBlocks } from './blocks'
import { buildDocument, countWords } from './build'
import { frame, frontBlocks } from './front'
import type { Findings } from './inline'
import { joinParagraphs } from './join'
import { INPUT_MAX_CHARS, LINES_MAX, NOTES_MAX, WARNINGS_MAX } from './limits'
import { link } from './link'
import { type Entry, separate } from './pages'
import { parseMarkdown } from './parse'
import type { IntakeWarning, Item } from './piece'
import { type Metadata, prepare } from './prepare'

/** A file as a paper. Facts that it does not state are empty. */
export interface Intake {
  readonly document: Document
  readonly title: string
  readonly authors: readonly string[]
  /** Its paragraphs joined by newlines. */
  readonly abstract: string
  readonly keywords: readonly string[]
  /** In the order of the file. */
  readonly warnings: readonly IntakeWarning[]
}

/** Why a file is no paper; `sentence` says what is wrong and what to do. */
export interface IntakeRefusal {
  readonly code: 'empty' | 'too-large' | 'not-text' | 'no-text' | 'too-many-notes'
  readonly sentence: string
}

const refuse = (code: IntakeRefusal['code'], sentence: string): Result<never, IntakeRefusal> =>
  refused({ code, sentence })

/**
 * Reads a paper from Markdown or plain text, above all as PDF-to-Markdown tools
 * write it. The rules are in SPEC.md. Every text gives a document or a refusal;
 * none makes it throw.
 */
export const intake = (markdown: string): Result<Intake, IntakeRefusal> => {
  if (markdown.trim() === '') return refuse('empty', 'The file is empty. Choose a file that has the text of a paper.')
  if (markdown.length > INPUT_MAX_CHARS) {
    return refuse('too-large', 'The file has more than 1,200,000 characters. Split the paper and import its parts.')
  }
  if (readsAsBinary(markdown)) {
    return refuse(
      'not-text',
      'The file is neither a PDF nor a text file. Save it as a PDF in the program that wrote it, or paste its text.',
    )
  }
  const prepared = prepare(markdown)
  if (prepared.markdown.split('\n').filter((line) => line !== '').length > LINES_MAX) {
    return refuse('too-large', 'The file has more than 60,000 lines. Split the paper and import its parts.')
  }
  const findings: Findings = { warnings: [], plain: prepared.plain, definitions: new Map() }
  const inFile = <Lined extends { readonly line: number }>(lined: Lined): Lined => ({
    ...lined,
    line: lined.line === 0 ? 0 : (prepared.lineOf[lined.line - 1] ?? 0),
  })
  const items = readBlocks(parseMarkdown(prepared.markdown), prepared.markdown, findings).map((item): Item =>
    inFile(item),
  )
  const warnings = [...prepared.warnings, ...findings.warnings.map(inFile)]
  const words = [prepared.markdown, ...prepared.plain].join('\n')
  return assemble({ entries: separate(items, warnings), metadata: prepared.metadata, words, warnings })
}

/** What a file is made of, once its pages are read. */
export interface Gathered {
  readonly entries: readonly Entry[]
  readonly metadata: Metadata
  /** All words of the file, line by line. */
  readonly words: string
  readonly warnings: IntakeWarning[]
}

/** Binds notes, joins what pages cut, names the front matter and builds the document: what every format has in common. */
export const assemble = ({ entries, metadata, words, warnings }: Gathered): Result<Intake, IntakeRefusal> => {
  if (entries.filter((entry) => entry.kind === 'note').length > NOTES_MAX) {
    return refuse('too-many-notes', 'The paper has more than 5,000 notes. Split it and import its parts.')
  }
  const linked = link(entries, warnings)
  const body = linked.entries.flatMap((entry) => (entry.kind === 'note' ? [] : [entry.block]))
  const front = frontBlocks(body)
  const joined = joinParagraphs(linked.entries, (block) => !front.has(block))
  const framed = frame(joined, metadata, warnings)
  const document = buildDocument(framed.blocks, linked.notes, linked.targets, countWords(words))
  if (document === undefined)
    return refuse('no-text', 'The file has no text. Choose a file that has the text of a paper.')
  return ok({
    document,
    title: framed.title,
    authors: framed.authors,
    abstract: framed.abstract,
    keywords: framed.keywords,
    warnings: bounded(warnings),
  })
}

/** PDF, ZIP (DOCX, ODT) and the like, or a text with many characters that no text has. */
const readsAsBinary = (text: string): boolean => {
  if (/^(?:%PDF-|PK\u0003\u0004|\{\\rtf)/.test(text)) return true

  const odd = text.slice(0, 20_000).match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return odd > 20 && odd > Math.min(text.length, 20_000) / 50
}

const bounded = (warnings: readonly IntakeWarning[]): readonly IntakeWarning[] => {
  const sorted = warnings.toSorted((a, b) => a.line - b.line)
  if (sorted.length <= WARNINGS_MAX) return sorted
  const more = sorted.length - WARNINGS_MAX
  return [...sorted.slice(0, WARNINGS_MAX), { code: 'more', message: `And ${more} more like these.`, line: 0 }]
}
