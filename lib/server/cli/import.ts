import { type Result, ok } from '../../core/base'
import { TextIndex, outline } from '../../core/document'
import { INPUT_MAX_CHARS, type Intake, intake } from '../../core/intake'
import { type ImportedPaper, importPaper } from '../commands/import-paper'
import { importPdf } from '../commands/import-pdf'
import { PDF_MAX_BYTES, looksLikePdf, readPdf } from '../commands/read-pdf'
import { setReading } from '../commands/set-reading'
import { findSeminarMeant } from '../store/seminars'
import { noSeminar } from './not-there'
import { decoded, readBytes } from './read-file'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

const TEXT_FILE = {
  /** A UTF-8 character has four bytes at most. */
  maxBytes: INPUT_MAX_CHARS * 4,
  ifLarger: 'Split the paper and import its parts.',
  what: 'the file of a paper',
}

/**
 * `import FILE [--seminar S] [--title T] [--dry-run] [--json]`: a file becomes a
 * paper, and a reading of the seminar (its id, name or class code) where one is
 * named. 0 done, 1 no such seminar, 2 bad use or a file that is no paper.
 */
export const run = verb({
  usage:
    'Use: scholion import FILE [--seminar S] [--title T] [--dry-run] [--json], where FILE is a PDF, Markdown or text.',
  flags: { seminar: TEXT, title: TEXT, 'dry-run': SWITCH, json: SWITCH },
  read: ([file, ...more], { seminar, title, 'dry-run': isDryRun, json: isJson }) =>
    file === undefined || file === '' || more.length > 0 ? undefined : { file, seminar, title, isDryRun, isJson },
  run: async (wish, context) => {
    const found = await readSource(wish.file)
    if (!found.ok) {
      context.err(found.reason)
      return 2
    }
    const source = found.value
    const isPdf = 'pdf' in source
    const read = isPdf ? await readPdf(source.pdf) : intake(source.markdown)
    if (!read.ok) {
      context.err(`${wish.file}: ${read.reason.sentence}`)
      return 2
    }
    const report = reportOf(read.value, wish.title, isPdf ? 'Page' : 'Line')
    if (wish.isDryRun) {
      context.out(wish.isJson ? JSON.stringify(report) : summary(report))
      return 0
    }
    const database = await context.database()
    const seminar = wish.seminar === undefined ? undefined : await findSeminarMeant(database, wish.seminar)
    if (wish.seminar !== undefined && seminar === undefined) {
      context.err(noSeminar(wish.seminar))
      return 1
    }
    const title = wish.title === undefined ? {} : { title: wish.title }
    const facts = { ...title, createdBy: null }
    const imported: Result<ImportedPaper & { readonly original?: string }, { readonly sentence: string }> = isPdf
      ? await importPdf(database, { bytes: source.pdf, ...facts })
      : await importPaper(database, { markdown: source.markdown, ...facts })
    if (!imported.ok) {
      context.err(`${wish.file}: ${imported.reason.sentence}`)
      return 2
    }
    const { version, original } = imported.value
    const slug =
      seminar === undefined
        ? undefined
        : await setReading(database, ADMINISTRATOR, {
            seminar: seminar.id,
            version,
            ...(original === undefined ? {} : { original }),
          })
    context.out(
      wish.isJson ? JSON.stringify(outcome(imported.value, slug)) : `${summary(report)}\n${told(imported.value, slug)}`,
    )
    return 0
  },
})

/** What a file has, or one sentence why there is nothing. */
const readSource = async (
  file: string,
): Promise<Result<{ readonly markdown: string } | { readonly pdf: Uint8Array }, string>> => {
  const bytes = await readBytes(file, { ...TEXT_FILE, maxBytes: PDF_MAX_BYTES })
  if (!bytes.ok) return bytes
  if (looksLikePdf(bytes.value)) return ok({ pdf: bytes.value })
  const text = decoded(file, bytes.value, TEXT_FILE)
  return text.ok ? ok({ markdown: text.value }) : text
}

/** What an import found, as `--dry-run --json` prints it. */
export interface Report {
  readonly title: string
  readonly authors: readonly string[]
  /** How many blocks the body has. */
  readonly blocks: number
  readonly headings: readonly { readonly level: number; readonly text: string }[]
  readonly footnotes: readonly { readonly label: string; readonly text: string }[]
  /** The blocks of the body joined by newlines, without markers and notes. */
  readonly text: string
  readonly warnings: readonly string[]
}

const reportOf = (paper: Intake, title: string | undefined, unit: 'Line' | 'Page'): Report => {
  const index = new TextIndex(paper.document)
  const footnotes: { label: string; text: string }[] = []
  paper.document.descendants((node) => {
    if (node.type.name !== 'footnote') return true
    const paragraphs: string[] = []
    node.forEach((paragraph) => paragraphs.push(paragraph.textContent))
    footnotes.push({ label: String(node.attrs.label), text: paragraphs.join('\n') })
    return false
  })
  return {
    title: title === undefined || title.trim() === '' ? paper.title : title.trim(),
    authors: paper.authors,
    blocks: index.blocks.filter((block) => block.footnote === null).length,
    headings: outline(paper.document, index).map((section) => ({ level: section.level, text: section.title })),
    footnotes,
    text: index.bodyText,
    warnings: paper.warnings.map(({ line, message }) => (line === 0 ? message : `${unit} ${line}: ${message}`)),
  }
}

const summary = (report: Report): string =>
  [
    report.title === '' ? '(no title)' : report.title,
    report.authors.length === 0 ? '(no author)' : report.authors.join(', '),
    `${report.blocks} blocks, ${report.footnotes.length} notes`,
    ...report.headings.map(({ level, text }) => `${'  '.repeat(level)}${text}`),
    ...report.warnings.map((warning) => `! ${warning}`),
  ].join('\n')

const outcome = (imported: ImportedPaper, slug: string | undefined) => ({
  paper: imported.paper,
  version: imported.version,
  title: imported.title,
  isNew: imported.isNew,
  reading: slug ?? null,
  warnings: imported.warnings.map((warning) => warning.message),
})

const told = (imported: ImportedPaper, slug: string | undefined): string => {
  const where = imported.isNew ? 'Imported' : 'This text was imported before; it is'
  return `${where} as paper ${imported.paper}.${slug === undefined ? '' : ` The reading is ${slug}.`}`
}
