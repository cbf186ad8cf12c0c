import { describe, expect, it } from 'vitest'
import { seededRandom } from '../base'
import { samplePage } from '../export/testing'
import { samplePage as page } from '../export/testing'
import { webFile } from '.'
import { type JsonObject, isObject, listOf } from './json'
import { comingOneByOne, randomRecords, testReading, threadsOfRecords, wholeOf } from './testing'

// The assertions are those of the W3C's web-annotation-tests by name, put in our words after the Recommendation.
const isUri = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value)
const isDate = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
const isText = (value: unknown): boolean => typeof value === 'string'
const has = (key: string) => (object: JsonObject) => key in object
const type = (value: JsonObject): readonly unknown[] => listOf(value.type)

/** Every body, or target, with the items of choices and the sources of specific resources. */
const resources = (key: 'body' | 'target') => (annotation: JsonObject) => {
  const spread = (value: unknown): readonly unknown[] =>
    isObject(value)
      ? [value, ...listOf(value.items).flatMap(spread), ...(isObject(value.source) ? [value.source] : [])]
      : [value]
  return listOf(annotation[key]).flatMap(spread)
}
const objects = (key: 'body' | 'target') => (annotation: JsonObject) => resources(key)(annotation).filter(isObject)
const isChoice = (value: JsonObject) =>
  Array.isArray(value.items) || type(value).some((kind) => /^(Choice|Composite|List|Independents)$/.test(String(kind)))
const isTextual = (value: JsonObject) =>
  type(value).includes('TextualBody') || ('value' in value && !('source' in value))
const isSpecific = (value: JsonObject) => type(value).includes('SpecificResource') || 'source' in value
const isExternal = (value: JsonObject) => !isChoice(value) && !isTextual(value) && !isSpecific(value)
const selectors = (annotation: JsonObject) => {
  const refined = (value: unknown): readonly unknown[] =>
    isObject(value) ? [value, ...listOf(value.refinedBy).flatMap(refined)] : [value]
  return [...objects('body')(annotation), ...objects('target')(annotation)].flatMap((one) =>
    listOf(one.selector).flatMap(refined),
  )
}
const states = (annotation: JsonObject) =>
  [...objects('body')(annotation), ...objects('target')(annotation)].flatMap((one) => listOf(one.state))

type Assertion = readonly [name: string, holds: (annotation: JsonObject) => boolean]

/** Where `key` is there, it is one value that `is`. */
const one = (key: string, is: (value: unknown) => boolean) => (object: JsonObject) =>
  !(key in object) || (!Array.isArray(object[key]) && is(object[key]))
/** Where `key` is there, each of its values `is`. */
const each = (key: string, is: (value: unknown) => boolean) => (object: JsonObject) => listOf(object[key]).every(is)
const never =
  (which: 'body' | 'target', kind: (value: JsonObject) => boolean, key: string) => (annotation: JsonObject) =>
    objects(which)(annotation)
      .filter(kind)
      .every((object) => !has(key)(object))
const inAll = (which: 'body' | 'target', holds: (object: JsonObject) => boolean) => (annotation: JsonObject) =>
  objects(which)(annotation).every(holds)
const ofType = (pattern: RegExp, holds: (selector: JsonObject) => boolean) => (annotation: JsonObject) =>
  selectors(annotation)
    .filter(isObject)
    .filter((one) => type(one).some((kind) => pattern.test(String(kind))))
    .every(holds)
const stateOf = (name: string, holds: (state: JsonObject) => boolean) => (annotation: JsonObject) =>
  states(annotation)
    .filter(isObject)
    .filter((state) => type(state).includes(name))
    .every(holds)
const isKnown = (value: unknown): boolean =>
  isUri(value) || (isObject(value) && (isChoice(value) || isTextual(value) || isSpecific(value) || isUri(value.id)))
const SELECTORS = /^(Fragment|Css|XPath|TextQuote|TextPosition|DataPosition|Svg|Range)Selector$/
const isSelector = (value: unknown): boolean =>
  isUri(value) || (isObject(value) && type(value).length === 1 && SELECTORS.test(String(value.type)))
const isState = (value: unknown): boolean =>
  isUri(value) || (isObject(value) && /^(Time|HttpRequest)State$/.test(String(value.type)))
