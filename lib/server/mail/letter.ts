import { type Language, LANGUAGE_FACTS } from '../../core/base'
import type { Notice } from '../queries/notices'
import { wordsIn } from './words'

/** A letter, ready but for where it goes. */
export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: Language
}

/** What a letter tells of one seminar: notices, newest first. */
export interface ToldSeminar {
  readonly name: string
  readonly notices: readonly Notice[]
}

/** Where a letter's links lead. */
export interface LetterPlaces {
  /** The server's public address, without a slash at the end. */
  readonly publicUrl: string
  /** The page that ends mail without a sign-in. */
  readonly stopUrl: string
}

/** So many notices of one seminar stand in a letter; the others are counted. */
const TOLD_MAX = 20

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0).toString()};`)

const page = (language: Language, body: string): string => {
  const { direction } = LANGUAGE_FACTS[language]
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="max-width:36em;margin:1.5em auto;padding:0 1em;font:16px/1.5 Georgia,serif">
${body}
</body>
</html>
`
}

const link = (href: string, words: string): string => `<a href="${escaped(href)}">${escaped(words)}</a>`

/**
 * The letter that tells of these notices, as plain text and as HTML. It says
 * who, what and where as the page of notices does, and nothing that anybody wrote.
 */
export const letterOf = (
  seminars: readonly ToldSeminar[],
  { publicUrl, stopUrl }: LetterPlaces,
  language: Language,
): Letter => {
  const { say, moment } = wordsIn(language)
  const [first] = seminars
  if (first === undefined) throw new Error('a letter about nothing')
  const count = seminars.reduce((sum, { notices }) => sum + notices.length, 0)
  const lineOf = ({ kind, by, reading, round, dueAt }: Notice): string =>
    say(`kinds.${kind}`, {
      name: by === '' ? say('former') : by,
      reading: reading.title,
      round: round ?? 1,
      due: dueAt === null ? '' : moment(dueAt),
    })
  const told = seminars.map(({ name, notices }) => ({
    name,
    lines: notices.slice(0, TOLD_MAX).map((notice) => ({ href: publicUrl + notice.href, words: lineOf(notice) })),
    rest: Math.max(0, notices.length - TOLD_MAX),
  }))
  const all = `${publicUrl}/notices`
  const text = [
    say('greeting'),
    ...told.flatMap(({ name, lines, rest }) => [
      '',
      name,
      ...lines.flatMap(({ href, words }) => [`- ${words}`, `  ${href}`]),
      ...(rest === 0 ? [] : [`- ${say('more', { count: rest })}`]),
    ]),
    '',
    `${say('all')}: ${all}`,
    '',
    say('why'),
    `${say('change')}: ${all}`,
    `${say('stop')}: ${stopUrl}`,
    '',
  ].join('\n')
  const html = page(
    language,
    [
      `<p>${escaped(say('greeting'))}</p>`,
      ...told.flatMap(({ name, lines, rest }) => [
        `<h2 dir="auto" style="font-size:18px">${escaped(name)}</h2>`,
        '<ul>',
        ...lines.map(({ href, words }) => `<li dir="auto">${link(href, words)}</li>`),
        ...(rest === 0 ? [] : [`<li>${escaped(say('more', { count: rest }))}</li>`]),
        '</ul>',
      ]),
      `<p>${link(all, say('all'))}</p>`,
      `<p style="font-size:14px">${escaped(say('why'))} ${link(all, say('change'))} · ${link(stopUrl, say('stop'))}</p>`,
    ].join('\n'),
  )
  const subject = seminars.length === 1 ? say('subject', { count, seminar: first.name }) : say('subjectMany', { count })
  return { subject, text, html, language }
}

/** The letter that asks whether an address is its reader's. `href` leads to the page where they say so. */
export const confirmLetterOf = (href: string, language: Language): Letter => {
  const { sayConfirm: say } = wordsIn(language)
  return {
    subject: say('subject'),
    text: [say('text'), '', `${say('open')}: ${href}`, ''].join('\n'),
    html: page(language, `<p>${escaped(say('text'))}</p>\n<p>${link(href, say('open'))}</p>`),
    language,
  }
}
