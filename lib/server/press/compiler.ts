import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { typstFilesOf } from '../../core/export'

/** Typst said no: our own template is wrong, or Typst has met a limit. `diagnostics` names no text of the paper. */
class TypesettingError extends Error {
  override readonly name = 'TypesettingError'
}

/** How often a paper is set again because some characters turned out to have no glyph. */
const MAX_TRIES = 6
/** Results of earlier runs that Typst may keep in memory, in runs. */
const CACHE_AGE = 4

/**
 * Typst with the paper's fonts. A character that no font has would fail the
 * whole file (PDF/UA-1 allows no missing glyph), so Typst's own complaints are
 * read, remembered, and the paper is set again without those characters.
 */
export class PaperCompiler {
  private compiler: NodeCompiler
  private hasAllFonts = false
  private readonly missing = new Set<number>()

  /**
   * `fontFolder` holds TrueType files, Typst's own fonts stand behind them; those
   * of its folder `more` are read when a paper first has a letter of theirs.
   */
  constructor(private readonly fontFolder: string) {
    this.compiler = compilerWith(fontFolder, [])
  }

  /** True once some character turned out to have no glyph. */
  get knowsMissing(): boolean {
    return this.missing.size > 0
  }

  /** False for a character that turned out to have no glyph. */
  readonly canShow = (codePoint: number): boolean => !this.missing.has(codePoint)

  /** A tagged PDF (PDF/UA-1). `write` gives the source for what can be shown. Throws `TypesettingError`. */
  compile(write: () => string): Uint8Array {
    for (let attempt = 1; ; attempt += 1) {
      const known = this.missing.size
      try {
        const source = write()
        if (!this.hasAllFonts && WANTS_MORE_FONTS.test(source)) this.readAllFonts()
        return this.compileOnce(source)
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error)
        const missing = missingIn(said)
        if (missing.length > 0 && !this.hasAllFonts) {
          this.readAllFonts()
          continue
        }
        for (const codePoint of missing) this.missing.add(codePoint)
        if (this.missing.size > known && attempt < MAX_TRIES) continue
        throw new TypesettingError('the paper could not be set', { cause: error })
      }
    }
  }

  /** Gives back what Typst remembers of earlier papers: it is the process's, and outlives the thread. */
  forget(): void {
    this.compiler.evictCache(0)
  }

  private readAllFonts(): void {
    this.hasAllFonts = true
    this.compiler = compilerWith(this.fontFolder, ['more'])
  }

  private compileOnce(source: string): Uint8Array {
    try {
      const files = typstFilesOf(source)
      for (const { name, code } of files.slice(0, -1)) this.compiler.addSource(join(this.fontFolder, name), code)
      const result = this.compiler.compile({ mainFileContent: files.at(-1)?.code ?? '', resetRead: true })
      const document = result.result
      if (document === null) {
        const trouble = result.takeDiagnostics() ?? result.takeError()
        const said = trouble === null ? 'no reason given' : JSON.stringify(trouble.shortDiagnostics)
        throw new TypesettingError(said)
      }
      return this.compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: 0 })
    } finally {
      this.compiler.evictCache(CACHE_AGE)
    }
  }
}

/** Scripts whose letters Typst's own fonts have in part, or as a typewriter has them. */
const WANTS_MORE_FONTS =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

const compilerWith = (fontFolder: string, more: readonly string[]): NodeCompiler => {
  const files = [fontFolder, ...more.map((name) => join(fontFolder, name))].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ttf'))
      .map((file) => join(folder, file)),
  )
  return NodeCompiler.create({
    workspace: fontFolder,
    fontArgs: [{ fontBlobs: files.map((file) => readFileSync(file)) }],
  })
}

/** The code points in complaints of the form: the text `"中"` could not be displayed with font `"Literata"`. */
const missingIn = (complaints: string): readonly number[] =>
  [...complaints.matchAll(/the text `\\?"((?:(?!\\?"`).)*)\\?"` could not be displayed/gsu)].flatMap((match) => {
    const text = (match[1] ?? '').replaceAll(/\\u\{([0-9a-f]+)\}/giu, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
    return Array.from(text, (character) => character.codePointAt(0) ?? 0)
  })
