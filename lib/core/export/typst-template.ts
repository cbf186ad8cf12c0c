import { PAPER_PIGMENTS, type Rgb, UNTAGGED } from './pigments'

/** Links of the source that the press turns into something else: `scholion:…`. */
export const STRETCH_SCHEME = 'scholion:'

/**
 * The sizes of the page, as in the design's picture: A4, text 112 mm, gutter
 * 7 mm, notes 55 mm. `em` is the type size and `line` the distance of two
 * baselines, both in points.
 */
export const TYPE = {
  body: { em: 9.6, line: 14.3 },
  small: { em: 8.6, line: 12.6 },
  note: { em: 7.7, line: 10.8 },
  title: { em: 19, line: 23.5 },
  section: { em: 12.6, line: 16.5 },
  part: { em: 10.4, line: 14.3 },
} as const
export type TypeStyle = keyof typeof TYPE

/** How far a line's box reaches above and below its baseline, in em: what a fill hugs. */
export const ASCENT_EM = 0.81
export const DESCENT_EM = 0.29

const points = (value: number): string => `${Math.round(value * 1000) / 1000}pt`
const leading = (style: TypeStyle): string => points(TYPE[style].line - TYPE[style].em * (ASCENT_EM + DESCENT_EM))
const colour = (rgb: Rgb): string => `rgb(${rgb.join(', ')})`

const pigmentTable = (): string =>
  [...Object.entries(PAPER_PIGMENTS), ['none', UNTAGGED] as const]
    .map(
      ([name, look]) =>
        `  "${name}": (line: ${colour(look.line)}, ink: ${colour(look.text)}, stroke: "${look.stroke}"),`,
    )
    .join('\n')

/**
 * The part of every source that is ours alone: page, type and the functions
 * that the body calls. It expects `paper` (a dictionary of the words that stand
 * on every page) and `sides` (the margin notes by number) to be defined before
 * it. It holds no word of a person.
 */
