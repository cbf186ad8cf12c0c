import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { type Figures, figures } from '../../lib/core/statistics'
import { emptyReading, randomReading } from '../../lib/core/statistics/testing'
import messages from '../../app/messages/en/figures.json'
import { FiguresView } from './FiguresView'
import { bandOf, decimals } from './words'

const render = (counted: Figures): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ figures: messages }}>
      <FiguresView
        figures={counted}
        transitions={null}
        readingHref="/readings/sample"
        intervals={null}
        intervalsHref="/readings/sample/figures?intervals=all"
        choices={{ groups: [], tags: [], members: [], rounds: [], chosen: [['group', 'a']] }}
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

  test('[ST12] alpha stands with its interval and what it rests on', () => {
    const { coefficient, interval } = figures(randomReading(3)).agreement.sentences.alpha
    if (coefficient.kind === 'undefined' || interval.kind === 'undefined') throw new Error('a reading without alpha')
    const html = render(figures(randomReading(3)))
    expect(html).toContain(`<strong>${decimals(coefficient.value)}</strong>`)
    expect(html).toContain(`95% interval ${decimals(interval.low)} to ${decimals(interval.high)}`)
    const { raters, units, pairable } = coefficient.n
    expect(html).toContain(`${raters} members, ${units} sentences, ${pairable} pairable values`)
    expect(html).toContain('Krippendorff 2019')
  })

  test('a number has two decimals, a true minus, and no minus before nought', () => {
    expect([0.444, -0.236, -0.004, 1].map(decimals)).toEqual(['0.44', '−0.24', '0.00', '1.00'])
  })

  test.each([
    [0.3, -0.1, 'chance'],
    [0.3, 0.1, 'low'],
    [0.7, 0.5, 'tentative'],
    [0.8, 0.7, 'reliable'],
    [-0.3, -0.5, 'below'],
  ])('alpha %f with an interval from %f is read as %s', (alpha, low, band) => {
    expect(bandOf(alpha, { kind: 'defined', low, high: alpha < 0 ? -0.1 : 0.9 })).toBe(band)
  })

  test('[ST13] a coefficient without a value says why, in words', () => {
    const html = render(figures(emptyReading()))
    expect(html).toContain('Alpha is not defined: no two members gave a verdict on the same place.')
    expect(html).toContain('Nobody has tagged a claim yet')
    expect(render(figures(randomReading(3)))).toContain('not defined<small>it compares two members only</small>')
  })

  test('[ST28] each contested passage is a link to its thread', () => {
    const counted = figures(randomReading(3))
    const links = [...render(counted).matchAll(/href="\/readings\/sample#a=([^"]+)"/g)].map(([, key]) =>
      decodeURIComponent(key ?? ''),
    )
    expect(links).toEqual(counted.contested.slice(0, 40).map(({ annotation }) => annotation))
    expect(links.length).toBeGreaterThan(3)
  })

  test('[ST20] the table of pairs has each pair once', () => {
    const counted = figures(randomReading(3))
    const cells = [...render(counted).matchAll(/<td[^>]* title="[^"]+in common\.[^"]*"/g)]
    expect(cells.length).toBe(counted.agreement.pairs.kappas.length)
  })

  test('[ST33] each figure’s file is of the part that is shown', () => {
    const files = [...render(figures(randomReading(3))).matchAll(/href="([^"]+csv[^"]*)"/g)].map(([, href]) => href)
    expect(files.length).toBeGreaterThanOrEqual(8)
    expect(files.every((href) => href?.endsWith('&amp;group=a'))).toBe(true)
  })

  test('every chart has a name for those who cannot see it', () => {
    const html = render(figures(randomReading(5)))
    const charts = html.match(/<svg[^>]*role="img"[^>]*>/g) ?? []
    expect(charts.length).toBeGreaterThan(8)
    expect(charts.every((chart) => /aria-label="[^"]{10,}"/.test(chart))).toBe(true)
  })
})