const count = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0
const direction = one('textDirection', (value) => ['ltr', 'rtl', 'auto'].includes(String(value)))

const ofBoth = (which: 'body' | 'target', short: string): readonly Assertion[] => [
  [`3.2.1-${short}TextDirectionValidated`, inAll(which, direction)],
  [`3.3.1-${short}CreatedValidated`, inAll(which, one('created', isDate))],
  [`3.3.1-${short}ModifiedValidated`, inAll(which, one('modified', isDate))],
  [`3.3.6-${short}RightsValidated`, inAll(which, each('rights', isUri))],
  [`3.3.7-${short}CanonicalValidated`, inAll(which, one('canonical', isUri))],
  [`3.3.7-${short}ViaValidated`, inAll(which, each('via', isUri))],
  [`3.2.7-${short}EWRNoItems`, never(which, isExternal, 'items')],
  [`3.3.5-${short}EWRNoPurpose`, never(which, isExternal, 'purpose')],
  [`3.2.4-${short}ChoiceSetNoValue`, never(which, isChoice, 'value')],
  [`4-${short}ChoiceSetNoSource`, never(which, isChoice, 'source')],
  [`3.3.5-${short}ChoiceSetNoPurpose`, never(which, isChoice, 'purpose')],
  [`3.2.7-${short}SpecificResourceNoItems`, never(which, isSpecific, 'items')],
  [`4-${short}SpecificResourceNoValue`, never(which, isSpecific, 'value')],
]

const MUSTS: readonly Assertion[] = [
  ['3.1-annotationContextValidated', (a) => listOf(a['@context']).includes('http://www.w3.org/ns/anno.jsonld')],
  ['3.1-annotationIdValidated', (a) => isUri(a.id)],
  ['3.1-annotationTypeValidated', (a) => type(a).includes('Annotation')],
  ['3.1-targetKeyFound', has('target')],
  ['3.2-targetObjectsRecognized', (a) => listOf(a.target).length > 0 && listOf(a.target).every(isKnown)],
  ['3.2.5-notBodyBodyValue', (a) => !(has('body')(a) && has('bodyValue')(a))],
  ['3.2-bodyObjectsRecognized', (a) => listOf(a.body).every(isKnown)],
  ['3.2.5-bodyValueValidated', one('bodyValue', isText)],
  ['3.3.1-annotationCreatedValidated', one('created', isDate)],
  ['3.3.1-annotationModifiedValidated', one('modified', isDate)],
  ['3.3.1-annotationGeneratedValidated', one('generated', isDate)],
  ['3.3.6-annotationRightsValidated', each('rights', isUri)],
  ['3.3.7-annotationCanonicalValidated', one('canonical', isUri)],
  ['3.3.7-annotationViaValidated', each('via', isUri)],
  ...ofBoth('body', 'body'),
  ['3.2.7-bodyEmbeddedTextualNoItems', never('body', isTextual, 'items')],
  ['4-bodyEmbeddedTextualNoSource', never('body', isTextual, 'source')],
  ...ofBoth('target', 'targ'),
  ['3.2.4-targNoTypeTextualBody', inAll('target', (object) => !type(object).includes('TextualBody'))],
  ['4.2-selectorValidIfPresent', (a) => selectors(a).every(isSelector)],
  ['4.3-stateValidIfPresent', (a) => states(a).every(isState)],
  [
    '4.3.3-refinedByValidated',
    (a) =>
      selectors(a)
        .filter(isObject)
        .every((s) => listOf(s.refinedBy).every((r) => isSelector(r) || isState(r))),
  ],
  ['4.4-styleClassValidIfPresent', (a) => !objects('target')(a).some(has('styleClass')) || has('stylesheet')(a)],
  ['4.2-fragmentCssXPathSelectorValid', ofType(/^(Fragment|Css|XPath)Selector$/, (s) => isText(s.value))],
  [
    '4.2.4-textQuoteSelectorValid',
    ofType(/^TextQuoteSelector$/, (s) => isText(s.exact) && one('prefix', isText)(s) && one('suffix', isText)(s)),
  ],
  ['4.2-TextDataPositionSelectorValid', ofType(/^(Text|Data)PositionSelector$/, (s) => count(s.start) && count(s.end))],
  ['4.2.7-svgSelectorValid', ofType(/^SvgSelector$/, (s) => isText(s.value) || isUri(s.id))],
  [
    '4.2.8-rangeSelectorValid',
    ofType(/^RangeSelector$/, (s) => isSelector(s.startSelector) && isSelector(s.endSelector)),
  ],
  [
    '4.3.1-timeStateValid',
    stateOf('TimeState', (s) => has('sourceDate')(s) !== (has('sourceDateStart')(s) && has('sourceDateEnd')(s))),
  ],
  ['4.3.2-httpRequestStateValid', stateOf('HttpRequestState', has('value'))],
]

