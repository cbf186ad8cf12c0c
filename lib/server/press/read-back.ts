import { OPS, Util, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A quad as two corners, points from the lower left of the page. */
export interface ReadQuad {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** An annotation as pdf.js shows it. */
export interface ReadAnnotation {
  readonly id: string
  readonly page: number
  readonly subtype: string
  readonly author: string
  readonly words: string
  readonly created: string
  readonly modified: string
  /** Red, green, blue from 0 to 255; `undefined` without a colour. */
  readonly colour: readonly number[] | undefined
  readonly inReplyTo: string | undefined
  readonly replyType: string | undefined
  readonly hasAppearance: boolean
  readonly url: string | undefined
  readonly quads: readonly ReadQuad[]
  /** The words under the quads, in the order of the page. */
  readonly text: string
}

/** A piece of text with its place. */
export interface ReadText {
  readonly page: number
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
}

/** A PDF as pdf.js reads it. */
export interface ReadBack {
  readonly pages: number
  readonly title: string
  readonly authors: string
  /** Empty where the file does not say it. */
  readonly language: string
  readonly isTagged: boolean
  readonly outline: readonly { readonly title: string; readonly depth: number }[]
  readonly texts: readonly ReadText[]
  /** Every letter by itself. */
  readonly letters: readonly ReadText[]
  readonly annotations: readonly ReadAnnotation[]
}

/** For tests only: reads a file with pdf.js. Throws where pdf.js cannot. */
export const readBack = async (pdf: Uint8Array): Promise<ReadBack> => {
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0, useSystemFonts: false, isEvalSupported: false })
  const document = await task.promise
  try {
    const texts: ReadText[] = []
    const annotations: ReadAnnotation[] = []
    const all: ReadText[] = []
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const content = await page.getTextContent({ includeMarkedContent: true })
      const own: ReadText[] = []
      for (const item of content.items) {
        if (!('str' in item)) continue
        const [scaleX = 0, , , , left = 0, baseline = 0] = item.transform.map(Number)
        // pdf.js tells the end of a line by an item without letters.
        const text = item.hasEOL ? `${item.str}\n` : item.str
        if (text !== '') own.push({ page: number - 1, text, left, right: left + item.width, baseline, size: scaleX })
      }
      texts.push(...own)
      const letters = lettersOf(await page.getOperatorList(), number - 1)
      all.push(...letters)
      const found: readonly unknown[] = await page.getAnnotations({ intent: 'any' })
      for (const annotation of found) annotations.push(annotationOf(annotation, number - 1, letters))
    }
    const { info, metadata } = await document.getMetadata()
    const marks = await document.getMarkInfo()
    return {
      pages: document.numPages,
      title: textField(info, 'Title'),
      authors: textField(info, 'Author'),
      language: textField(info, 'Language') || languageIn(metadata),
      isTagged: field(marks, 'Marked') === true,
      outline: flatten(await document.getOutline(), 0),
      texts,
      letters: all,
      annotations,
    }
  } finally {
    await task.destroy()
  }
}

/** A file need not have metadata, whatever the types say. */
const languageIn = (metadata: { get: (name: string) => unknown } | null): string => {
  const said = metadata?.get('dc:language')
  return typeof said === 'string' ? said : Array.isArray(said) ? said.join(', ') : ''
}

