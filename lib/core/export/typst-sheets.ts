import { type PdfLayout, leadingBetween, points } from './layout'
import { NOTE } from './typst-margin'

/** The functions that set the sheet before the paper and what stands behind it. Part of the template. */
export const typstSheets = ({ marginNotes }: PdfLayout): string => `
// ---- the sheet before the paper ----
#let loose = (justify: false, leading: 4.4pt, spacing: 4.4pt, first-line-indent: 0pt)
#let label-line(label, body) = block(above: 2.2mm, below: 0pt, breakable: false, grid(columns: (30mm, 1fr), column-gutter: 4mm,
  ui(8.4pt, fill: ink-3, label), { set par(..loose); set text(size: 9pt, hyphenate: false); body }))
#let sheet-heading(body) = block(above: 9mm, below: 3mm, sticky: true, ui(9pt, weight: 600, fill: ink, body))
#let legend-line(letter, look, name, count, definition) = block(above: 2.4mm, below: 0pt, breakable: false, grid(columns: (30mm, 1fr, auto), column-gutter: 4mm,
  { sign(letter, look); h(2mm); ui(9pt, weight: 600, name) },
  { set par(..loose); ui(8.4pt, fill: ink-2, definition) },
  ui(8.4pt, fill: ink-2, count)))
#let contents-line(level, words, place) = link(place, block(above: if level == 2 { 2.3mm } else { 1.4mm }, below: 0pt, inset: if paper.own-dir == rtl { (right: (level - 2) * 5mm) } else { (left: (level - 2) * 5mm) }, breakable: false, {
  set par(..loose)
  set text(size: if level == 2 { 9.4pt } else { 8.8pt }, hyphenate: false)
  of-paper(words); h(2mm); box(width: 1fr, ui(8pt, fill: rgb("#b9ad99"), repeat(gap: 2.4pt, "."))); h(2mm)
  text(number-type: "lining", context counter(page).at(place).first())
}))
#let front-sheet(kind, title, authors, body) = own({
  set page(columns: 1, margin: back, numbering: "i", header: none, footer: none, foreground: none)
  set par(..loose)
  ui(8.4pt, fill: ink-3, kind)
  v(3mm)
  block(below: 3mm, { set par(leading: 5.5pt); text(size: 22pt, weight: 500, hyphenate: false, of-paper(title)) })
  if paper.authors.len() > 0 { block(below: 0pt, text(size: 11pt, style: "italic", authors)) }
  v(6mm)
  line(length: 100%, stroke: .6pt + ink)
  v(1mm)
  body
})

// ---- the figures ----
#let drawing(alt, body) = figure(alt: alt, kind: "drawing", supplement: none, numbering: none, outlined: false, body)
#let figure-note(body) = block(above: 2mm, below: 6mm, { set par(..loose); ui(7.6pt, fill: ink-3, body) })
#let bar-line(letter, look, name, share, count) = block(above: 2.2mm, below: 0pt, breakable: false, grid(columns: (34mm, 1fr, 14mm), column-gutter: 3mm, align: (start, start, end),
  { sign(letter, look); h(2mm); ui(8.6pt, name) },
  pdf.artifact(box(height: 7pt, width: 100%, { place(horizon, rect(width: share * 100%, height: 5pt, fill: pigments.at(look).fill, stroke: none)); place(bottom, dy: 0pt, line(length: share * 100%, stroke: 1pt + pigments.at(look).line)) })),
  ui(8.6pt, fill: ink-2, count)))
// From -0.2 to 1: a point for the value, a line for its interval.
#let on-scale(value) = calc.max(0, calc.min(1, (value + .2) / 1.2)) * 100%
#let alpha-line(name, value, low, high, words) = block(above: 2.6mm, below: 0pt, breakable: false, grid(columns: (34mm, 1fr, 58mm), column-gutter: 3mm,
  ui(8.6pt, name),
  pdf.artifact(box(height: 8pt, width: 100%, {
    place(horizon, line(length: 100%, stroke: .4pt + rgb("#cdc4b3")))
    for tick in (0, .2, .4, .6, .8, 1) { place(left + horizon, dx: on-scale(tick), line(angle: 90deg, length: if tick == 0 { 6pt } else { 3pt }, stroke: .4pt + ink-3)) }
    if low != none { place(left + horizon, dx: on-scale(low), line(length: on-scale(high) - on-scale(low), stroke: 1.6pt + ink-2)) }
    if value != none { place(left + horizon, dx: on-scale(value) - 2.4pt, circle(radius: 2.4pt, fill: ink)) }
  })),
  { set par(..loose); ui(8.2pt, fill: ink-2, words) }))
// Cells of one shade are one shape: a rectangle each would cost Typst more than the page of a paper.
#let heat-cell-width = 1.55mm
#let bars(paint, boxes) = place(top + left, curve(fill: paint, stroke: none, ..boxes.map(b => (
  curve.move((b.at(0) * heat-cell-width, b.at(1) * 1mm)),
  curve.line((b.at(0) * heat-cell-width + 1.3mm, b.at(1) * 1mm)),
  curve.line((b.at(0) * heat-cell-width + 1.3mm, b.at(2) * 1mm)),
  curve.line((b.at(0) * heat-cell-width, b.at(2) * 1mm)),
  curve.close(),
)).flatten()))
// Cells follow each other as the words around them do.
#let mirrored(body) = if paper.own-dir == rtl { scale(x: -100%, body) } else { body }
#let heat-line(title, alt, rows) = block(above: 3mm, below: 0pt, breakable: false, {
  set par(..loose)
  block(below: 1mm, ui(8.2pt, fill: ink-2, of-paper(title)))
  drawing(alt, mirrored(block(width: 100%, rows.map(row => box(width: 100%, height: 6.4mm, row.map(((shade, boxes)) => bars(ink.transparentize(100% - shade * 1%), boxes)).join())).join())))
})
#let small-table(columns, head, ..cells) = table(columns: columns, align: (x, y) => if x == 0 { start } else { end }, table.header(..head.map(h => ui(8pt, weight: 600, h))), ..cells.pos().map(c => ui(8.2pt, c)))

// ---- the index ----
#let claim(n, quoted, votes, page) = {
  let words = { of-paper(quoted); if votes != none { h(1.6mm); ui(7.2pt, fill: ink-3, votes) }; h(1.6mm); ui(7.8pt, weight: 600, page) }
  par(if n == none { words } else { link("scholion:claim/" + str(n), words) })
}
#let claim-pages(title, pages) = block(above: 1.7mm, below: 0pt, { set par(..loose, hanging-indent: 3mm); text(size: 8pt, of-paper(title)); h(1.6mm); ui(7.8pt, fill: ink-2, pages) })
#let index-of(body) = { set text(size: 8pt, hyphenate: false); set par(justify: false, leading: 4.4pt, spacing: 2.3mm, first-line-indent: 0pt, hanging-indent: 3mm); columns(2, gutter: 8mm, body) }
#let index-tag(letter, look, name, count) = [#heading(level: 3, outlined: true, { context { sign(letter, look); h(2mm) }; name; context { h(2mm); ui(8pt, fill: ink-3, count) } })]

// ---- all notes in full ----
#let full-note(head, quoted, body) = block(above: 10pt, below: 0pt, breakable: true, {
  block(below: 0pt, sticky: true, head)
  if quoted != none { block(above: 1.2mm, below: 0pt, text(style: "italic", fill: ink-2, of-paper(quoted))) }
  body
})
#let verdict-line(look, letter, name, who) = block(above: .9mm, below: 0pt, { sign(letter, look); h(1.2mm); ui(7.6pt, weight: 600, name); h(3pt); ui(7.6pt, fill: ink-2, who) })
#let said(depth, who, when, body) = block(above: 1.2mm, below: 0pt, inset: if paper.own-dir == rtl { (right: depth * 3mm) } else { (left: depth * 3mm) }, {
  ui(7.6pt, weight: 600, who); h(3pt); ui(7.2pt, fill: ink-3, when); h(3pt)
  body
})
#let all-notes(title, intro, body) = {
  ${marginNotes ? 'pagebreak(weak: true)' : ''}
  heading(level: 2, title)
  set text(size: ${points(NOTE.em)})
  set par(justify: false, leading: ${leadingBetween(NOTE)}, spacing: ${leadingBetween(NOTE)}, first-line-indent: 0pt)
  block(below: 4mm, ui(7.6pt, fill: ink-2, intro))
  columns(2, gutter: 7mm, body)
}
`
