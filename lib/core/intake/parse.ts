import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified, type Processor } from 'unified'

// The address constructs look at every letter; bare addresses are found in the tree afterwards in any case.
const OFF = ['codeIndented', 'htmlFlow', 'wwwAutolink', 'protocolAutolink', 'emailAutolink']

/**
 * Two constructs do harm in this kind of file and are off: indented code (a PDF
 * tool indents for other reasons) and blocks of HTML, which would swallow the
 * Markdown and the notes inside them; their tags then arrive one by one.
 */
function withoutBlocks(this: Processor): void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: OFF } }]
}

const processor = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).use(withoutBlocks).freeze()

/** The Markdown as a tree of mdast; never fails, since every text is Markdown. */
export const parseMarkdown = (markdown: string): Root => processor.parse(markdown)
