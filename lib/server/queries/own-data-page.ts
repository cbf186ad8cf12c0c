import type { OwnData, OwnNote } from './own-data'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0).toString()};`)

/** What somebody wrote, as a page that stands by itself and opens anywhere. In English, like every file; words keep their own direction. */
export const ownDataPage = (data: OwnData): string => {
  const { seminar, member, takenAt, notes, removed } = data
  const byLayer = new Map<string, OwnNote[]>()
  for (const note of notes) {
    const title = `${note.reading}, round ${note.round}, ${note.layer}`
    byLayer.set(title, [...(byLayer.get(title) ?? []), note])
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${member.name}: ${seminar.name}`)}</title>
<style>
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 Georgia, serif; }
h1, h2 { font-weight: 500; line-height: 1.25; }
blockquote { margin: 1.5rem 0 0.25rem; font-style: italic; }
.about { color: #555; font-size: 0.875rem; }
p { margin: 0.25rem 0; white-space: pre-line; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>${escaped(member.name)}</h1>
<p class="about">${escaped(seminar.name)}. Taken on ${takenAt.slice(0, 10)}. ${notes.length} notes.</p>
${[...byLayer]
  .map(([title, own]) => `<h2 dir="auto">${escaped(title)}</h2>\n${own.map(noteHtml).join('\n')}`)
  .join('\n')}
${
  removed.length === 0
    ? ''
    : `<h2>Removed by an instructor</h2>\n${removed
        .map(
          ({ words, reason, at }) =>
            `<blockquote dir="auto">${escaped(words)}</blockquote><p class="about">${escaped(
              `${new Date(at).toISOString().slice(0, 10)} ${reason}`,
            )}</p>`,
        )
        .join('\n')}`
}
</body>
</html>
`
}

const noteHtml = ({ kind, passage, tag, words, answers, at, removedAt }: OwnNote): string =>
  [
    `<blockquote dir="auto">${escaped(passage)}</blockquote>`,
    answers === '' ? '' : `<p class="about" dir="auto">In answer to: ${escaped(answers)}</p>`,
    words === '' ? '' : `<p dir="auto">${escaped(words)}</p>`,
    `<p class="about">${escaped(
      [kind, tag, at.slice(0, 16).replace('T', ' '), removedAt === '' ? '' : 'removed']
        .filter((part) => part !== '')
        .join(', '),
    )}</p>`,
  ]
    .filter((line) => line !== '')
    .join('\n')
