/** What of an element in an SVG is set by the page's style sheet and must go with it. */
const DRAWN = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
] as const
const NAMESPACE = 'http://www.w3.org/2000/svg'
/** Below the text of a line, as a share of its size. */
const DESCENT = 0.22
const MARGIN_PX = 24

/**
 * A figure as one SVG that needs nothing of the page: its charts, and its words
 * where they stand, in the colours of now. Tables that are folded, and what only
 * a page can do, are left out.
 */
export const pictureOf = (
  figure: HTMLElement,
): { readonly svg: string; readonly width: number; readonly height: number } => {
  const box = figure.getBoundingClientRect()
  const width = Math.ceil(box.width) + 2 * MARGIN_PX
  const at = (rect: DOMRect): { readonly x: number; readonly y: number } => ({
    x: rect.left - box.left + MARGIN_PX,
    y: rect.top - box.top + MARGIN_PX,
  })
  const picture = document.createElementNS(NAMESPACE, 'svg')
  const defs = document.createElementNS(NAMESPACE, 'defs')
  picture.append(defs)
  const ground = rectangle({ x: 0, y: 0, width, height: 0 }, groundColour())
  picture.append(ground)
  let bottom = 0
  const reach = (rect: DOMRect): void => {
    bottom = Math.max(bottom, rect.bottom - box.top)
  }

  const draw = (element: Element): void => {
    if (element instanceof SVGSVGElement) {
      const rect = element.getBoundingClientRect()
      if (rect.width === 0) return
      reach(rect)
      picture.append(standing(element, { ...at(rect), width: rect.width, height: rect.height }, defs))
      return
    }
    if (!(element instanceof HTMLElement) || isLeftOut(element)) return
    const style = getComputedStyle(element)
    if (style.display === 'none' || style.visibility === 'hidden') return
    const rect = element.getBoundingClientRect()
    if (element !== figure && !isClear(style.backgroundColor)) {
      picture.append(rectangle({ ...at(rect), width: rect.width, height: rect.height }, style.backgroundColor))
    }
    for (const node of element.childNodes) {
      if (node instanceof Element) draw(node)
      else if (node instanceof Text)
        for (const line of linesOf(node)) {
          reach(line.rect)
          picture.append(textOf(line, at(line.rect), style))
        }
    }
  }
  draw(figure)

  const height = Math.ceil(bottom) + 2 * MARGIN_PX
  ground.setAttribute('height', String(height))
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`)
  picture.setAttribute('width', String(width))
  picture.setAttribute('height', String(height))
  return { svg: new XMLSerializer().serializeToString(picture), width, height }
}

/** What the page is printed on. */
const groundColour = (): string =>
  [document.body, document.documentElement]
    .map((element) => getComputedStyle(element).backgroundColor)
    .find((colour) => !isClear(colour)) ?? 'white'

const isLeftOut = (element: HTMLElement): boolean =>
  (element.matches('details') && !element.hasAttribute('open')) ||
  element.matches('.vh, .figure-files, button, summary')

const isClear = (colour: string): boolean => colour === 'transparent' || /,\s*0\)$|\/\s*0\)$/.test(colour)

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const rectangle = ({ x, y, width, height }: Box, fill: string): SVGRectElement => {
  const rect = document.createElementNS(NAMESPACE, 'rect')
  for (const [name, value] of Object.entries({ x, y, width, height, fill })) rect.setAttribute(name, String(value))
  return rect
}

/** A chart of the page as it is drawn there, at a place of its own. */
const standing = (chart: SVGElement, box: Box | undefined, defs: SVGDefsElement): Node => {
  const copy = chart.cloneNode(true)
  if (!(copy instanceof SVGElement)) return copy
  const originals = [chart, ...chart.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  originals.forEach((original, place) => {
    const one = copies[place]
    if (!(one instanceof SVGElement)) return
    const style = getComputedStyle(original)
    for (const name of DRAWN) {
      const value = style.getPropertyValue(name)
      if (value !== '') one.style.setProperty(name, value)
    }
    bringPattern(style.getPropertyValue('fill'), defs)
    one.removeAttribute('class')
    one.removeAttribute('tabindex')
    // In a file of its own a link needs the whole address.
    const href = one instanceof SVGAElement ? one.getAttribute('href') : null
    if (href !== null) one.setAttribute('href', new URL(href, location.href).href)
  })
  if (box !== undefined) {
    for (const [name, value] of Object.entries(box)) copy.setAttribute(name, String(value))
    copy.setAttribute('overflow', 'visible')
  }
  return copy
}

/** The hatching that a shape is filled with, once. */
const bringPattern = (fill: string, defs: SVGDefsElement): void => {
  const id = /url\("?#([^")]+)"?\)/.exec(fill)?.[1]
  const pattern = id === undefined ? null : document.getElementById(id)
  if (!(pattern instanceof SVGElement) || defs.querySelector(`[id="${pattern.id}"]`) !== null) return
  defs.append(standing(pattern, undefined, defs))
}

interface Line {
  readonly text: string
  readonly rect: DOMRect
}

/** A text as the lines that the page broke it into. */
const linesOf = (node: Text): readonly Line[] => {
  const lines: { text: string; rect: DOMRect }[] = []
  const range = document.createRange()
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    const rect = range.getBoundingClientRect()
    const last = lines.at(-1)
    if (rect.width === 0) continue
    if (last !== undefined && Math.abs(last.rect.top - rect.top) < rect.height / 2) {
      last.text += ` ${word}`
      const left = Math.min(last.rect.left, rect.left)
      last.rect = new DOMRect(left, last.rect.top, Math.max(last.rect.right, rect.right) - left, last.rect.height)
    } else lines.push({ text: word, rect })
  }
  return lines
}

const textOf = (
  { text, rect }: Line,
  { x, y }: { readonly x: number; readonly y: number },
  style: CSSStyleDeclaration,
) => {
  const words = document.createElementNS(NAMESPACE, 'text')
  const size = Number.parseFloat(style.fontSize)
  const isMirrored = style.direction === 'rtl'
  words.setAttribute('x', String(isMirrored ? x + rect.width : x))
  words.setAttribute('y', String(y + rect.height / 2 + size / 2 - size * DESCENT))
  words.setAttribute('textLength', String(rect.width))
  words.setAttribute('lengthAdjust', 'spacingAndGlyphs')
  words.setAttribute('fill', style.color)
  words.style.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  if (isMirrored) words.style.direction = 'rtl'
  words.textContent = text
  return words
}

/** The most pixels of a picture: beyond it browsers draw none. */
const PIXELS_MAX = 16_000_000
const SCALE = 2

/** The same as a PNG, twice as fine as the screen; rejects where the browser cannot draw it. */
export const pngOf = async ({ svg, width, height }: ReturnType<typeof pictureOf>): Promise<Blob> => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const scale = Math.min(SCALE, Math.sqrt(PIXELS_MAX / (width * height)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(width * scale)
  canvas.height = Math.floor(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the browser draws no picture'))
      else resolve(blob)
    }, 'image/png')
  })
}
