import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { type Figures, figures } from '../../lib/core/statistics'
import { emptyReading, randomReading } from '../../lib/core/statistics/testing'
import messages from '../../app/messages/en/figures.json'
import { FiguresView } from './FiguresView'

const render = (counted: Figures): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ figures: messages }}>
      <FiguresView
        figures={counted}
        readingHref="/readings/sample"
        choices={{ groups: [], tags: [], members: [], chosen: [['group', 'a']] }}
      />
    </NextIntlClientProvider>,
  )

/** The cells of the table row that `heading` starts. */
const cellsOf = (html: string, heading: string): string[] => {
  const row = html.split('<tr>').find((part) => part.includes(`<th scope="row">${heading}</th>`)) ?? ''
  return [...row.matchAll(/<td>([^<]*)<\/td>/g)].map((match) => match[1] ?? '')
}

describe('figures view', () => {
  test('[ST8] the table beside a chart shows the counted numbers', () => {
    const counted = figures(randomReading(3))
    const html = render(counted)
    for (const group of counted.byGroup.filter((row) => row.id !== null)) {
      const numbers = [group.members, group.membersWhoTagged, ...group.tags]
      const rest = [group.verdicts, group.claims, group.annotations, group.comments]
      expect(cellsOf(html, group.name)).toEqual([...numbers, ...rest].map(String))
    }
    for (const section of counted.bySection.filter((row) => row.title !== '')) {
      const numbers = [...section.tags, section.verdicts, section.claims, section.annotations, section.comments]
      expect(html).toContain(`<th scope="row">${section.title}</th>${numbers.map((n) => `<td>${n}</td>`).join('')}`)
    }
  })

  test('[ST11] says "not defined" where fewer than two members gave a verdict, never NaN', () => {
    const html = render(figures(emptyReading()))
    expect(html).toContain('not defined (fewer than two members)')
    expect(html).toContain('Nobody has tagged a claim yet')
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('every chart has a name for those who cannot see it', () => {
    const html = render(figures(randomReading(5)))
    const charts = html.match(/<svg[^>]*role="img"[^>]*>/g) ?? []
    expect(charts.length).toBeGreaterThan(8)
    expect(charts.every((chart) => /aria-label="[^"]{10,}"/.test(chart))).toBe(true)
  })
})
