import { PIGMENTS, bodyText } from '../annotation'
import { outline } from '../document'
import {
  FILL_OPACITY,
  type Note,
  type NoteComment,
  PAPER_PIGMENTS,
  type PaperPigment,
  type Rgb,
  UNTAGGED,
  languageOf,
  versionText,
} from '../export'
import { type Frame, type Threads, isoTime, nameIn } from './frame'
import { bodyHtml, escapeAttribute, escapeText, isPlain } from './markup'
import { paperPainter } from './paper-html'
import { partsOf } from './parts'

/**
 * A reading as one HTML file that needs nothing else: the paper, its marks, and
 * each note with its whole thread beside the passage. It runs no script and
 * loads nothing. Comes piece by piece.
 */
export async function* pageFile(frame: Frame, threads: Threads): AsyncGenerator<string> {
  const painter = paperPainter(frame.index)
  const { say } = frame.words
  const paperIs = languageAttributes(languageOf(frame))
  yield pageHead(frame)
  let isInFootnotes = false
  for await (const part of partsOf(frame, threads)) {
    if (part.node === null) {
      yield `<section aria-labelledby="lost"><h2 id="lost">${escapeText(say('places.lost'))}</h2>${part.beginning.map((note) => noteHtml(frame, note, true)).join('')}</section>\n`
      continue
    }
    if (part.node.type.name === 'footnote' && !isInFootnotes) {
      isInFootnotes = true
      yield `<div class="row"><div><h2 id="footnotes">${escapeText(say('places.footnotes'))}</h2></div></div>\n`
    }
    const isOpen = part.beginning.length <= OPEN_NOTES_MAX
    const notes = part.beginning.map((note) => noteHtml(frame, note, isOpen)).join('')
    const aside =
      notes === '' ? '' : `<aside aria-label="${escapeAttribute(asideName(frame, part.beginning))}">${notes}</aside>`
    yield `<div class="row"><div${paperIs}>${painter.html(part.node, part.covering)}</div>${aside}</div>\n`
  }
  yield '</main>\n</body>\n</html>\n'
}

const pageHead = (frame: Frame): string => {
  const { title, authors, seminar, layers, tags, at, versionHash, words } = frame
  const sections = outline(frame.document, frame.index).filter(({ level }) => level > 1)
  const contents = sections.map(
    ({ id, title: name, level }) =>
      `<li class="l${Math.min(level, 4)}"><a href="#${escapeAttribute(id)}" dir="auto">${escapeText(name)}</a></li>`,
  )
  const legend = tags.map(
    (tag) =>
      `<div><dt><mark class="${tag.pigment} d2">${escapeText(tag.key.toUpperCase())}</mark> ${escapeText(tag.name)}</dt><dd>${escapeText(tag.definition)}</dd></div>`,
  )
  const contentsName = words.say('places.contents')
  const exported = words.say('places.exported', { day: words.day(at), version: versionText(versionHash) })
  return `<!doctype html>
<html${languageAttributes(words.language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeText(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<a class="skip" href="#paper">${escapeText(words.say('places.skip'))}</a>
<header>
<p class="about" dir="auto">${escapeText(seminar)}</p>
<p class="about" dir="auto">${escapeText(words.list(authors))}</p>
${layers.length === 0 ? '' : `<p class="about">${escapeText(words.list(layers.map(({ name }) => name)))}</p>`}
<p class="about">${escapeText(exported)}</p>
${legend.length === 0 ? '' : `<details open><summary>${escapeText(words.say('choice.tags'))}</summary><dl>${legend.join('')}</dl></details>`}
${contents.length === 0 ? '' : `<nav aria-label="${escapeAttribute(contentsName)}"><details><summary>${escapeText(contentsName)}</summary><ol>${contents.join('')}</ol></details></nav>`}
</header>
<main id="paper" tabindex="-1">
`
}

const asideName = ({ words: { say } }: Frame, notes: readonly Note[]): string => {
  const [first, last] = [notes[0]?.number ?? 0, notes.at(-1)?.number ?? 0]
  return first === last ? say('places.note', { number: first }) : say('places.notes', { first, last })
}

