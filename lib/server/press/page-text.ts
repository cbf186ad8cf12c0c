import { type PdfFile, numberOf } from './pdf-file'
import { Operator, type PdfDict, PdfName, PdfReader, type PdfValue } from './pdf-value'

/** A glyph, or several that stand for characters together. Points from the lower left corner of the page. */
export interface Cluster {
  readonly text: string
  readonly left: number
  readonly right: number
}

/** Text of one marked content, set in one go: one font, one size, one line. Clusters from left to right. */
export interface TextRun {
  readonly page: number
  readonly baseline: number
  /** The type size. */
  readonly em: number
  readonly clusters: readonly Cluster[]
}

interface Font {
  /** In thousandths of an em. */
  readonly widthOf: (glyph: number) => number
  readonly textOf: (glyph: number) => string | undefined
}

type Matrix = readonly [number, number, number, number, number, number]
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/**
 * The text of a page as Typst writes it, by the number of its marked content
 * (ISO 32000-1, 14.7.4.2). Knows fonts of two-byte glyph numbers alone; text in
 * any other font, turned or slanted, comes back without clusters.
 */
export const textOfPage = (file: PdfFile, page: PdfDict, pageIndex: number): ReadonlyMap<number, readonly TextRun[]> =>
  new PageReader(file, page, pageIndex).read()

const fontsOf = new WeakMap<PdfFile, Map<PdfValue, Font | undefined>>()

class PageReader {
  private readonly found = new Map<number, TextRun[]>()
  private readonly fonts: PdfDict
  private matrix = IDENTITY
  private readonly saved: Matrix[] = []
  private text = IDENTITY
  private line = IDENTITY
  private font: Font | undefined
  private em = 0
  /** Marked contents that are open: their number, or the text that they stand for. */
  private readonly marks: { readonly mcid?: number; readonly actual?: string }[] = []
  private clusters: Cluster[] = []

  constructor(
    private readonly file: PdfFile,
    private readonly page: PdfDict,
    private readonly pageIndex: number,
  ) {
    const resources = file.resolve(page.get('Resources'))
    const fonts = resources instanceof Map ? file.resolve(resources.get('Font')) : undefined
    this.fonts = fonts instanceof Map ? fonts : new Map<string, PdfValue>()
  }

  read(): ReadonlyMap<number, readonly TextRun[]> {
    const contents = this.page.get('Contents')
    const parts = Array.isArray(this.file.resolve(contents)) ? this.file.array(contents) : [contents]
    const stream = parts.map((part) => this.file.streamOf(part)).join('\n')
    let operands: PdfValue[] = []
    const reader = new PdfReader(stream, 0)
    for (let token = reader.token(); token !== undefined; token = reader.token()) {
      if (token instanceof Operator) {
        this.run(token.name, operands)
        operands = []
      } else operands.push(token)
    }
    return this.found
  }

  private run(operator: string, operands: readonly PdfValue[]): void {
    const n = (at: number): number => numberOf(operands[at])
    switch (operator) {
      case 'q':
        this.saved.push(this.matrix)
        return
      case 'Q':
        this.matrix = this.saved.pop() ?? IDENTITY
        return
      case 'cm':
        this.matrix = times([n(0), n(1), n(2), n(3), n(4), n(5)], this.matrix)
        return
      case 'BT':
        this.text = IDENTITY
        this.line = IDENTITY
        return
      case 'Tm':
        this.endRun()
        this.text = [n(0), n(1), n(2), n(3), n(4), n(5)]
        this.line = this.text
        return
      case 'Td':
        this.line = times([1, 0, 0, 1, n(0), n(1)], this.line)
        this.text = this.line
        return
      case 'Tf':
        this.endRun()
        this.em = n(1)
        this.font = operands[0] instanceof PdfName ? this.fontNamed(operands[0].name) : undefined
        return
      case 'Tj':
        this.show(operands[0])
        return
      case 'TJ':
        for (const part of isList(operands[0]) ? operands[0] : []) this.show(part)
        return
      case 'ET':
        this.endRun()
        return
      case 'BDC':
      case 'BMC':
        this.marks.push(markOf(operands[1]))
        this.actualLeft = undefined
        return
      case 'EMC':
        this.closeActual()
        this.endRun()
        this.marks.pop()
        return
    }
  }

  private actualLeft: number | undefined

  private show(value: PdfValue | undefined): void {
    if (typeof value === 'number') {
      this.advance((-value / 1000) * this.em)
      return
    }
    if (typeof value !== 'object' || value === null || !('bytes' in value)) return
    const { font } = this
    for (let at = 0; at + 1 < value.bytes.length; at += 2) {
      const glyph = (value.bytes.charCodeAt(at) << 8) | value.bytes.charCodeAt(at + 1)
      const left = this.x()
      this.advance(((font?.widthOf(glyph) ?? 0) / 1000) * this.em)
      const right = this.x()
      if (this.actual() === undefined) {
        this.clusters.push({
          text: font?.textOf(glyph) ?? '',
          left: Math.min(left, right),
          right: Math.max(left, right),
        })
      } else this.actualLeft ??= left
    }
  }

