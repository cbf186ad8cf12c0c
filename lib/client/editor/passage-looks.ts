/**
 * The looks of passages that are shown now and then. A browser works the looks of every name
 * out for each element that comes into the page, also of names that nothing has: at thousands of
 * highlights that is most of their style. So these stand in the page from their first use on;
 * that of the kept selection, which any member needs, is in `paper.css`.
 */
const LOOKS = {
  'pen-line':
    'text-decoration: underline solid 2px var(--pen-line); text-underline-offset: var(--lane-1); text-decoration-skip-ink: none',
  'resized-passage': 'background-color: var(--select)',
  found: 'background-color: var(--find)',
  'found-now': 'background-color: var(--ink); color: var(--paper)',
  'found-passage': 'background-color: var(--find)',
} as const

const given = new Set<string>()

/** Sees to it that what is registered under `name` with the CSS Custom Highlight API has its look. */
export const giveLook = (name: string): void => {
  const look = Object.entries(LOOKS).find(([one]) => one === name)?.[1]
  if (look === undefined || given.has(name)) return
  given.add(name)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`::highlight(${name}) { ${look} }`)
  document.adoptedStyleSheets.push(sheet)
}
