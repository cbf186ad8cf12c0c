import { describe, expect, test } from 'vitest'
import { until } from '../realtime/testing'
import {
  ada,
  ben,
  containerIn,
  database,
  etagIn,
  layerUrl,
  noteIn,
  open,
  pageIn,
  post,
  postComment,
  seminar,
  sentenceIn,
  server,
  slugOf,
  teacher,
} from './stage-testing'
import { ANNO_MEDIA, annotationJson, commentJson, passageOf } from './testing'

describe('changes', () => {
  test('[WP9] POST answers 201 with Location, the note and its ETag; the server names it and keeps the names it came with', async () => {
    const response = await post(
      ada,
      commentJson(seminar, 'So they say.', {
        id: 'https://elsewhere.example/anno/7',
        canonical: 'urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df',
        via: 'https://elsewhere.example/anno/6',
        created: '2026-11-01T10:00:00.000Z',
      }),
    )
    const location = response.headers.get('location') ?? ''
    expect(location.startsWith(layerUrl())).toBe(true)
    expect(location.slice(layerUrl().length)).toMatch(/^[^/]+$/)
    const note = await noteIn(response)
    expect(note).toMatchObject({
      id: location,
      canonical: 'urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df',
      via: ['https://elsewhere.example/anno/7', 'https://elsewhere.example/anno/6'],
      created: '2026-11-01T10:00:00.000Z',
    })
    const got = await ada(location)
    expect(etagIn(got)).toBe(etagIn(response))
    expect(await noteIn(got)).toEqual(note)
    expect(response.headers.get('link')).toContain('<http://www.w3.org/ns/ldp#Resource>; rel="type"')
  })

  test('[WP9] a highlight, a verdict, a comment, an answer, a reaction and a word on the thread', async () => {
    const highlight = await noteIn(await post(ada, annotationJson({ target: passageOf(seminar, 25) })))
    expect(highlight.motivation).toBe('highlighting')
    const verdict = await noteIn(
      await post(
        ben,
        annotationJson({
          motivation: 'tagging',
          body: [
            { type: 'TextualBody', value: 'Realist', purpose: 'tagging' },
            { type: 'TextualBody', value: 'Power speaks.', purpose: 'describing' },
          ],
          target: passageOf(seminar, 25),
        }),
      ),
    )
    // It is on the highlight that is there already.
    expect(verdict.target.scope).toBe(highlight.id)
    expect(JSON.stringify(verdict.body)).toContain('Power speaks.')
    const comment = await postComment(ben, 'Is it so?')
    const answer = await noteIn(
      await post(
        ada,
        annotationJson({ motivation: 'replying', body: { type: 'TextualBody', value: 'It is.' }, target: comment.id }),
      ),
    )
    expect(answer).toMatchObject({ motivation: 'replying', target: { source: comment.id, scope: highlight.id } })
    const agree = { type: 'SpecificResource', source: 'urn:scholion:reaction:agree', purpose: 'assessing' }
    const reaction = annotationJson({ motivation: 'assessing', body: agree, target: answer.id })
    expect(await noteIn(await post(ben, reaction))).toMatchObject({
      motivation: 'assessing',
      target: { source: answer.id },
    })
    const again = await ben(layerUrl(), { method: 'POST', json: reaction })
    expect(again.status).toBe(409)
    expect((await ben(again.headers.get('location') ?? '')).status).toBe(200)
    const resolved = { ...agree, source: 'urn:scholion:reaction:resolved', purpose: 'moderating' }
    const word = await noteIn(
      await post(ada, annotationJson({ motivation: 'moderating', body: resolved, target: highlight.id })),
    )
    const reopened = await ada(word.id, {
      method: 'PUT',
      json: { ...word, body: [{ ...resolved, source: 'urn:scholion:reaction:reopened' }] },
    })
    expect(reopened.status).toBe(200)
    const page = await pageIn(await ada(`${layerUrl()}?page=0`))
    expect(page.items).toHaveLength(6)
  })

  test('[WP10] a Slug names the note where the name was never used', async () => {
    const named = (slug: string) => post(ada, commentJson(seminar, slug), layerUrl(), { slug })
    const first = (await named('my_first')).headers.get('location')
    expect(first).toBe(`${layerUrl()}comment.${seminar.ada.id}.my_first`)
    expect((await named('my_first')).headers.get('location')).not.toBe(first)
    expect((await ada(first ?? '', { method: 'DELETE' })).status).toBe(204)
    expect((await named('my_first')).headers.get('location')).not.toBe(first)
    expect((await named('../../up')).headers.get('location')).not.toContain('..')
  })

  test('[WP11] PUT replaces a note of the member’s own and says its new state', async () => {
    const note = await postComment(ada, 'So they say.')
    const changed = { ...note, body: { type: 'TextualBody', value: 'They never said so.' } }
    const response = await ada(note.id, {
      method: 'PUT',
      json: changed,
      headers: { 'if-match': etagIn(await ada(note.id)) },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(ANNO_MEDIA)
    const next = await noteIn(response)
    expect(next).toMatchObject({ id: note.id, created: note.created, body: { value: 'They never said so.' } })
    expect(next.modified).toBeDefined()
    expect(etagIn(response)).toBe(etagIn(await ada(note.id)))
    // The same again changes nothing.
    const same = await ada(note.id, { method: 'PUT', json: next })
    expect((await noteIn(same)).modified).toBe(next.modified)

    const others = await ben(note.id, { method: 'PUT', json: changed })
    expect(others.status).toBe(403)
    for (const more of [
      { id: 'https://elsewhere.example/1' },
      { created: '2020-01-01T00:00:00Z' },
      { target: passageOf(seminar, 12) },
      { motivation: 'tagging', body: { type: 'TextualBody', value: 'realist', purpose: 'tagging' } },
    ]) {
      expect((await ada(note.id, { method: 'PUT', json: { ...changed, ...more } })).status, JSON.stringify(more)).toBe(
        409,
      )
    }
    expect(await noteIn(await ada(note.id))).toEqual(next)
  })

  test('[WP11] a highlight is resized, a verdict changed, canonical and via stay', async () => {
    const names = { canonical: 'urn:x:1', via: 'https://elsewhere.example/1' }
    const note = await noteIn(await post(ada, annotationJson({ target: passageOf(seminar, 25), ...names })))
    const resized = await ada(note.id, { method: 'PUT', json: { ...note, target: passageOf(seminar, 12) } })
    expect(resized.status).toBe(200)
    expect(JSON.stringify((await noteIn(resized)).target)).toContain(JSON.stringify(seminar.text.slice(0, 12)))
    for (const more of [{ canonical: 'urn:x:2' }, { via: 'https://elsewhere.example/2' }]) {
      expect((await ada(note.id, { method: 'PUT', json: { ...note, ...more } })).status).toBe(409)
    }
    expect(await noteIn(await ada(note.id))).toMatchObject(names)
  })

  test('[WP12] DELETE answers 204, and the container holds the note no more', async () => {
    const note = await postComment(ada, 'So they say.')
    const response = await ada(note.id, { method: 'DELETE', headers: { 'if-match': etagIn(await ada(note.id)) } })
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    const page = await pageIn(await ada(`${layerUrl()}?iris=1&page=0`))
    expect(page.items).not.toContain(note.id)
    expect((await ada(note.id, { method: 'DELETE' })).status).toBe(410)
    expect((await ada(note.id, { method: 'PUT', json: note })).status).toBe(410)
  })

  test('[WP12] an instructor takes another’s out, and its author keeps it; a student does not', async () => {
    const note = await postComment(ada, 'So they say.')
    expect((await ben(note.id, { method: 'DELETE' })).status).toBe(403)
    expect((await teacher(note.id, { method: 'DELETE' })).status).toBe(204)
    const kept = await database.db.removedNote.findMany({ where: { memberId: seminar.ada.id } })
    expect(kept).toHaveLength(1)
    expect(kept[0]?.byMemberId).toBe(seminar.teacher.id)
    expect((await ada(note.id)).status).toBe(410)
  })

  test('[WP13] If-Match with another state is 412, and nothing is changed', async () => {
    const note = await postComment(ada, 'So they say.')
    const old = etagIn(await ada(note.id))
    const changed = { ...note, body: { type: 'TextualBody', value: 'Second.' } }
    expect((await ada(note.id, { method: 'PUT', json: changed, headers: { 'if-match': old } })).status).toBe(200)
    const third = { ...note, body: { type: 'TextualBody', value: 'Third.' } }
    for (const given of [
      { method: 'PUT', json: third, headers: { 'if-match': old } },
      { method: 'DELETE', headers: { 'if-match': old } },
      { method: 'DELETE', headers: { 'if-match': '"a", "b"' } },
    ]) {
      expect((await ada(note.id, given)).status).toBe(412)
    }
    expect(await noteIn(await ada(note.id))).toMatchObject({ body: { value: 'Second.' } })
    const now = etagIn(await ada(note.id))
    expect((await ada(note.id, { method: 'DELETE', headers: { 'if-match': `"old", ${now}` } })).status).toBe(204)
  })

  test.each(['while nobody has the layer open', 'while somebody has'])(
    '[WP14] %s: judged, stored, seen',
    async (how) => {
      const isOpen = how.endsWith('has')
      const early = isOpen ? await open(seminar.ben.cookie) : undefined
      const notes = []
      for (let nth = 0; nth < 12; nth += 1) notes.push(await postComment(ada, `Note ${nth}.`))
      const stored = await database.db.commentRow.count({ where: { layerId: seminar.layers.one } })
      expect(stored).toBe(12)
      const words = (layer: { records(): Map<unknown, { readonly kind: string }> }): number =>
        [...layer.records().values()].filter(({ kind }) => kind === 'comment').length
      if (early !== undefined) await until('seen in the open window', () => words(early) === 12)
      const late = await open(seminar.ben.cookie)
      expect(words(late)).toBe(12)
      await ada(notes[0]?.id ?? '', {
        method: 'PUT',
        json: { ...notes[0], body: { type: 'TextualBody', value: 'Changed.' } },
      })
      await until('the change is seen', () => JSON.stringify([...late.records().values()]).includes('Changed.'))
      const clients = await database.db.layerClient.count({
        where: { layerId: seminar.layers.one, memberId: seminar.ada.id },
      })
      // One for each way: the room was shut at first, and is open by now.
      expect(clients).toBeLessThanOrEqual(2)
    },
  )

  test('[WP14] many at once, by two members, open and shut: each is there once', async () => {
    const window = await open(seminar.ben.cookie)
    const both = [ada, ben]
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, nth) =>
        (both[nth % 2] ?? ada)(layerUrl(), { method: 'POST', json: commentJson(seminar, `Note ${nth}.`) }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 201))
    await until(
      'all are seen',
      () => [...window.records().values()].filter(({ kind }) => kind === 'comment').length === 40,
    )
    expect(await database.db.commentRow.count({ where: { layerId: seminar.layers.one } })).toBe(40)
  })

  test('[WP14] a closed round takes nothing: 409 with the room’s sentence', async () => {
    const note = await postComment(ada, 'So they say.')
    await database.db.round.update({ where: { id: seminar.round }, data: { closedAt: new Date() } })
    const refused = await ada(layerUrl(), { method: 'POST', json: commentJson(seminar, 'Late.') })
    expect(refused.status).toBe(409)
    expect(await sentenceIn(refused)).toMatch(/round is closed/)
    expect((await ada(note.id, { method: 'DELETE' })).status).toBe(409)
    expect((await ada(note.id)).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  const words = { type: 'TextualBody', value: 'Words.' }
  test.each([
    ['an editing motivation', 422, () => ({ motivation: 'editing' })],
    ['two motivations', 422, () => ({ motivation: ['commenting', 'describing'] })],
    ['a body elsewhere', 422, () => ({ body: 'https://example.org/body' })],
    ['a picture as body', 422, () => ({ body: { type: 'Image', id: 'https://example.org/a.png' } })],
    ['a choice of bodies', 422, () => ({ body: { type: 'Choice', items: [words] } })],
    ['a sound as format', 422, () => ({ body: { ...words, format: 'audio/mpeg' } })],
    ['words and a tag', 422, () => ({ body: [words, { ...words, value: 'realist', purpose: 'tagging' }] })],
    [
      'a tag of no codebook',
      422,
      () => ({ motivation: 'tagging', body: { ...words, value: 'marxist', purpose: 'tagging' } }),
    ],
    ['two targets', 422, () => ({ target: [passageOf(seminar, 6), passageOf(seminar, 12)] })],
    [
      'another version of the text',
      422,
      () => ({ target: { source: `${server.base}/readings/r/versions/other`, ...passageOf(seminar, 12) } }),
    ],
    ['another text', 422, () => ({ target: { source: 'https://example.org/', ...passageOf(seminar, 12) } })],
    [
      'words that are not there',
      422,
      () => ({ target: { selector: { type: 'TextQuoteSelector', exact: 'no such words here' } } }),
    ],
    [
      'no quote',
      422,
      () => ({
        target: { source: `${server.base}/readings/${slugOf()}`, selector: { type: 'XPathSelector', value: '/p' } },
      }),
    ],
    ['the paper as a whole', 422, () => ({ target: `${server.base}/readings/${slugOf()}` })],
    [
      'a note of another layer',
      422,
      () => ({ target: `${layerUrl(seminar.layers.seminar)}comment.${seminar.ada.id}.a` }),
    ],
    ['a note that is not there', 422, () => ({ target: `${layerUrl()}comment.${seminar.ada.id}.never` })],
    ['a style sheet', 422, () => ({ stylesheet: 'https://example.org/a.css' })],
    ['rights', 422, () => ({ rights: 'https://creativecommons.org/publicdomain/zero/1.0/' })],
    ['too many words', 422, () => ({ body: { ...words, value: 'x'.repeat(20_000) } })],
    ['another author', 403, () => ({ creator: `${server.base}/readings/${slugOf()}/members/${seminar.ben.id}` })],
    ['other terms', 415, () => ({ '@context': 'https://schema.org' })],
    ['no annotation', 400, () => ({ type: 'Note' })],
  ])('[WP15] %s is refused with %i and a sentence, and nothing is written', async (_, status, more) => {
    const response = await ada(layerUrl(), { method: 'POST', json: commentJson(seminar, 'Words.', more()) })
    expect(response.status).toBe(status)
    expect(await sentenceIn(response)).toMatch(/\.$/)
    expect((await containerIn(await ada(layerUrl()))).total).toBe(0)
    expect(await database.db.foreignName.count({ where: { layerId: seminar.layers.one } })).toBe(0)
  })

  test('[WP15] no JSON, another type, too large, half a character', async () => {
    const send = (body: string | Uint8Array<ArrayBuffer>, type = 'application/ld+json') =>
      ada(layerUrl(), { method: 'POST', body, headers: { 'content-type': type } })
    expect((await send('{"@context":')).status).toBe(400)
    expect((await send('[]')).status).toBe(400)
    expect((await send(new Uint8Array([0x7b, 0xff]))).status).toBe(400)
    expect((await send('<a> <b> <c> .', 'text/turtle')).status).toBe(415)
    expect((await send(JSON.stringify(commentJson(seminar, 'x'.repeat(300_000))))).status).toBe(413)
    for (const names of [
      { canonical: 'urn:a\u0000b' },
      { canonical: 'no address' },
      { canonical: `urn:${'x'.repeat(3_000)}` },
      { via: Array.from({ length: 20 }, (_, at) => `urn:x:${at}`) },
    ]) {
      expect((await send(JSON.stringify({ ...commentJson(seminar, 'Named.'), ...names }))).status).toBe(422)
    }
  })
})
