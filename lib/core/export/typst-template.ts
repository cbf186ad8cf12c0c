import {
  ASCENT_EM,
  DESCENT_EM,
  type PdfLayout,
  type TypeStyle,
  type PageMeasures,
  pageMeasures,
  typeScale,
  leadingBetween,
  points,
} from './layout'
import { PAPER_PIGMENTS, type Rgb, UNTAGGED } from './pigments'
import { typstMargin } from './typst-margin'
import { typstSheets } from './typst-sheets'

/** Links of the source that the press turns into something else: `scholion:…`. */
export const STRETCH_SCHEME = 'scholion:'

const colour = (rgb: Rgb): string => `rgb(${rgb.join(', ')})`

const pigmentTable = (): string =>
  [...Object.entries(PAPER_PIGMENTS), ['none', UNTAGGED] as const]
    .map(
      ([name, look]) =>
        `  "${name}": (line: ${colour(look.line)}, ink: ${colour(look.text)}, fill: ${colour(look.fill)}, stroke: "${look.stroke}"),`,
    )
    .join('\n')

/**
 * The file that is ours alone: the functions that the others call, and `dressed`
 * with the rules of page and type. From the file before it come `paper` (a
 * dictionary of the words that stand on every page, with the language of the file's own), `plain` (true for the text
 * alone), `sides` (the margin notes by number) and `starts` (the notes of each
 * page by its number, with the height where each begins). It holds no word of a
 * person.
 */
