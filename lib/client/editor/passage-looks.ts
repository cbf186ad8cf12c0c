/**
 * The looks of passages that are shown now and then. A browser works the looks of every name
 * out for each element that comes into the page, also of names that nothing has: at thousands of
 * highlights that is most of their style. So these stand in the page from their first use on;
 * that of the kept selection, which any member needs, is in `paper.css`.
 */
const LOOKS: readonly Readonly<Record<string, string>>[] = [
  {
    'pen-line':
      'text-decoration: underline solid 2px var(--pen-line); text-underline-offset: var(--lane-1); text-decoration-skip-ink: none',
  },
  { 'resized-passage': 'background-color: var(--select)' },
  // Those of one tool come at once: a sheet that is added has the style of the whole page worked out again.
  { found: 'background-color: var(--find)', 'found-now': 'background-color: var(--ink); color: var(--paper)' },
  { 'found-passage': 'background-color: var(--find)' },
]

const given = new Set<(typeof LOOKS)[number]>()

/** Sees to it that what is registered under `name` with the CSS Custom Highlight API has its look. */
export const giveLook = (name: string): void => {
  const looks = LOOKS.find((one) => name in one)
  if (looks === undefined || given.has(looks)) return
  given.add(looks)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    Object.entries(looks)
      // The starts of highlights have no text, and there may be ten thousand of them.
      .map(([one, look]) => `:not(.hl-start)::highlight(${one}) { ${look} }`)
      .join('\n'),
  )
  document.adoptedStyleSheets.push(sheet)
}