/** A language and its direction, for an opening tag. */
const languageAttributes = (language: ReturnType<typeof languageOf>): string =>
  ` lang="${language}" dir="${language === 'en' ? 'ltr' : 'rtl'}"`

/** More notes than these beside one paragraph are folded, so that the text has no gaps; the way to one unfolds it, and so does print. */
const OPEN_NOTES_MAX = 2

const noteHtml = (frame: Frame, note: Note, isOpen: boolean): string => {
  const { number, thread, counts, comments, place } = note
  const { annotation, commentCount } = thread
  const { say, list } = frame.words
  const letters = counts.map(
    ({ tag }) =>
      ` <mark class="${tag.pigment} d2" title="${escapeAttribute(tag.name)}">${escapeText(tag.key.toUpperCase())}</mark>`,
  )
  const said = commentCount === 0 ? '' : ` · ${escapeText(say('counts.comments', { count: commentCount }))}`
  const layer = frame.layers.length > 1 ? ` · <span dir="auto">${escapeText(note.layerName)}</span>` : ''
  const verdicts = counts.map(
    ({ tag, who }) =>
      `<li><mark class="${tag.pigment} d2">${escapeText(tag.key.toUpperCase())}</mark> ${escapeText(tag.name)}: <span dir="auto">${escapeText(list(who))}</span></li>`,
  )
  const reasons = thread.verdicts.flatMap(({ rationale, author }) =>
    rationale === undefined
      ? []
      : [`<p dir="auto"><b>${escapeText(nameIn(frame, author))}</b> ${escapeText(rationale)}</p>`],
  )
  const back =
    place === null ? '' : ` · <a href="#at-${number}" role="doc-backlink">${escapeText(say('places.back'))}</a>`
  // The name is within the fold: who goes to it has it unfolded.
  return [
    `<details class="note"${isOpen ? ' open' : ''}><summary>${number} <b dir="auto">${escapeText(note.who)}</b>${letters.join('')}${said}</summary>`,
    `<div id="note-${number}"><p class="by">${timeHtml(frame, annotation.at)}${layer}${thread.resolved === null ? '' : ` · ${escapeText(say('said.resolved'))}`}${back}</p>`,
    `<blockquote dir="auto">${escapeText(annotation.anchor.exact)}</blockquote>`,
    verdicts.length === 0 ? '' : `<ul class="tags">${verdicts.join('')}</ul>`,
    ...reasons,
    threadHtml(frame, comments),
    '</div></details>',
  ].join('')
}

/** Comments come in the order of reading, each before its answers. */
const threadHtml = (frame: Frame, comments: readonly NoteComment[]): string => {
  let html = ''
  let open = 0
  for (const { comment, depth, who, text } of comments) {
    while (open > depth) {
      html += '</li></ol>'
      open -= 1
    }
    html += open === depth ? '<ol class="thread"><li>' : '</li><li>'
    open = depth + 1
    const body = comment.body
    const words =
      body === null || text === null
        ? `<p class="by">${escapeText(frame.words.say('said.removedWords'))}</p>`
        : isPlain(body)
          ? bodyText(body)
              .split('\n')
              .map((line) => `<p dir="auto">${escapeText(line)}</p>`)
              .join('')
          : bodyHtml(body)
    html += `<p class="by"><b dir="auto">${escapeText(who)}</b> ${timeHtml(frame, comment.at)}</p>${words}`
  }
  return html + '</li></ol>'.repeat(open)
}

const timeHtml = ({ words: { say, moment } }: Frame, at: number): string =>
  `<time datetime="${isoTime(at)}">${escapeText(say('said.moment', { moment: moment(at) }))}</time>`

const rgb = (colour: Rgb): string => `rgb(${colour.join(' ')})`

/** On dark ground a fill is thinner, so that light letters stand out on it. */
const DARK_SHARE = 0.62