const COLLECTION_MUSTS: readonly Assertion[] = [
  ['5.1-collectionContextValidated', (c) => listOf(c['@context']).includes('http://www.w3.org/ns/anno.jsonld')],
  ['5.1-collectionIdValidated', (c) => isUri(c.id)],
  ['5.1-collectionTypeValidated', (c) => type(c).includes('AnnotationCollection')],
  ['5.1-collectionLabelValidated', one('label', isText)],
  ['5.1-collectionTotalValidated', one('total', count)],
  ['5.1-collectionFirstValidated', (c) => has('first')(c) || !(Number(c.total) > 0)],
  ['5.1-collectionLastValidated', one('last', isUri)],
  ['3.3.1-collectionCreatedValidated', one('created', isDate)],
  ['3.3.1-collectionModifiedValidated', one('modified', isDate)],
  ['3.3.6-collectionRightsValidated', each('rights', isUri)],
]

/** What the suite says of a page that stands in its collection. */
const PAGE_MUSTS: readonly Assertion[] = [
  ['5.2-pageTypeValidated', (p) => type(p).includes('AnnotationPage')],
  ['5.2-pageIdValidated', (p) => isUri(p.id)],
  ['5.2-pagePartOfValidated', (p) => isObject(p.partOf) && isUri(p.partOf.id)],
  ['5.2-pageItemsValidated', (p) => Array.isArray(p.items) && p.items.length > 0],
  ['5.2-pageStartIndexValidated', one('startIndex', count)],
]

const { frame } = testReading(samplePage(), () => undefined)
const threads = threadsOfRecords(randomRecords(seededRandom(7), frame.index, 400))
const collection: unknown = JSON.parse(await wholeOf(webFile(frame, comingOneByOne(threads))))
const items = (isObject(collection) && isObject(collection.first) ? listOf(collection.first.items) : []).filter(
  isObject,
)
const by = (motivation: string) => items.filter((item) => item.motivation === motivation)

