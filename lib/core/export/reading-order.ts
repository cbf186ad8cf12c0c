import type { Node } from 'prosemirror-model'
import type { AnnotatedPaper } from './paper'
import { codePointText, isMarkless } from './typst-text'

/** A character as it must stand on paper, and where it is in the plain text; -1 for one that the text does not have. */
export interface SetCharacter {
  readonly character: string
  readonly offset: number
}

/** The characters of a paper that leave a mark, block by block in the order in which the body sets them. */
export interface ReadingOrder {
  /** Blocks of the body; those of footnotes whose marker the text has lost stand after them. */
  readonly body: readonly (readonly SetCharacter[])[]
  /** For each footnote with a marker, in the order of the first markers, its blocks. */
  readonly footnotes: readonly (readonly (readonly SetCharacter[])[])[]
}

/** What `typstBody` sets, as somebody would read it. */
export const readingOrderOf = (paper: AnnotatedPaper): ReadingOrder => {
  const canShow = paper.canShow ?? (() => true)
  const starts = new Map<Node, number>(paper.index.blocks.map(({ node, start }) => [node, start]))
  const notes = new Map<string, Node>()
  paper.document.descendants((node) => {
    if (node.type.name !== 'footnote') return true
    notes.set(String(node.attrs.id), node)
    return false
  })

  const charactersOf = (text: string, start: number): readonly SetCharacter[] => {
    const characters: SetCharacter[] = []
    let at = 0
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0
      const place = start < 0 ? -1 : start + at
      at += character.length
      if (isMarkless(character)) continue
      if (canShow(code)) characters.push({ character, offset: place })
      else for (const part of codePointText(code)) characters.push({ character: part, offset: place })
    }
    return characters
  }

  const marked: string[] = []
  const blockOf = (block: Node): readonly SetCharacter[] => {
    const characters: SetCharacter[] = []
    let at = starts.get(block) ?? 0
    block.forEach((child) => {
      if (child.type.name === 'footnoteRef') {
        const id = String(child.attrs.footnote)
        if (!notes.has(id)) characters.push(...charactersOf(String(child.attrs.label), -1))
        else if (!marked.includes(id)) marked.push(id)
      }
      if (!child.isText || child.text === undefined) return
      characters.push(...charactersOf(child.text, at))
      at += child.text.length
    })
    return characters
  }
  const blocksIn = (parent: Node): readonly (readonly SetCharacter[])[] => {
    const blocks: (readonly SetCharacter[])[] = []
    parent.descendants((node) => {
      if (node.type.name === 'footnotes') return false
      if (!node.isTextblock) return true
      blocks.push(blockOf(node))
      return false
    })
    return blocks
  }

  const body = [...blocksIn(paper.document)]
  const footnotes: (readonly (readonly SetCharacter[])[])[] = []
  // A footnote may hold markers itself: the list grows while it is read.
  for (const id of marked) {
    const note = notes.get(id)
    if (note !== undefined) footnotes.push(blocksIn(note))
  }
  for (const [id, note] of notes) if (!marked.includes(id)) body.push(...blocksIn(note))
  return { body, footnotes }
}