const pigmentStyle = (name: string, { line, fill, stroke, weight }: PaperPigment): string => {
  const fills = (share: number): string =>
    Object.entries(FILL_OPACITY)
      .map(
        ([depth, opacity]) => `.${name}.d${depth}{background:rgb(${fill.join(' ')} / ${(opacity * share).toFixed(2)})}`,
      )
      .join('')
  const underline = `mark.${name}{text-decoration:underline ${stroke} ${rgb(line)};text-decoration-thickness:${Math.min(weight, 2.5)}px}`
  return `${underline}${fills(1)}@media screen and (prefers-color-scheme:dark){mark.${name}{text-decoration-color:${rgb(fill)}}${fills(DARK_SHARE)}}`
}

const STYLE = `:root{color-scheme:light dark;--ink:#221d18;--ink2:#544b41;--paper:#fbf9f4;--rule:#cdc4b3;--focus:#2447c8}
@media screen and (prefers-color-scheme:dark){:root{--ink:#ece6da;--ink2:#bdb3a3;--paper:#1c1915;--rule:#4a443b;--focus:#9db4ff}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{overflow-wrap:anywhere;margin:0;padding:0 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1.125rem/1.65 Literata,"Iowan Old Style",Palatino,Georgia,serif}
header,main,section{max-width:66rem;margin-inline:auto}
header{padding-block:2rem 1rem;font-size:.9375rem}
.about,.by,time{color:var(--ink2)}
.about{margin:0}
dl,dl div{margin:.25rem 0}dt{font-weight:600}dd{margin:0}
nav ol{list-style:none;padding:0}.l3{padding-inline-start:1.5rem}.l4{padding-inline-start:3rem}
h1,h2,h3,h4,h5,h6{line-height:1.25;font-weight:600}
main:focus{outline:none}
.row{display:grid;grid-template-columns:minmax(0,31em) minmax(0,1fr);column-gap:2.5rem;align-items:start}
.row>div>*{margin-block:0 .9em}
.row>div>h1,.row>div>h2,.row>div>h3{margin-block:1.2em .6em}
aside{font-size:.9375rem;line-height:1.5}
.note{border-inline-start:2px solid var(--rule);padding-inline-start:.9rem;margin:0 0 .5rem}.note[open]{margin-bottom:1.25rem}
.note p,.note ul,.note ol{margin:0 0 .4rem}
.note blockquote{margin:0 0 .4rem;font-style:italic;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
.note summary{cursor:pointer;font-size:.875rem;padding-block:.15rem}
.note .thread blockquote{display:block}
.note :target,.mark a:target{outline:2px solid var(--focus);outline-offset:3px}
.by{font-size:.8125rem}
.tags,.thread{list-style:none;padding:0}
.thread .thread{padding-inline-start:1rem;border-inline-start:1px solid var(--rule)}
.mark a,.ref a{text-decoration:none;padding:.2em .25em;font:600 .7rem/1 system-ui,sans-serif;color:inherit}
sup{line-height:0}
a{color:inherit}a:focus-visible,summary:focus-visible,.table:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
mark{color:inherit;background:none;text-underline-offset:.2em}
mark.untagged{background:rgb(${UNTAGGED.fill.join(' ')} / ${FILL_OPACITY[1]});text-decoration:underline solid rgb(${UNTAGGED.line.join(' ')});text-decoration-thickness:1px}
${PIGMENTS.map((name) => pigmentStyle(name, PAPER_PIGMENTS[name])).join('\n')}
.byline,.keywords,.caption{color:var(--ink2)}
.footnote{display:grid;grid-template-columns:2.5rem 1fr;font-size:.9375rem}
.table{overflow-x:auto}table{border-collapse:collapse}td,th{border:1px solid var(--rule);padding:.3rem .6rem;text-align:start;vertical-align:top}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:1rem;top:1rem}
@media (max-width:56rem){.row{grid-template-columns:minmax(0,1fr)}aside{margin-block:.25rem 1rem}body{font-size:1.0625rem}}
@media print{:root{--ink:#000;--ink2:#333;--paper:#fff;--rule:#999}body{font-size:10.5pt;padding:0}aside{font-size:8.5pt}.row{grid-template-columns:60% 1fr;column-gap:1.5rem}.note::details-content{content-visibility:visible;block-size:auto}.note{break-inside:avoid-page}.skip,nav{display:none}mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`
