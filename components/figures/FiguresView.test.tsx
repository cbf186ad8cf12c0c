import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { EVERY_NOTE, parseFilter } from '../../lib/core/annotation'
import { layerId } from '../../lib/core/base'
import {
  type AgreementIntervals,
  EVERYTHING,
  type Figures,
  RunningTally,
  type Transitions,
  figures,
} from '../../lib/core/statistics'
import { annotationRow, emptyReading, randomReading, taggingRow } from '../../lib/core/statistics/testing'
import messages from '../../app/messages/en/figures.json'
import { FiguresView } from './FiguresView'
import { bandOf, decimals } from './words'

const render = (
  counted: Figures,
  transitions: Transitions | null = null,
  intervals: AgreementIntervals | null = null,
): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ figures: messages }}>
      <FiguresView
        figures={counted}
        transitions={transitions}
        readingHref="/readings/sample"
        intervals={intervals}
        intervalsHref="/readings/sample/figures?intervals=all"
        choices={{ groups: [], tags: [], members: [], rounds: [], chosen: [['group', 'a']] }}
      />
    </NextIntlClientProvider>,
  )

/** The cells of each table row that `heading` starts. */
const rowsOf = (html: string, heading: string): string[][] =>
  html
    .split('<tr>')
    .filter((part) => part.includes(`<th scope="row">${heading}</th>`))
    .map((row) => [...row.matchAll(/<td>(?:<a [^>]*>)?([^<]*)(?:<\/a>)?<\/td>/g)].map((match) => match[1] ?? ''))

describe('figures view', () => {
  test('[ST8] the table beside a chart shows the counted numbers', () => {
    const counted = figures(randomReading(3))
    const html = render(counted)
    for (const group of counted.byGroup.filter((row) => row.id !== null)) {
      const numbers = [group.members, group.membersWhoTagged, ...group.tags]
      const rest = [group.verdicts, group.claims, group.annotations, group.comments]
      expect(rowsOf(html, group.name)).toContainEqual([...numbers, ...rest].map(String))
    }
    for (const section of counted.bySection.filter((row) => row.title !== '')) {
      const numbers = [...section.tags, section.verdicts, section.claims, section.annotations, section.comments]
      expect(rowsOf(html, section.title)).toContainEqual(numbers.map(String))
    }
  })

  test('[ST8] the numbers of the table lead where the marks of the chart do', () => {
    const html = render(figures(randomReading(3)))
    const addresses = (part: string): string[] =>
      [...part.matchAll(/<a href="([^"]+)"/g)].map((match) => match[1] ?? '').filter((href) => href.includes('tag='))
    const [chart = '', table = ''] = (html.split('class="multiples"')[1] ?? '').split('class="twin"')
    expect(addresses(chart).length).toBeGreaterThan(0)
    expect(new Set(addresses(table.split('</table>')[0] ?? ''))).toEqual(new Set(addresses(chart)))
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

  /** Where the marks of charts lead: what the reading room makes of each address, and what the mark is called. */
  const marksOf = (html: string) =>
    [...html.matchAll(/<a href="([^"]+)" aria-label="([^"]+)" class="mark-link">/g)].map(
      ([, href = '', label = '']) => ({
        filter: parseFilter(new URL(href.replaceAll('&amp;', '&'), 'http://x').searchParams).filter,
        label,
      }),
    )

  test('[FI7] each mark leads to the notes that it counts, and keeps what the page asks for', () => {
    const counted = figures(randomReading(3))
    const marks = marksOf(render(counted))
    for (const group of counted.byGroup.filter(({ id }) => id !== null)) {
      counted.tags.forEach(({ id, name }, at) => {
        if (group.tags[at] === 0) return
        const label = `${name}, ${String(group.tags[at])} verdict${group.tags[at] === 1 ? '' : 's'}: to the passages`
        const asked = { ...EVERY_NOTE, tags: [id], groups: [group.id] }
        expect(marks).toContainEqual({ filter: asked, label })
      })
    }
    const places = counted.heat.flatMap(({ cells }) => cells.filter(({ claims }) => claims > 0))
    for (const { start, end } of places) {
      expect(marks.some(({ filter }) => filter.places[0]?.start === start && filter.places[0].end === end)).toBe(true)
    }
    for (const { start, end } of counted.bySection.filter(({ verdicts }) => verdicts > 0)) {
      expect(
        marks.some(
          ({ filter }) => filter.tags.length === 1 && filter.places[0]?.start === start && filter.places[0].end === end,
        ),
      ).toBe(true)
    }
    const [step] = counted.overTime.steps
    expect(marks.some(({ filter }) => filter.times[0]?.from === step?.from)).toBe(true)
    expect(marks.filter(({ filter }) => filter.members.length === 0 && filter.groups.length === 0)).toEqual([])
  })

  test('[FI7] [ST51] each ribbon leads to the verdicts that went from the one tag to the other', () => {
    const layers = [1, 2].map((round) => ({ id: layerId(`round${round}`), round, group: null }))
    const reading = { ...emptyReading(), layers }
    const claims = layers.map(({ id }) => ({ ...annotationRow('ann', `x${id}`, 0, 9), layer: id }))
    const [before, after] = claims
    if (before === undefined || after === undefined) throw new Error('no claims')
    const tally = new RunningTally(reading)
    tally.columns.put({
      annotations: claims,
      taggings: [taggingRow('ben', before, 'realist'), taggingRow('ben', after, 'liberal')],
      comments: [],
      reactions: [],
    })
    const transitions = tally.transitions(EVERYTHING) ?? null
    const marks = marksOf(render(tally.figures(EVERYTHING), transitions))
    expect(marks).toContainEqual({
      label: '1 verdict from realist to liberal: to the passages',
      filter: {
        ...EVERY_NOTE,
        tags: ['realist', 'liberal'],
        members: ['ben'],
        rounds: [1, 2],
        places: [{ start: 0, end: 9 }],
      },
    })
    expect(marks.map(({ label }) => label)).toContain('Round 1: realist, 1 verdict: to the passages')
  })

  test('[ST47] [ST48] each coefficient has its interval, what it rests on and how to read it', () => {
    const reading = randomReading(3)
    const numbers = reading.tags.map((tag, at) => ({ ...tag, name: String(at + 1) }))
    const { rows, ...facts } = { ...reading, tags: numbers }
    const tally = new RunningTally(facts)
    tally.columns.put(rows)
    const counted = tally.figures(EVERYTHING)
    const steps = tally.intervals(EVERYTHING, counted.agreement)
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    const html = render(counted, null, step.value)
    const { interval } =
      step.value?.sentences.percent.kind === 'defined' ? { interval: step.value.sentences.percent } : {}
    if (interval === undefined) throw new Error('no interval')
    const row =
      html.split('<tr>').find((part) => part.includes('Percent agreement (a share of 1), over sentences')) ?? ''
    expect(row).toContain(`${decimals(interval.low)} – ${decimals(interval.high)}`)
    expect(row).toContain(`<td>${counted.agreement.sentences.percent.n.pairable}</td>`)
    expect(html).toContain('Krippendorff’s alpha, ordinal, over sentences<small>Tags are ranks')
    expect(render(figures(randomReading(3)))).not.toContain('alpha, ordinal')
  })

  test('every chart has a name for those who cannot see it', () => {
    const html = render(figures(randomReading(5)))
    const charts = html.match(/<svg[^>]*role="(?:img|group)"[^>]*>/g) ?? []
    expect(charts.length).toBeGreaterThan(8)
    expect(charts.every((chart) => /aria-label="[^"]{10,}"/.test(chart))).toBe(true)
  })
})