describe('our Web Annotation file', () => {
  it('[WA1] is judged by all the assertions of the suite', () => {
    expect(MUSTS).toHaveLength(54)
    expect(new Set(MUSTS.map(([name]) => name)).size).toBe(54)
    expect(items.length).toBeGreaterThan(200)
  })

  it.each(MUSTS)('[WA1] keeps %s in every annotation', (_, holds) => {
    expect(items.filter((item) => !holds(item))).toEqual([])
  })

  it.each(COLLECTION_MUSTS)('[WA1] keeps %s as a collection', (_, holds) => {
    expect(isObject(collection) && holds(collection)).toBe(true)
  })

  it.each(PAGE_MUSTS)('[WA1] keeps %s in its page', (_, holds) => {
    expect(isObject(collection) && isObject(collection.first) && holds(collection.first)).toBe(true)
  })

  it('[WA1] the assertions see what is wrong', () => {
    const wrong: JsonObject = {
      '@context': 'https://example.org/',
      id: 'no uri',
      type: 'Note',
      created: 'yesterday',
      bodyValue: 1,
      body: {},
      target: { source: 'x', value: 1, items: [], type: 'TextualBody', selector: { type: 'TextQuoteSelector' } },
    }
    const broken = MUSTS.filter(([, holds]) => !holds(wrong)).map(([name]) => name)
    expect(broken).toEqual(
      expect.arrayContaining([
        '3.1-annotationContextValidated',
        '3.1-annotationIdValidated',
        '3.1-annotationTypeValidated',
        '3.2.5-notBodyBodyValue',
        '3.3.1-annotationCreatedValidated',
        '4.2.4-textQuoteSelectorValid',
        '4-targSpecificResourceNoValue',
        '3.2.4-targNoTypeTextualBody',
      ]),
    )
  })

  it('[WA2] has a motivation for each kind of record, and no style', () => {
    for (const motivation of ['highlighting', 'tagging', 'commenting', 'replying', 'assessing', 'moderating']) {
      expect(by(motivation).length, motivation).toBeGreaterThan(0)
    }
    expect(JSON.stringify(items)).not.toMatch(/"(stylesheet|styleClass)"/)
    for (const { body } of by('tagging')) {
      expect(listOf(body)).toEqual(
        expect.arrayContaining([expect.objectContaining({ type: 'TextualBody', purpose: 'tagging' })]),
      )
    }
  })

  it('[WA6] says what each motivation and purpose means in the contexts of its record', () => {
    // Those of http://www.w3.org/ns/anno.jsonld, as it is published: `assessing` of its vocabulary is not among them.
    const published =
      'bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying reviewing tagging'
    for (const item of items) {
      const known = new Set([
        ...published.split(' '),
        ...listOf(item['@context']).filter(isObject).flatMap(Object.keys),
      ])
      const said = [item.motivation, ...listOf(item.body).map((body) => (isObject(body) ? body.purpose : undefined))]
      expect(said.filter((word) => typeof word === 'string' && !known.has(word))).toEqual([])
    }
  })

  it('[WA3] says in whose thread, and what it answers', () => {
    const highlights = new Set(by('highlighting').map(({ id }) => id))
    const ids = new Set(items.map(({ id }) => id))
    expect(ids.size).toBe(items.length)
    for (const { motivation, target } of items) {
      const aim = isObject(target) ? target : {}
      if (motivation === 'highlighting') expect(aim.scope).toBeUndefined()
      else expect(highlights.has(aim.scope)).toBe(true)
      if (motivation === 'replying' || motivation === 'assessing') expect(ids.has(aim.source)).toBe(true)
      else if (motivation !== 'moderating') expect(aim.selector).toBeDefined()
    }
  })

  it('[XO2] counts code points in the text that it has, and says so', () => {
    if (!isObject(collection) || !isObject(collection['scholion:text'])) throw new Error('no text')
    expect(collection['scholion:positions']).toContain('Unicode code points')
    const text = Array.from(String(collection['scholion:text'].value))
    for (const item of by('highlighting')) {
      const found = selectors(item).filter(isObject)
      const quote = found.find(({ type: kind }) => kind === 'TextQuoteSelector')
      const place = found.find(({ type: kind }) => kind === 'TextPositionSelector')
      expect(text.slice(Number(place?.start), Number(place?.end)).join('')).toBe(quote?.exact)
    }
  })

  it('[WA4] has the codebook as concepts', () => {
    const scheme = isObject(collection) ? collection['scholion:codebook'] : undefined
    expect(scheme).toMatchObject({
      type: 'skos:ConceptScheme',
      'skos:hasTopConcept': frame.tags.map(({ name, definition }) => ({
        type: 'skos:Concept',
        'skos:prefLabel': name,
        'skos:definition': definition,
      })),
    })
  })

  it('[XO4] says no word of what was removed', () => {
    const removed = by('commenting').concat(by('replying')).filter(has('scholion:removed'))
    expect(removed.length).toBeGreaterThan(0)
    expect(removed.filter(has('body'))).toEqual([])
  })

  it('[XO2] counts as others do beyond the basic plane', async () => {
    const {
      documentSchema: { nodes },
      offset,
    } = await import('../document')
    const { testParagraph } = await import('../export/testing')
    const document = nodes.doc.create(null, [testParagraph('𝕋𝕋 and 𝕋 states'), ...page().content.content.slice(1, 2)])
    const reading = testReading(document, (layer) => layer.annotate(0, 'states'))
    const file: unknown = JSON.parse(await wholeOf(webFile(reading.frame, comingOneByOne(reading.threads))))
    expect(JSON.stringify(file)).toContain('"start":9,"end":15')
    expect(reading.frame.index.text.indexOf('states')).toBe(offset(12))
  })
})
