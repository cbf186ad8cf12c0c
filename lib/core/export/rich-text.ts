import { type CommentBlock, type CommentInline, inlineText } from '../annotation'

/**
 * Words as the rich text of an annotation: XHTML with the few elements that
 * ISO 32000-1, 12.7.3.4 knows. A line is a paragraph.
 */
export const richText = (words: string): string => richParagraphs(words.split('\n').map(xml))

/** A comment with its bold and italic words; `after` are lines below it. */
export const richBody = (blocks: readonly CommentBlock[], after: readonly string[]): string =>
  richParagraphs([
    ...blocks.flatMap((block): readonly string[] => {
      if (block.type === 'paragraph') return [inlines(block.content)]
      if (block.type === 'blockquote') return block.content.map(({ content }) => `<i>${inlines(content)}</i>`)
      return block.content.flatMap((item, at) =>
        item.content.map(({ content }, nth) => {
          const mark = block.type === 'bulletList' ? '\u2022' : `${at + 1}.`
          return nth === 0 ? `${mark} ${inlines(content)}` : inlines(content)
        }),
      )
    }),
    ...after.map(xml),
  ])

const richParagraphs = (paragraphs: readonly string[]): string =>
  `<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml">${paragraphs.map((words) => `<p>${words}</p>`).join('')}</body>`

const inlines = (content: readonly CommentInline[] | undefined): string =>
  (content ?? [])
    .map((inline) => {
      const words = xml(inlineText(inline))
      if (inline.type === 'mention') return `<b>${words}</b>`
      return (inline.marks ?? []).reduce(
        (inner, mark) =>
          mark.type === 'bold' ? `<b>${inner}</b>` : mark.type === 'italic' ? `<i>${inner}</i>` : inner,
        words,
      )
    })
    .join('')

// What XML 1.0 cannot hold at all (section 2.2): control characters, lone surrogates, two noncharacters.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** Most words have nothing to escape, and to see that is quicker than to look for each. */
const MAY_ESCAPE = /[&<>\u0000-\u001f\ud800-\udfff\ufffe\uffff]/
const xml = (text: string): string =>
  !MAY_ESCAPE.test(text)
    ? text
    : text.replaceAll(NOT_XML, '').replaceAll(/[&<>]/gu, (character) => ESCAPES[character] ?? '')
