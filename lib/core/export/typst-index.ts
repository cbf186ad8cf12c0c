import { offset, outline, sectionAt } from '../document'
import type { Note } from './notes'
import type { AnnotatedPaper } from './paper'
import { clip } from './typst-notes'
import { typstBlock, typstSheetLabel } from './typst-text'

/** How much of a passage stands in the index. */
const CLAIM_SHOWN_CHARS = 84
/** With more claims than anyone would read through, the index gives the pages of each section alone. */
const CLAIMS_LISTED_MAX = 1_000

/** The claims of the file by tag, in the order of the text: '' where there are none. `pages` by the place of the note. */
export const indexCode = (
  paper: AnnotatedPaper,
  notes: readonly Note[],
  pages: readonly (number | undefined)[],
): string => {
  const claims = notes.flatMap((note, at) => (note.counts.length === 0 ? [] : [{ note, page: pages[at] }]))
  if (claims.length === 0) return ''
  const isListed = claims.length <= CLAIMS_LISTED_MAX
  const label = (text: string): string => typstSheetLabel(paper, text)
  const { say } = paper.words
  const tags = [...new Map(claims.flatMap(({ note }) => note.counts.map(({ tag }) => [tag.id, tag] as const))).values()]
  const sections = outline(paper.document, paper.index)
  const parts = tags
    .toSorted((a, b) => a.position - b.position)
    .flatMap((tag) => {
      const own = claims.filter(({ note }) => note.counts.some((entry) => entry.tag.id === tag.id))
      const head = `index-tag(${label(tag.key.toUpperCase())}, "${tag.pigment}", ${label(tag.name)}, ${label(say('counts.claims', { count: own.length }))})`
      if (isListed) {
        return [
          head,
          ...own.map(({ note, page }) => {
            const given = note.thread.verdicts.length
            const ofTag = note.counts.find((entry) => entry.tag.id === tag.id)?.who.length ?? 0
            const votes = given > 1 ? label(say('index.votes', { count: ofTag, all: given })) : 'none'
            const quoted = clip(note.thread.annotation.anchor.exact.trim(), CLAIM_SHOWN_CHARS)
            return `claim(${note.place === null ? 'none' : note.number}, ${label(quoted)}, ${votes}, ${label(page === undefined ? say('index.notHere') : String(page))})`
          }),
        ]
      }
      const bySection = new Map<string, (number | undefined)[]>()
      for (const { note, page } of own) {
        const at = note.place?.start
        const title =
          at === undefined
            ? say('places.notHere')
            : at >= paper.index.bodyEnd
              ? say('places.footnotes')
              : (sectionAt(sections, offset(at))?.title ?? paper.title)
        const list = bySection.get(title) ?? []
        list.push(page)
        bySection.set(title, list)
      }
      return [head, ...[...bySection].map(([title, on]) => `claim-pages(${label(title)}, ${label(pagesText(on))})`)]
    })
  const rule = say(isListed ? 'index.rule' : 'index.ruleBySection')
  return `{pagebreak(weak: true); heading(level: 2, ${label(say('index.title'))}); figure-note(${label(rule)}); index-of(${typstBlock(parts)})}`
}

/** `3, 4 (2), 6`. */
const pagesText = (pages: readonly (number | undefined)[]): string => {
  const counts = new Map<number, number>()
  for (const page of pages) if (page !== undefined) counts.set(page, (counts.get(page) ?? 0) + 1)
  return [...counts].map(([page, n]) => (n === 1 ? String(page) : `${page} (${n})`)).join(', ')
}