export const typstTemplate = (): string => `
#let ink = rgb("#1b1713")
#let ink-2 = rgb("#544b41")
#let ink-3 = rgb("#6b6257")
#let pigments = (
${pigmentTable()}
)
#let serif = ("Literata", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#let sans = ("Source Sans 3", "Literata", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#let ui(size, body, weight: 400, fill: ink) = text(font: sans, size: size, weight: weight, fill: fill, hyphenate: false, body)

#set document(title: paper.title, author: paper.authors, date: paper.date)
// Fonts of the machine are left alone: the file must not depend on who makes it, nor embed what nobody licensed.
#set text(font: serif, fallback: false, size: ${points(TYPE.body.em)}, fill: ink, lang: "en", hyphenate: false, top-edge: ${ASCENT_EM}em, bottom-edge: -${DESCENT_EM}em, number-type: "lining")
#set par(justify: true, leading: ${leading('body')}, spacing: ${leading('body')}, first-line-indent: 5mm)
#set strong(delta: 200)
#set super(size: .66em, baseline: -.5em, typographic: false)
#set sub(size: .66em, baseline: .2em, typographic: false)
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
#let start(n) = [#metadata(n)#label("scholion-start")]
#let number(n, look) = box(height: 4pt, inset: (left: 1.2pt), move(dy: -4.4pt, link("${STRETCH_SCHEME}number/" + str(n), number-box(n, look))))
#let note-number(n, look) = link("${STRETCH_SCHEME}note/" + str(n), number-box(n, look))

// ---- the margin ----
#let top-edge = 25mm
#let bottom-edge = 22mm
#let note-gap = 8pt
#let note-width = 55mm
#let answer(who, body) = block(above: .9mm, below: 0pt, inset: (left: 3mm), stroke: (left: (.6pt + rgb("#cdc4b3"))), outset: (left: -.4mm), {
  if who != none { ui(7.6pt, weight: 600, who); h(3pt) }
  body
})
#let margin-note(side, form) = block(width: note-width, {
  set text(size: ${points(TYPE.note.em)})
  set par(justify: false, leading: ${leading('note')}, spacing: ${leading('note')}, first-line-indent: 0pt)
  // A line, not a grid: a grid would lay out each of its cells several times.
  par({ box(baseline: -1pt, number-box(side.n, side.look)); h(1.6mm); ui(7.6pt, weight: 600, side.who); h(1fr); sym.wj; h(1.6mm); tally(side.tally) })
  if form > 0 {
    v(.8mm, weak: true)
    let shown = if form == 1 { side.said.slice(0, calc.min(1, side.said.len())) } else { side.said }
    for (at, one) in shown.enumerate() {
      let body = if form == 1 { one.short } else { one.full }
      if at == 0 { block(above: .8mm, below: 0pt, { if one.who != none { ui(7.6pt, weight: 600, one.who); h(3pt) }; body }) } else { answer(one.who, body) }
    }
    if form == 1 and side.said.len() > 1 { block(above: .6mm, below: 0pt, ui(7.2pt, fill: ink-3, side.more)) }
  }
})
#let starts-by-page() = {
  let pages = (:)
  for mark in query(label("scholion-start")) {
    let at = mark.location().position()
    let page = str(at.page)
    pages.insert(page, pages.at(page, default: ()) + ((n: mark.value, y: at.y),))
  }
  pages
}
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
    let y = calc.max(free, note.y - ${points(TYPE.note.em)})
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
  let notes = starts-by-page().at(str(here().page()), default: ())
  if notes.len() > 0 {
    let settled = settle(notes, page.height - top-edge - bottom-edge)
    for note in settled.placed {
      place(top + left, dx: 139mm, dy: note.y, margin-note(sides.at(str(note.n)), note.form))
    }
    if settled.left-out > 0 {
      place(bottom + left, dx: 139mm, dy: -(bottom-edge - 12pt), ui(7.2pt, fill: ink-3, [#settled.left-out more on this page, under Notes at the end]))
    }
  }
}

// ---- the page ----
#let page-foot = {
  set par(justify: false, first-line-indent: 0pt, leading: 3pt)
  let legend = paper.legend.map(e => box({ sign(e.at(0), e.at(1)); h(1.2mm); ui(7.2pt, fill: ink-3, e.at(2)) })).join(h(4mm) + " ")
  par({ ui(7.2pt, fill: ink-3, paper.foot); h(1fr); " "; legend })
}
#let page-head = {
  set par(justify: false, first-line-indent: 0pt)
  grid(columns: (1fr, auto), column-gutter: 6mm,
    block(height: 12pt, clip: true, text(size: 9pt, style: "italic", fill: ink-2, hyphenate: false, context { if here().page() > 1 { paper.title } })),
    text(size: 10pt, context counter(page).display()))
}
#set page(
  paper: "a4", margin: (left: 20mm, right: 78mm, top: top-edge, bottom: 25mm),
  // The margin repeats what the highlights and the list at the end say: to a screen reader it is an artifact.
  foreground: pdf.artifact(kind: "page", {
    place(top + left, dx: 20mm, dy: 13.2mm, block(width: 174mm, page-head))
    place(bottom + left, dx: 20mm, dy: -12.8mm, block(width: 174mm, page-foot))
    margin-notes
  }),
)

// ---- the paper ----
#show heading: set text(hyphenate: false, weight: 500)
#show heading: set par(justify: false, first-line-indent: 0pt)
#show heading.where(level: 1): it => block(below: 5mm, { set text(size: ${points(TYPE.title.em)}, weight: 500); set par(leading: ${leading('title')}); it.body })
#show heading.where(level: 2): it => block(above: 8mm, below: 2.6mm, sticky: true, { set text(size: ${points(TYPE.section.em)}); set par(leading: ${leading('section')}); it.body })
#let small-heading(it) = block(above: 5mm, below: 2mm, sticky: true, { set text(size: ${points(TYPE.part.em)}, style: if it.level > 3 { "italic" } else { "normal" }); set par(leading: ${leading('part')}); it.body })
#show heading.where(level: 3): small-heading
#show heading.where(level: 4): small-heading
#show heading.where(level: 5): small-heading
#show heading.where(level: 6): small-heading
#let small(body) = { set text(size: ${points(TYPE.small.em)}); set par(leading: ${leading('small')}, spacing: ${leading('small')}, first-line-indent: 0pt); body }
#let byline(body) = block(below: 6mm, { set par(justify: false, first-line-indent: 0pt); text(style: "italic", par(body)) })
#let abstract(body) = block(inset: (left: 5mm, right: 5mm), below: 3mm, small(par(body)))
#let keywords(body) = block(inset: (left: 5mm, right: 5mm), below: 5mm, small({ set par(justify: false); par(body) }))
#let caption(body) = block(above: 3mm, below: 4mm, small({ set par(justify: false); par(body) }))
#show quote.where(block: true): it => block(above: 3mm, below: 3mm, inset: (left: 7mm, right: 7mm), small(it.body))
#set list(indent: 2mm, body-indent: 3mm, spacing: ${leading('body')})
#set enum(indent: 2mm, body-indent: 3mm, spacing: ${leading('body')})
#show list: set block(above: 2mm, below: 2mm)
#show enum: set block(above: 2mm, below: 2mm)
#show list: set par(first-line-indent: 0pt)
#show enum: set par(first-line-indent: 0pt)
#set table(stroke: (x, y) => (bottom: .4pt + rgb("#cdc4b3"), top: if y == 0 { .8pt + ink }), inset: (x: 1.5mm, y: 1mm))
#show table: it => block(above: 4mm, below: 4mm, { set text(size: ${points(TYPE.note.em)}); set par(justify: false, leading: ${leading('note')}, spacing: ${leading('note')}, first-line-indent: 0pt); it })

// ---- footnotes ----
#set footnote.entry(separator: { line(length: 26mm, stroke: .6pt + ink); v(1.4mm) }, clearance: 5mm, gap: .7mm, indent: 0pt)
#show footnote: set text(font: sans, weight: 400)
#show footnote.entry: it => block(inset: (left: 4.2mm), {
  set text(font: serif, weight: 400, size: ${points(TYPE.note.em)})
  set par(justify: false, leading: ${leading('note')}, spacing: ${leading('note')}, first-line-indent: 0pt)
  let mark = numbering(it.note.numbering, 0)
  place(dx: -4.2mm, link(it.note.location(), text(font: sans, weight: 600, size: .78em, baseline: -.2em, mark)))
  it.note.body
})

// ---- all notes in full ----
#let full-note(head, quoted, body) = block(above: 10pt, below: 0pt, breakable: true, {
  block(below: 0pt, sticky: true, head)
  if quoted != none { block(above: 1.2mm, below: 0pt, text(style: "italic", fill: ink-2, quoted)) }
  body
})
#let verdict-line(look, letter, name, who) = block(above: .9mm, below: 0pt, { sign(letter, look); h(1.2mm); ui(7.6pt, weight: 600, name); h(3pt); ui(7.6pt, fill: ink-2, who) })
#let said(depth, who, when, body) = block(above: 1.2mm, below: 0pt, inset: (left: depth * 3mm), {
  ui(7.6pt, weight: 600, who); h(3pt); ui(7.2pt, fill: ink-3, when); h(3pt)
  body
})
#let all-notes(intro, body) = {
  set page(margin: (left: 20mm, right: 16mm, top: top-edge, bottom: 25mm))
  heading(level: 2, "Notes")
  set text(size: ${points(TYPE.note.em)})
  set par(justify: false, leading: ${leading('note')}, spacing: ${leading('note')}, first-line-indent: 0pt)
  block(below: 4mm, ui(7.6pt, fill: ink-2, intro))
  columns(2, gutter: 7mm, body)
}
`
