import { join } from 'node:path'
import { AnnotationMode, VerbosityLevel, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type PdfFont, type PdfPage, type PdfText, readsAsBold, readsAsItalic } from '../../core/intake'
import { type FontFacts, glyphsOf } from './glyphs'
import { GLYPHS_MAX, OUTLINE_MAX, PAGES_MAX } from './limits'

/** Why a PDF cannot be read. */
export type PdfTrouble = 'encrypted' | 'broken' | 'too-many-pages' | 'too-many-letters'

type Outcome = { readonly ok: true; readonly text: PdfText } | { readonly ok: false; readonly trouble: PdfTrouble }

/**
 * Reads the glyphs of a PDF with pdf.js. `assets` is the folder of pdf.js, for its
 * tables of characters. Nothing of the file is run: no script, no form, no
 * picture is decoded. Bounds what comes by count; the caller bounds time and memory.
 */
export const readPdf = async (bytes: Uint8Array, assets: string): Promise<Outcome> => {
  const task = getDocument({
    data: bytes,
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    useWasm: false,
    // No picture is looked at: one pixel is none.
    maxImageSize: 1,
    cMapUrl: `${join(assets, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(assets, 'standard_fonts')}/`,
  })
  const asked = { password: false }
  task.onPassword = () => {
    asked.password = true
    void task.destroy()
  }
  try {
    const document = await task.promise
    // A file that opens without a password may still be locked: nothing could be written behind it.
    if ((await document.getPermissions()) !== null) return { ok: false, trouble: 'encrypted' }
    if (document.numPages > PAGES_MAX) return { ok: false, trouble: 'too-many-pages' }
    const fonts: PdfFont[] = []
    const known = new Map<string, FontFacts>()
    const pages: PdfPage[] = []
    let annotations = 0
    let glyphs = 0
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const operators = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE })
      const fontOf = (name: string): FontFacts | undefined => {
        const found = known.get(name)
        if (found !== undefined) return found
        if (!page.commonObjs.has(name)) return undefined
        const raw: unknown = page.commonObjs.get(name)
        const fullName = textField(raw, 'name')
        fonts.push({
          bold: field(raw, 'bold') === true || field(raw, 'black') === true || readsAsBold(fullName),
          italic: field(raw, 'italic') === true || readsAsItalic(fullName),
        })
        const [scale] = numbersOf(field(raw, 'fontMatrix'))
        const facts = {
          number: fonts.length - 1,
          scale: field(raw, 'isType3Font') === true ? (scale ?? 0.001) : 0.001,
          isVertical: field(raw, 'vertical') === true,
        }
        known.set(name, facts)
        return facts
      }
      const view = page.view.map(Number)
      const rotation = ((page.rotate % 360) + 360) % 360
      const upright = UPRIGHT[rotation] ?? [1, 0, 0, 1, 0, 0]
      const set = glyphsOf(operators, upright, fontOf, GLYPHS_MAX - glyphs)
      glyphs += set.glyphs.length + set.turned
      pages.push({ ...boxOf(view, upright), rotation, ...set })
      annotations += markupsIn(await page.getAnnotations({ intent: 'any' }))
      page.cleanup()
    }
    const { info } = await document.getMetadata()
    return {
      ok: true,
      text: {
        pages,
        fonts,
        outline: bookmarks(await document.getOutline(), 0).slice(0, OUTLINE_MAX),
        title: textField(info, 'Title'),
        author: textField(info, 'Author'),
        annotations,
      },
    }
  } catch (error) {
    if (asked.password) return { ok: false, trouble: 'encrypted' }
    if (error instanceof RangeError && error.message === 'too many glyphs') {
      return { ok: false, trouble: 'too-many-letters' }
    }
    // Whatever pdf.js throws, it could make nothing of the file.
    if (error instanceof Error || (typeof error === 'object' && error !== null)) return { ok: false, trouble: 'broken' }
    throw error
  } finally {
    await task.destroy()
  }
}

/** What turns a page upright as it is shown, without moving it: by its rotation, clockwise. */
const UPRIGHT: Readonly<Record<number, readonly number[]>> = {
  90: [0, -1, 1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, 1, -1, 0, 0, 0],
}

const boxOf = (view: readonly number[], [a = 1, b = 0, c = 0, d = 1]: readonly number[]) => {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = view
  const xs = [a * x1 + c * y1, a * x2 + c * y2]
  const ys = [b * x1 + d * y1, b * x2 + d * y2]
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) }
}

const NO_MARKUP = new Set(['Link', 'Widget', 'Popup'])

const markupsIn = (raw: unknown): number =>
  Array.isArray(raw) ? raw.filter((one: unknown) => !NO_MARKUP.has(textField(one, 'subtype'))).length : 0

const OUTLINE_DEPTH_MAX = 8

const bookmarks = (items: unknown, depth: number): readonly { readonly title: string; readonly depth: number }[] =>
  Array.isArray(items) && depth < OUTLINE_DEPTH_MAX
    ? items.flatMap((item: unknown) => [
        { title: textField(item, 'title'), depth },
        ...bookmarks(field(item, 'items'), depth + 1),
      ])
    : []

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const textField = (value: unknown, name: string): string => {
  const found = field(value, name)
  return typeof found === 'string' ? found : ''
}

const numbersOf = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : [])
