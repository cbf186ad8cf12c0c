/** A file of a Typst source. */
export interface TypstFile {
  readonly name: string
  readonly code: string
}

/**
 * Files as one source. Typst knows what it has set before by where it stands in
 * its file: the text has one of its own, so that it need not be set again when
 * what stands around it grew.
 */
export const joinTypstFiles = (files: readonly TypstFile[]): string =>
  files.map(({ name, code }) => `${HEAD}${name}\n${code}`).join('\n')

/** The files of a source, in their order; the last is the one to compile. */
export const typstFilesOf = (source: string): readonly TypstFile[] =>
  `\n${source}`
    .split(`\n${HEAD}`)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { name: part.slice(0, end), code: part.slice(end + 1) }
    })

/** No words of a person can begin a line: they stand in literals, which hold no break (EX2). */
const HEAD = '//@ file '
