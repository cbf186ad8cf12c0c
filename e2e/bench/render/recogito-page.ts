import { type TextAnnotation, createTextAnnotator } from '@recogito/text-annotator'
import { viewText } from '../../../lib/client/editor/text-view'
import { TextIndex, documentSchema, offset, renderHtml } from '../../../lib/core/document'
import type { Passage, RecogitoRenderer } from './recogito-passage'

/**
 * Runs in the bare page: the annotator on the element `.paper`, which shows the
 * document. `passages` gives their annotations with the ranges that they need, so
 * that the time to find those is not theirs.
 */
const prepare = (json: unknown, renderer: RecogitoRenderer) => {
  const element = document.querySelector<HTMLElement>('.paper')
  if (element === null) throw new Error('the page has no paper')
  const node = documentSchema.nodeFromJSON(json)
  const index = new TextIndex(node)
  const view = viewText(element, () => renderHtml(node), index)
  const colours = new Map<string, Passage['colour']>()
  const annotator = createTextAnnotator<TextAnnotation, TextAnnotation>(element, {
    renderer,
    annotatingEnabled: false,
    style: ({ id }) => {
      const colour = colours.get(id) ?? '#888888'
      return {
        fill: colour,
        fillOpacity: 0.25,
        underlineStyle: 'solid',
        underlineColor: colour,
        underlineThickness: 2,
        underlineOffset: 2,
      }
    },
  })
  const annotationOf = ({ id, start, end, colour }: Passage): TextAnnotation => {
    colours.set(id, colour)
    const first = view.placeAt(offset(start), 'start')
    const last = view.placeAt(offset(end), 'end')
    const range = document.createRange()
    range.setStart(first.node, first.offset)
    range.setEnd(last.node, last.offset)
    return {
      id,
      bodies: [{ id: `${id}-tag`, annotation: id, purpose: 'tagging', value: colour }],
      target: { annotation: id, selector: [{ quote: range.toString(), start, end, range }] },
    }
  }
  const startOf = new Map<Node, number>()
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let length = 0
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    startOf.set(text, length)
    length += text.textContent?.length ?? 0
  }
  const placeOf = (text: Node, at: number): number => (startOf.get(text) ?? 0) + at
  /** As it is kept and read back: places in the element's whole text, as theirs counts them. Where a range is empty, its store finds it. */
  const asKept = ({ target, ...rest }: TextAnnotation): TextAnnotation => ({
    ...rest,
    target: {
      ...target,
      selector: target.selector.map(({ quote, range }) => ({
        quote,
        start: placeOf(range.startContainer, range.startOffset),
        end: placeOf(range.endContainer, range.endOffset),
        range: document.createRange(),
      })),
    },
  })
  return { annotator, annotationOf, asKept }
}

export type Prepared = ReturnType<typeof prepare>

declare global {
  interface Window {
    prepareRecogito: typeof prepare
  }
}

window.prepareRecogito = prepare