export const typstTemplate = (layout: PdfLayout): string => {
  const type = typeScale(layout)
  const measures = pageMeasures(layout)
  const leading = (style: TypeStyle): string => leadingBetween(type[style])
  return `#import "given.typ": paper, plain, sides, starts
#let ink = rgb("#1b1713")
#let ink-2 = rgb("#544b41")
#let ink-3 = rgb("#6b6257")
#let pigments = (
${pigmentTable()}
)
#let serif = ("Literata", "Libertinus Serif", "New Computer Modern", "Scheherazade New", "Noto Sans Devanagari", "Noto Sans Hebrew", "Droid Sans Fallback", "DejaVu Sans Mono")
#let sans = ("Source Sans 3", "Literata", "Libertinus Serif", "New Computer Modern", "Scheherazade New", "Noto Sans Devanagari", "Noto Sans Hebrew", "Droid Sans Fallback", "DejaVu Sans Mono")
#let ui(size, body, weight: 400, fill: ink) = text(font: sans, size: size, weight: weight, fill: fill, hyphenate: false, body)

#let backward(language, body) = { set text(lang: language, dir: rtl); body }
// Words of the file's own, in the language of who asked for it.
#let of-paper(body) = text(lang: paper.lang, body)
#let own(body) = { set text(lang: paper.own-lang, dir: paper.own-dir); body }
// Long words alone may be broken: to try every word costs Typst as much time as all the rest of the text.
#let long(word) = text(hyphenate: true, word)

// A tag's letter over its line: the same five strokes as in the text.
#let stroke-under(width, look, thick) = {
  let kind = pigments.at(look).stroke
  let paint = pigments.at(look).line
  if kind == "double" {
    place(dy: .9pt, line(length: width, stroke: thick * .6 + paint))
    place(dy: 2.1pt, line(length: width, stroke: thick * .6 + paint))
  } else if kind == "wavy" {
    let half = width / 4
    place(dy: 1.2pt, curve(stroke: thick * .75 + paint,
      curve.move((0pt, 0pt)),
      ..range(4).map(n => curve.quad((half * (n + .5), if calc.even(n) { -1.3pt } else { 1.3pt }), (half * (n + 1), 0pt)))))
  } else {
    let dash = if kind == "dashed" { (2pt, 1pt) } else if kind == "dotted" { (.8pt, .8pt) } else { none }
    place(dy: 1.2pt, line(length: width, stroke: (thickness: thick, paint: paint, dash: dash)))
  }
}
// One width for every letter: to measure each would cost a third of the time of the whole list.
#let sign(letter, look) = box(width: 5pt, {
  align(center, text(font: sans, size: 7.6pt, weight: 600, fill: pigments.at(look).ink, hyphenate: false, bottom-edge: "baseline", letter))
  place(bottom, stroke-under(5pt, look, 1pt))
})
#let tally(entries) = entries.map(e => box({ sign(e.at(0), e.at(1)); h(1.5pt); ui(7.6pt, fill: ink-2, str(e.at(2))) })).join(h(1.8mm))
#let number-box(n, look) = box(
  stroke: .6pt + pigments.at(look).line, radius: 1.6pt, inset: (x: 1.7pt), outset: (y: .2pt), height: 7.2pt,
  align(horizon, text(font: sans, size: 6.4pt, weight: 600, fill: pigments.at(look).ink, top-edge: "cap-height", bottom-edge: "baseline", str(n))),
)

// In the text. A box of its own height would push the lines apart, so the number stands in one of less.
// It leads to the note's full words and back: the press joins the two, which costs Typst no second look.
#let number(n, look) = box(height: 4pt, inset: (left: 1.2pt), move(dy: -4.4pt, link("${STRETCH_SCHEME}number/" + str(n), number-box(n, look))))
#let note-number(n, look) = link("${STRETCH_SCHEME}note/" + str(n), number-box(n, look))

// ---- the page ----
#let top-edge = ${measures.top}mm
#let bottom-edge = ${measures.bottom}mm
#let inner = (left: ${measures.left}mm, right: ${measures.right}mm, top: top-edge, bottom: bottom-edge)
#let back = (left: ${backSide(measures)}mm, right: ${backSide(measures)}mm, top: top-edge, bottom: bottom-edge)
#let page-foot = {
  set par(justify: false, first-line-indent: 0pt, leading: 3pt)
  let legend = paper.legend.map(e => box({ sign(e.at(0), e.at(1)); h(1.2mm); ui(7.2pt, fill: ink-3, e.at(2)) })).join(h(4mm) + " ")
  par({ ui(7.2pt, fill: ink-3, own(paper.foot)); h(1fr); " "; legend })
}
#let page-head = {
  set par(justify: false, first-line-indent: 0pt)
  grid(columns: (1fr, auto), column-gutter: 6mm,
    block(height: 12pt, clip: true, text(size: 9pt, style: "italic", fill: ink-2, hyphenate: false, context { if counter(page).get().first() > 1 { paper.title } })),
    text(size: 10pt, context counter(page).display()))
}
#let around(left, right) = {
  place(top + std.left, dx: left, dy: 13.2mm, block(width: ${measures.width}mm - left - right, page-head))
  place(bottom + std.left, dx: left, dy: -12.8mm, block(width: ${measures.width}mm - left - right, page-foot))
}
${layout.marginNotes ? typstMargin(layout) : ''}
// The margin repeats what the highlights and the list at the end say: to a screen reader it is an artifact.
#let paper-pages(body) = {
  set page(columns: ${layout.columns}, numbering: "1", header: none, footer: none,
    foreground: if plain { none } else { pdf.artifact(kind: "page", { around(back.left, ${layout.marginNotes ? `${measures.width - measures.noteLeft - measures.noteWidth}mm` : 'back.right'}); ${layout.marginNotes ? 'margin-notes' : ''} }) })
  counter(page).update(1)
  body
}
#let back-pages(body) = own({
  set page(columns: 1, margin: back, numbering: "1", header: none, footer: none,
    foreground: pdf.artifact(kind: "page", around(back.left, back.right)))
  body
})
// A footnote whose marker stands elsewhere.
#let unseen(note) = { show footnote: none; place(top, note) }
// Over both columns: what stands before the first section.
#let opening(body) = ${layout.columns === 2 ? 'place(top, scope: "parent", float: true, clearance: 4mm, block(width: 100%, body))' : 'body'}

// ---- the paper ----
#let small-heading(it) = block(above: 5mm, below: 2mm, sticky: true, { set text(size: ${points(type.part.em)}, style: if it.level > 3 { "italic" } else { "normal" }); set par(leading: ${leading('part')}); it.body })
#let small(body) = { set text(size: ${points(type.small.em)}); set par(leading: ${leading('small')}, spacing: ${leading('small')}, first-line-indent: 0pt); body }
#let byline(body) = block(below: 6mm, { set par(justify: false, first-line-indent: 0pt); text(style: "italic", par(body)) })
#let abstract(body) = block(inset: (x: ${layout.columns === 2 ? '0mm' : '5mm'}), below: 3mm, small(par(body)))
#let keywords(body) = block(inset: (x: ${layout.columns === 2 ? '0mm' : '5mm'}), below: 5mm, small({ set par(justify: false); par(body) }))
#let caption(body) = block(above: 3mm, below: 4mm, small({ set par(justify: false); par(body) }))

${typstSheets(layout)}
// ---- how all of it is set ----
#let dressed(pages) = {
  set document(title: paper.title, author: paper.authors)
  // Fonts of the machine are left alone: the file must not depend on who makes it, nor embed what nobody licensed.
  set text(font: serif, fallback: false, size: ${points(type.body.em)}, fill: ink, lang: paper.lang, dir: ltr, hyphenate: false, top-edge: ${ASCENT_EM}em, bottom-edge: -${DESCENT_EM}em, number-type: "lining")
  set par(justify: true, leading: ${leading('body')}, spacing: ${leading('body')}, first-line-indent: 5mm)
  set strong(delta: 200)
  set super(size: .66em, baseline: -.5em, typographic: false)
  set sub(size: .66em, baseline: .2em, typographic: false)
  set page(width: ${measures.width}mm, height: ${measures.height}mm, margin: inner)
  set columns(gutter: ${measures.gutter}mm)
  show heading: set text(hyphenate: false, weight: 500)
  show heading: set par(justify: false, first-line-indent: 0pt)
  show heading.where(level: 1): it => block(below: 5mm, { set text(size: ${points(type.title.em)}, weight: 500); set par(leading: ${leading('title')}); it.body })
  show heading.where(level: 2): it => block(above: 8mm, below: 2.6mm, sticky: true, { set text(size: ${points(type.section.em)}); set par(leading: ${leading('section')}); it.body })
  show heading.where(level: 3): small-heading
  show heading.where(level: 4): small-heading
  show heading.where(level: 5): small-heading
  show heading.where(level: 6): small-heading
  show quote.where(block: true): it => block(above: 3mm, below: 3mm, inset: (left: 7mm, right: 7mm), small(it.body))
  set list(indent: 2mm, body-indent: 3mm, spacing: ${leading('body')})
  set enum(indent: 2mm, body-indent: 3mm, spacing: ${leading('body')})
  show list: set block(above: 2mm, below: 2mm)
  show enum: set block(above: 2mm, below: 2mm)
  show list: set par(first-line-indent: 0pt)
  show enum: set par(first-line-indent: 0pt)
  set table(stroke: (x, y) => (bottom: .4pt + rgb("#cdc4b3"), top: if y == 0 { .8pt + ink }), inset: (x: 1.5mm, y: 1mm))
  show table: it => block(above: 4mm, below: 4mm, { set text(size: ${points(type.note.em)}); set par(justify: false, leading: ${leading('note')}, spacing: ${leading('note')}, first-line-indent: 0pt); it })
  set footnote.entry(separator: { line(length: 26mm, stroke: .6pt + ink); v(1.4mm) }, clearance: 5mm, gap: .7mm, indent: 0pt)
  show footnote: set text(font: sans, weight: 400)
  show footnote.entry: it => block(inset: (left: 4.2mm), {
    set text(font: serif, weight: 400, size: ${points(type.note.em)})
    set par(justify: false, leading: ${leading('note')}, spacing: ${leading('note')}, first-line-indent: 0pt)
    let mark = numbering(it.note.numbering, 0)
    place(dx: -4.2mm, link(it.note.location(), text(font: sans, weight: 600, size: .78em, baseline: -.2em, mark)))
    it.note.body
  })
  show figure.where(kind: "drawing"): it => block(above: 0pt, below: 0pt, align(left, it.body))
  pages
}
`
}

/** Pages without a margin of notes are set over the width of the text, and those of notes over the whole page. */
const backSide = (measures: PageMeasures): number => (measures.noteWidth > 0 ? 20 : Math.min(measures.left, 28))
