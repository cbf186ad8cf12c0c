import { OPS, Util } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Glyph } from '../../core/intake'

/** What pdf.js made of one page: what to do, and with what. */
export interface Operators {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** What must be known of a font to set its glyphs. */
export interface FontFacts {
  /** Its number in the file's list. */
  readonly number: number
  readonly scale: number
  readonly isVertical: boolean
}

/** The state in which text is painted (ISO 32000-1, 9.3), with the matrix of the page. */
interface State {
  readonly matrix: readonly number[]
  readonly size: number
  readonly font: FontFacts | undefined
  readonly charSpacing: number
  readonly wordSpacing: number
  readonly scaleX: number
  readonly leading: number
  readonly rise: number
}

const IDENTITY: readonly number[] = [1, 0, 0, 1, 0, 0]
const START: State = {
  matrix: IDENTITY,
  size: 0,
  font: undefined,
  charSpacing: 0,
  wordSpacing: 0,
  scaleX: 1,
  leading: 0,
  rise: 0,
}
/** The sine of the greatest slope at which text still stands upright: half a degree. */
const UPRIGHT_SINE = 0.01

/** The glyphs of a page, and how many letters did not stand upright. */
export interface PageGlyphs {
  readonly glyphs: readonly Glyph[]
  readonly turned: number
}

/**
 * Where every glyph of a page stands, by the widths of its font. `upright` turns
 * the page as it is shown; `fontOf` knows fonts by pdf.js's names. At most
 * `glyphsMax` come, those that do not stand upright among them; more throw a RangeError.
 */
export const glyphsOf = (
  { fnArray, argsArray }: Operators,
  upright: readonly number[],
  fontOf: (name: string) => FontFacts | undefined,
  glyphsMax: number,
): PageGlyphs => {
  const glyphs: Glyph[] = []
  const saved: State[] = []
  let state: State = { ...START, matrix: upright }
  let text = IDENTITY
  let line = [0, 0]
  let pen = [0, 0]
  let turned = 0
  let isAfterSpace = false

  const move = (x: number, y: number): void => {
    line = [(line[0] ?? 0) + x, (line[1] ?? 0) + y]
    pen = line
  }
  const show = (items: readonly unknown[]): void => {
    const { font, size, scaleX } = state
    if (font === undefined || size === 0) return
    const matrix = multiply(state.matrix, text)
    const [a = 0, b = 0] = matrix
    const across = Math.hypot(a, b)
    const direction = size < 0 ? -1 : 1
    const isUpright = !font.isVertical && a * direction > 0 && Math.abs(b) <= UPRIGHT_SINE * across
    // The height of the letters, whatever stretches them sideways.
    const height = Math.abs(size) * Math.hypot(matrix[2] ?? 0, matrix[3] ?? 0)
    let x = pen[0] ?? 0
    for (const item of items) {
      if (typeof item === 'number') {
        x -= (item * size * scaleX) / 1000
        continue
      }
      const glyph = glyphFacts(item)
      if (glyph === undefined) continue
      const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing
      const width = glyph.width * size * font.scale * scaleX
      const from = apply(matrix, x, (pen[1] ?? 0) + state.rise)
      const to = apply(matrix, x + width, (pen[1] ?? 0) + state.rise)
      x += width + spacing * scaleX
      if (glyph.unicode.trim() === '') {
        isAfterSpace = true
        continue
      }
      if (glyphs.length + turned >= glyphsMax) throw new RangeError('too many glyphs')
      if (!isUpright) {
        turned += 1
        continue
      }
      glyphs.push({
        text: glyph.unicode,
        left: Math.min(from.x, to.x),
        right: Math.max(from.x, to.x),
        baseline: from.y,
        size: height,
        font: font.number,
        isAfterSpace,
      })
      isAfterSpace = false
    }
    pen = [x, pen[1] ?? 0]
  }

  fnArray.forEach((operator, at) => {
    const args = argsOf(argsArray[at])
    const number = (nth: number): number => Number(args[nth] ?? 0)
    switch (operator) {
      case OPS.save:
        saved.push(state)
        break
      case OPS.restore:
        state = saved.pop() ?? state
        break
      case OPS.transform:
        state = { ...state, matrix: multiply(state.matrix, numbersOf(args)) }
        break
      case OPS.paintFormXObjectBegin: {
        saved.push(state)
        const matrix = numbersOf(args[0])
        if (matrix.length === 6) state = { ...state, matrix: multiply(state.matrix, matrix) }
        break
      }
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state
        break
      case OPS.beginText:
        text = IDENTITY
        line = pen = [0, 0]
        break
      case OPS.setTextMatrix:
        text = args.length === 1 ? numbersOf(args[0]) : numbersOf(args)
        line = pen = [0, 0]
        break
      case OPS.setFont:
        state = { ...state, font: fontOf(String(args[0])), size: number(1) }
        break
      case OPS.setCharSpacing:
        state = { ...state, charSpacing: number(0) }
        break
      case OPS.setWordSpacing:
        state = { ...state, wordSpacing: number(0) }
        break
      case OPS.setHScale:
        state = { ...state, scaleX: number(0) / 100 }
        break
      case OPS.setLeading:
        state = { ...state, leading: -number(0) }
        break
      case OPS.setTextRise:
        state = { ...state, rise: number(0) }
        break
      case OPS.moveText:
        move(number(0), number(1))
        break
      case OPS.setLeadingMoveText:
        state = { ...state, leading: number(1) }
        move(number(0), number(1))
        break
      case OPS.nextLine:
        move(0, state.leading)
        break
      case OPS.showText:
        show(argsOf(args[0]))
        break
    }
  })
  return { glyphs, turned }
}

const multiply = (first: readonly number[], second: readonly number[]): readonly number[] =>
  Util.transform([...first], [...second]).map(Number)

const apply = (matrix: readonly number[], x: number, y: number): { readonly x: number; readonly y: number } => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

const glyphFacts = (
  raw: unknown,
): { readonly unicode: string; readonly width: number; readonly isSpace: boolean } | undefined => {
  if (typeof raw !== 'object' || raw === null) return undefined
  const unicode = 'unicode' in raw && typeof raw.unicode === 'string' ? raw.unicode : ''
  const width = 'width' in raw && typeof raw.width === 'number' ? raw.width : 0
  return { unicode, width, isSpace: 'isSpace' in raw && raw.isSpace === true }
}

const argsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : ArrayBuffer.isView(value) ? numbersOf(value) : []
const numbersOf = (value: unknown): readonly number[] =>
  value instanceof Float32Array || value instanceof Float64Array || Array.isArray(value)
    ? Array.from(value, Number)
    : []