  private x(): number {
    return times(this.text, this.matrix)[4]
  }

  private advance(by: number): void {
    this.text = times([1, 0, 0, 1, by, 0], this.text)
  }

  private actual(): string | undefined {
    return this.marks.at(-1)?.actual
  }

  private closeActual(): void {
    const text = this.actual()
    if (text === undefined) return
    this.clusters.push({ text, left: this.actualLeft ?? this.x(), right: this.x() })
    this.actualLeft = undefined
  }

  private endRun(): void {
    if (this.actual() !== undefined && this.actualLeft !== undefined) return
    if (this.clusters.length === 0) return
    const [a, b, c, d, , baseline] = times(this.text, this.matrix)
    const mcid = this.marks.findLast((mark) => mark.mcid !== undefined)?.mcid
    const isUpright = b === 0 && c === 0 && a > 0 && d > 0
    if (mcid !== undefined) {
      const runs = this.found.get(mcid) ?? []
      this.found.set(mcid, runs)
      const last = runs.at(-1)
      const em = Math.abs(d) * this.em
      const clusters = isUpright ? this.clusters : []
      if (last?.em === em && Math.abs(last.baseline - baseline) < 0.01) {
        runs[runs.length - 1] = { ...last, clusters: [...last.clusters, ...clusters] }
      } else runs.push({ page: this.pageIndex, baseline, em, clusters })
    }
    this.clusters = []
  }

  private fontNamed(name: string): Font | undefined {
    const ref = this.fonts.get(name)
    if (ref === undefined) return undefined
    const dict = this.file.dict(ref)
    const known = fontsOf.get(this.file) ?? new Map<PdfValue, Font | undefined>()
    fontsOf.set(this.file, known)
    if (!known.has(dict)) known.set(dict, readFont(this.file, dict))
    return known.get(dict)
  }
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2],
  m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2],
  m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4],
  m[4] * n[1] + m[5] * n[3] + n[5],
]

const isList = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value)

const markOf = (properties: PdfValue | undefined): { readonly mcid?: number; readonly actual?: string } => {
  if (!(properties instanceof Map)) return {}
  const mcid = properties.get('MCID')
  if (typeof mcid === 'number') return { mcid }
  const actual = properties.get('ActualText')
  if (typeof actual !== 'object' || actual === null || !('bytes' in actual)) return {}
  return { actual: actual.bytes.startsWith('\xfe\xff') ? utf16(actual.bytes.slice(2)) : actual.bytes }
}

const utf16 = (bytes: string): string => {
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1))
  }
  return text
}

/** A composite font (ISO 32000-1, 9.7) with Identity-H; `undefined` for any other. */
const readFont = (file: PdfFile, font: PdfDict): Font | undefined => {
  const encoding = font.get('Encoding')
  const map = font.get('ToUnicode')
  if (!(encoding instanceof PdfName) || encoding.name !== 'Identity-H' || map === undefined) return undefined
  const descendant = file.dict(file.array(font.get('DescendantFonts'))[0])
  const widths = readWidths(file, file.array(descendant.get('W')))
  const standard = numberOf(file.resolve(descendant.get('DW')) ?? 1000)
  const texts = readMap(file.streamOf(map))
  return { widthOf: (glyph) => widths.get(glyph) ?? standard, textOf: (glyph) => texts.get(glyph) }
}

const readWidths = (file: PdfFile, entries: readonly PdfValue[]): ReadonlyMap<number, number> => {
  const widths = new Map<number, number>()
  let at = 0
  while (at < entries.length) {
    const first = numberOf(entries[at])
    const next = file.resolve(entries[at + 1])
    if (isList(next)) {
      next.forEach((width, nth) => widths.set(first + nth, numberOf(width)))
      at += 2
    } else {
      for (let glyph = first; glyph <= numberOf(next); glyph += 1) widths.set(glyph, numberOf(entries[at + 2]))
      at += 3
    }
  }
  return widths
}

/** The single characters and the ranges of a ToUnicode map (Adobe Technical Note 5411). */
const readMap = (map: string): ReadonlyMap<number, string> => {
  const texts = new Map<number, string>()
  for (const [, body = ''] of map.matchAll(/beginbfchar(.*?)endbfchar/gsu)) {
    for (const [, glyph = '', text = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>/giu)) {
      texts.set(Number.parseInt(glyph, 16), utf16(bytesOf(text)))
    }
  }
  for (const [, body = ''] of map.matchAll(/beginbfrange(.*?)endbfrange/gsu)) {
    for (const [, from = '', to = '', text = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/giu)) {
      const first = Number.parseInt(from, 16)
      const start = utf16(bytesOf(text))
      const head = start.slice(0, -1)
      const last = start.charCodeAt(start.length - 1)
      for (let glyph = first; glyph <= Number.parseInt(to, 16); glyph += 1) {
        texts.set(glyph, head + String.fromCharCode(last + glyph - first))
      }
    }
  }
  return texts
}

const bytesOf = (hex: string): string =>
  hex.replaceAll(/[0-9a-f]{2}/giu, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
