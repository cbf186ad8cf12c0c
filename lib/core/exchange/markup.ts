import type { CommentBlock, CommentBody, CommentInline } from '../annotation'
import { inlineText } from '../annotation'

const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Text without what no XML 1.0 document may hold, however it is written. */
export const xmlWords = (text: string): string => text.replaceAll(NO_XML, '')

/** Text for between two tags. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Text for between two quotation marks of a tag. */
export const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')

/** True where a body is paragraphs of plain words: its text says all of it. */
export const isPlain = (body: CommentBody): boolean =>
  body.content.every(
    (block) =>
      block.type === 'paragraph' &&
      block.content?.length === 1 &&
      block.content.every(
        (inline) =>
          inline.type === 'text' &&
          inline.marks === undefined &&
          inline.text.trim() !== '' &&
          !inline.text.includes('\n'),
      ),
  )

/** A comment as HTML of a few elements without attributes but `href`. */
export const bodyHtml = (body: CommentBody): string => body.content.map(blockHtml).join('')

type Paragraph = Extract<CommentBlock, { type: 'paragraph' }>

const blockHtml = (block: CommentBlock): string => {
  switch (block.type) {
    case 'paragraph':
      return paragraphHtml(block)
    case 'blockquote':
      return `<blockquote>${block.content.map(paragraphHtml).join('')}</blockquote>`
    case 'bulletList':
    case 'orderedList': {
      const name = block.type === 'bulletList' ? 'ul' : 'ol'
      const items = block.content.map((item) => `<li>${item.content.map(paragraphHtml).join('')}</li>`)
      return `<${name}>${items.join('')}</${name}>`
    }
  }
}

const paragraphHtml = ({ content }: Paragraph): string => `<p>${(content ?? []).map(inlineHtml).join('')}</p>`

const inlineHtml = (inline: CommentInline): string => {
  let html = escapeText(inlineText(inline)).replaceAll('\n', '<br>')
  if (inline.type === 'mention') return html
  for (const mark of inline.marks ?? []) {
    if (mark.type === 'bold') html = `<strong>${html}</strong>`
    else if (mark.type === 'italic') html = `<em>${html}</em>`
    else html = `<a href="${escapeAttribute(mark.attrs.href)}" rel="noopener noreferrer">${html}</a>`
  }
  return html
}

const BLOCK_END = /<\/(?:p|div|li|blockquote|h[1-6]|tr|ul|ol|pre)\s*>|<br\s*\/?>/gi
const TAG = /<(?:!--[\s\S]*?--|\/?[a-zA-Z][^<>]*)>/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of foreign HTML, a line for each of its blocks. Nothing of its markup is kept or run. */
export const htmlText = (html: string): string =>
  html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(BLOCK_END, '\n')
    .replace(TAG, '')
    .replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]+);/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
