import { type PdfLayout, leadingBetween, pageMeasures, points } from './layout'

/** Type of the notes in the margin and in the list at the end, whatever the text's: in points. */
export const NOTE = { em: 7.7, line: 10.8 } as const

/** The functions that set the notes beside the text. Part of the template; expects `sides` and `starts`. */
export const typstMargin = (layout: PdfLayout): string => {
  const { noteWidth, noteLeft } = pageMeasures(layout)
  const leading = leadingBetween(NOTE)
  return `
// ---- the margin ----
#let note-gap = 8pt
#let note-width = ${noteWidth}mm
#let answer(who, body) = block(above: .9mm, below: 0pt, inset: (left: 3mm), stroke: (left: (.6pt + rgb("#cdc4b3"))), outset: (left: -.4mm), {
  if who != none { ui(7.6pt, weight: 600, who); h(3pt) }
  body
})
#let margin-note(side, form) = block(width: note-width, {
  set text(size: ${points(NOTE.em)})
  set par(justify: false, leading: ${leading}, spacing: ${leading}, first-line-indent: 0pt)
  // A line, not a grid: a grid would lay out each of its cells several times.
  par({ box(baseline: -1pt, number-box(side.n, side.look)); h(1.6mm); ui(7.6pt, weight: 600, side.who); h(1fr); sym.wj; h(1.6mm); tally(side.tally) })
  if form > 0 {
    v(.8mm, weak: true)
    let shown = if form == 1 { side.said.slice(0, calc.min(1, side.said.len())) } else { side.said }
    for (at, one) in shown.enumerate() {
      let body = if form == 1 { one.short } else { one.full }
      if at == 0 { block(above: .8mm, below: 0pt, { if one.who != none { ui(7.6pt, weight: 600, one.who); h(3pt) }; body }) } else { answer(one.who, body) }
    }
    if form == 1 and side.said.len() > 1 { block(above: .6mm, below: 0pt, ui(7.2pt, fill: ink-3, own(side.more))) }
  }
})
#let settle(here-notes, height) = {
  let notes = here-notes.sorted(key: note => note.y)
  let height-of(n, form) = measure(margin-note(sides.at(str(n)), form)).height
  let measured = notes.map(note => (n: note.n, y: note.y, form: 2, height: height-of(note.n, 2)))
  let total = measured.map(note => note.height + note-gap).sum(default: 0pt)
  // The longest give way first: to their first words, then to their head alone.
  for form in (1, 0) {
    if total <= height { break }
    let smaller = measured.map(note => height-of(note.n, form))
    let order = range(measured.len()).sorted(key: at => (smaller.at(at) - measured.at(at).height).pt())
    for at in order {
      if total <= height { break }
      total -= measured.at(at).height - smaller.at(at)
      measured.at(at).height = smaller.at(at)
      measured.at(at).form = form
    }
  }
  let left-out = 0
  while total > height and measured.len() > 0 {
    let last = measured.pop()
    total -= last.height + note-gap
    left-out += 1
  }
  let placed = ()
  let free = top-edge
  for note in measured {
    let y = calc.max(free, note.y - ${points(NOTE.em)})
    placed.push((n: note.n, form: note.form, y: y, height: note.height))
    free = y + note.height + note-gap
  }
  let limit = top-edge + height
  for at in range(placed.len()).rev() {
    let note = placed.at(at)
    let y = calc.min(note.y, limit - note.height)
    placed.at(at).y = y
    limit = y - note-gap
  }
  (placed: placed, left-out: left-out)
}
#let margin-notes = context {
  let notes = starts.at(str(counter(page).get().first()), default: ())
  if notes.len() > 0 {
    let settled = settle(notes, page.height - top-edge - bottom-edge)
    for note in settled.placed {
      place(top + left, dx: ${noteLeft}mm, dy: note.y, margin-note(sides.at(str(note.n)), note.form))
    }
    if settled.left-out > 0 {
      place(bottom + left, dx: ${noteLeft}mm, dy: -(bottom-edge - 12pt), ui(7.2pt, fill: ink-3, own(paper.left-out.join(str(settled.left-out)))))
    }
  }
}
`
}