/** Every letter of a page with its place, by pdf.js's own reading of fonts and widths. */
const lettersOf = (
  list: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  page: number,
): readonly ReadText[] => {
  const letters: ReadText[] = []
  const saved: number[][] = []
  let matrix = [1, 0, 0, 1, 0, 0]
  let text = [1, 0, 0, 1, 0, 0]
  let size = 0
  list.fnArray.forEach((operator, at) => {
    const args = argsOf(list.argsArray[at])
    switch (operator) {
      case OPS.save:
        saved.push(matrix)
        break
      case OPS.restore:
        matrix = saved.pop() ?? [1, 0, 0, 1, 0, 0]
        break
      case OPS.transform:
        matrix = Util.transform(matrix, args.map(Number)).map(Number)
        break
      case OPS.setFont:
        size = Number(args[1])
        break
      case OPS.beginText:
        text = [1, 0, 0, 1, 0, 0]
        break
      case OPS.setTextMatrix:
        text = args.length === 1 ? numbersOf(args[0]) : args.map(Number)
        break
      case OPS.showText:
        for (const glyph of argsOf(args[0])) {
          const [scale = 1, , , , left = 0, baseline = 0] = Util.transform(matrix, text).map(Number)
          const isSpace = typeof glyph === 'number'
          const advance = isSpace ? (-glyph / 1000) * size : (Number(field(glyph, 'width')) / 1000) * size
          text = Util.transform(text, [1, 0, 0, 1, advance, 0]).map(Number)
          if (isSpace) continue
          // A ligature's letters share its width.
          const words = Array.from(textField(glyph, 'unicode'))
          const step = (advance * scale) / Math.max(1, words.length)
          words.forEach((word, nth) => {
            const from = left + nth * step
            letters.push({ page, text: word, left: from, right: from + step, baseline, size: size * scale })
          })
        }
        break
    }
  })
  return letters
}

const argsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const numbersOf = (value: unknown): number[] =>
  value instanceof Float32Array || Array.isArray(value) ? Array.from(value, Number) : []

/** Text without what setting a line adds or takes: spaces, hyphens, joiners. */
export const bareText = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\s\u00ad\u200b\u2060\u2010\u2011-]/gu, '')

const annotationOf = (raw: unknown, page: number, texts: readonly ReadText[]): ReadAnnotation => {
  const quads = quadsOf(field(raw, 'quadPoints'))
  const colour = field(raw, 'color')
  const inReplyTo = field(raw, 'inReplyTo')
  const replyType = field(raw, 'replyType')
  const url = field(raw, 'unsafeUrl')
  return {
    id: textField(raw, 'id'),
    page,
    subtype: textField(raw, 'subtype'),
    author: textField(field(raw, 'titleObj'), 'str'),
    words: textField(field(raw, 'contentsObj'), 'str'),
    created: textField(raw, 'creationDate'),
    modified: textField(raw, 'modificationDate'),
    colour: colour instanceof Uint8ClampedArray ? [...colour] : undefined,
    inReplyTo: typeof inReplyTo === 'string' ? inReplyTo : undefined,
    replyType: typeof replyType === 'string' ? replyType : undefined,
    hasAppearance: field(raw, 'hasAppearance') === true,
    url: typeof url === 'string' ? url : undefined,
    quads,
    text: wordsUnder(texts, quads),
  }
}

/** The words under quads as a viewer copies them: a line's end is a space. */
const wordsUnder = (texts: readonly ReadText[], quads: readonly ReadQuad[]): string => {
  const under = texts.filter((text) => quads.some((quad) => isUnder(text, quad)))
  const pieces = under.map((text, at) => {
    const next = under[at + 1]
    const isLast = next?.page !== text.page || Math.abs(next.baseline - text.baseline) > text.size
    return isLast ? `${text.text} ` : text.text
  })
  return pieces.join('').replaceAll(/\s+/gu, ' ').trim()
}

/** A text lies under a quad when its middle does: texts and quads begin and end at the same places. */
const isUnder = (text: ReadText, quad: ReadQuad): boolean => {
  const middle = (text.left + text.right) / 2
  const inside = text.baseline > quad.bottom && text.baseline < quad.top
  return inside && middle > quad.left && middle < quad.right
}

const quadsOf = (raw: unknown): readonly ReadQuad[] => {
  if (!(raw instanceof Float32Array)) return []
  const quads: ReadQuad[] = []
  for (let at = 0; at + 8 <= raw.length; at += 8) {
    const points = [...raw.slice(at, at + 8)]
    const xs = points.filter((_, nth) => nth % 2 === 0)
    const ys = points.filter((_, nth) => nth % 2 === 1)
    quads.push({ left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) })
  }
  return quads
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

const textField = (value: unknown, name: string): string => {
  const found = field(value, name)
  return typeof found === 'string' ? found : ''
}

const flatten = (items: unknown, depth: number): readonly { readonly title: string; readonly depth: number }[] =>
  Array.isArray(items)
    ? items.flatMap((item: unknown) => [
        { title: textField(item, 'title'), depth },
        ...flatten(field(item, 'items'), depth + 1),
      ])
    : []
