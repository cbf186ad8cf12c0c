import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { layerId } from '../../core/base'
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
  pageSchema,
  post,
  postComment,
  seedHighlights,
  seminar,
  sentenceIn,
  server,
  slugOf,
} from './stage-testing'
import { ANNO, ANNO_MEDIA, annotationJson, askWith, commentJson, passageOf, tokenOf } from './testing'

describe('retrieval', () => {
  test('[WP1] a note is JSON-LD with Link, ETag, Allow and Vary', async () => {
    const { id } = await postComment(ada, 'So they say.')
    const response = await ada(id)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(ANNO_MEDIA)
    expect(response.headers.get('link')).toContain('<http://www.w3.org/ns/ldp#Resource>; rel="type"')
    expect(response.headers.get('etag')).toMatch(/^"[\w-]+"$/)
    expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT'])
    expect(response.headers.get('vary')).toContain('Accept')
    const note = await noteIn(response)
    expect(note).toMatchObject({
      id,
      motivation: 'commenting',
      body: { type: 'TextualBody', value: 'So they say.' },
      creator: { name: seminar.ada.name },
    })
    expect((await ben(id)).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  test('[WP1] HEAD has the headers of GET and no body; OPTIONS says what may be done, to a page of another site too', async () => {
    const { id } = await postComment(ada, 'So they say.')
    const [get, head, options] = await Promise.all([
      ada(id),
      ada(id, { method: 'HEAD' }),
      ada(id, { method: 'OPTIONS' }),
    ])
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    for (const name of ['etag', 'allow', 'link', 'content-type', 'content-length']) {
      expect(head.headers.get(name), name).toBe(get.headers.get(name))
    }
    expect(options.status).toBe(204)
    expect(options.headers.get('allow')).toBe(get.headers.get('allow'))
    const preflight = await fetch(id, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'PUT' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(get.headers.get('access-control-expose-headers')).toContain('ETag')
  })

  test('[WP2] 406 for other formats, 405 with Allow for other methods, 304 for what is known', async () => {
    const { id } = await postComment(ada, 'So they say.')
    expect((await ada(id, { headers: { accept: 'text/turtle' } })).status).toBe(406)
    expect((await ada(layerUrl(), { headers: { accept: 'application/rdf+xml' } })).status).toBe(406)
    expect(
      (
        await ada(id, {
          headers: { accept: 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld", */*;q=0.1' },
        })
      ).status,
    ).toBe(200)
    const patch = await ada(id, { method: 'PATCH', json: {} })
    expect(patch.status).toBe(405)
    expect(patch.headers.get('allow')).toContain('PUT')
    expect((await ada(`${layerUrl()}?page=0`, { method: 'POST', json: commentJson(seminar, 'x') })).status).toBe(405)
    const known = await ada(id, { headers: { 'if-none-match': etagIn(await ada(id)) } })
    expect(known.status).toBe(304)
    expect(await known.text()).toBe('')
  })

  test('[WP3] a note that was removed is 410, in the room too, and one that never was 404', async () => {
    const { id } = await postComment(ada, 'So they say.')
    const window = await open(seminar.ada.cookie)
    expect((await ada(id, { method: 'DELETE' })).status).toBe(204)
    const gone = await ada(id)
    expect(gone.status).toBe(410)
    expect(await sentenceIn(gone)).toMatch(/removed/)
    expect((await ada(`${layerUrl()}comment.${seminar.ada.id}.never`)).status).toBe(404)
    expect((await ada(`${layerUrl()}nothing`)).status).toBe(404)
    expect([...window.records().values()].some((record) => record.kind === 'comment' && record.body !== null)).toBe(
      false,
    )
  })

  test('[WP3] what the room does not show, a container does not hold', async () => {
    const highlight = await noteIn(await post(ada, annotationJson({ target: passageOf(seminar, 25) })))
    const own = await postComment(ada, 'On my own passage.')
    expect(own.target.scope).toBe(highlight.id)
    const verdict = annotationJson({
      motivation: 'tagging',
      body: { type: 'TextualBody', value: 'realist', purpose: 'tagging' },
      target: highlight.id,
    })
    await post(ada, verdict)
    expect((await ada(highlight.id, { method: 'DELETE' })).status).toBe(204)
    // Nobody else said anything on it: the thread is gone for everybody.
    expect((await containerIn(await ben(layerUrl()))).total).toBe(0)
    expect((await ada(own.id)).status).toBe(410)
    const second = await noteIn(await post(ada, annotationJson({ target: passageOf(seminar, 12) })))
    await post(ben, { ...verdict, target: second.id })
    expect((await ada(second.id, { method: 'DELETE' })).status).toBe(204)
    // Ben's verdict stays, and what it is on with it.
    expect((await containerIn(await ada(layerUrl()))).total).toBe(1)
  })

  test('[WP3] a reaction to a removed comment is there while an answer keeps the comment, and gone with it', async () => {
    const comment = await postComment(ada, 'So they say.')
    const agree = { type: 'SpecificResource', source: 'urn:scholion:reaction:agree', purpose: 'assessing' }
    const reaction = await noteIn(
      await post(ben, annotationJson({ motivation: 'assessing', body: agree, target: comment.id })),
    )
    const answer = await noteIn(
      await post(
        ben,
        annotationJson({ motivation: 'replying', body: { type: 'TextualBody', value: 'Who?' }, target: comment.id }),
      ),
    )
    const listed = async () => (await pageIn(await ada(`${layerUrl()}?iris=1&page=0`))).items
    expect((await ada(comment.id, { method: 'DELETE' })).status).toBe(204)
    expect(await listed()).toContain(reaction.id)
    expect((await ada(reaction.id)).status).toBe(200)
    expect((await ben(answer.id, { method: 'DELETE' })).status).toBe(204)
    expect(await listed()).not.toContain(reaction.id)
    expect((await ada(reaction.id)).status).toBe(410)
  })
})

describe('containers', () => {
  test('[WP4] a layer is a Basic Container with Link, ETag, Allow and Accept-Post, whatever it answers', async () => {
    const answers = [
      await ada(layerUrl()),
      await ada(layerUrl(), { method: 'HEAD' }),
      await ada(layerUrl(), { method: 'OPTIONS' }),
      await ada(layerUrl(), { method: 'POST', json: { nonsense: true } }),
      await ada(layerUrl(), { method: 'DELETE' }),
      await ada(layerUrl(), { headers: { accept: 'text/turtle' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 204, 415, 405, 406])
    for (const { headers } of answers) {
      expect(headers.get('link')).toContain('<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"')
      expect(headers.get('link')).toContain(
        '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"',
      )
      expect(headers.get('etag')).toMatch(/^"[\w-]+"$/)
      expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
      expect(headers.get('accept-post')).toContain(ANNO_MEDIA)
      expect(headers.get('vary')).toContain('Accept')
    }
    const { id } = await containerIn(await ada(layerUrl()))
    expect(id.split('?')[0]).toMatch(/\/$/)
    const reader = askWith(await tokenOf(database, seminar, seminar.ada, false))
    expect((await reader(layerUrl())).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  test('[WP4] its ETag changes with every change of the layer, whoever makes it', async () => {
    const tags = new Set([etagIn(await ada(layerUrl()))])
    const { id } = await postComment(ada, 'One.')
    tags.add(etagIn(await ada(layerUrl())))
    await postComment(ben, 'Two.')
    tags.add(etagIn(await ada(layerUrl())))
    await ada(id, { method: 'DELETE' })
    tags.add(etagIn(await ada(layerUrl())))
    expect(tags.size).toBe(4)
    expect(etagIn(await ada(layerUrl()))).toBe([...tags].at(-1))
  })

  test('[WP5] JSON-LD without Accept, with total, first and last; an empty one has neither', async () => {
    const empty = await ada(layerUrl())
    expect(empty.headers.get('content-type')).toBe(ANNO_MEDIA)
    expect(await containerIn(empty)).toMatchObject({ type: ['BasicContainer', 'AnnotationCollection'], total: 0 })
    expect(await containerIn(await ada(layerUrl()))).not.toHaveProperty('first')
    await postComment(ada, 'One.')
    const full = await containerIn(await ada(layerUrl()))
    expect(full['@context']).toContain(ANNO)
    // The comment, and the highlight that it made.
    expect(full.total).toBe(2)
    expect(full.first).toBeDefined()
    expect(full.last).toBe(`${layerUrl()}?iris=0&page=0`)
  })

  test('[WP6] preferences: minimal, addresses, descriptions, and none', async () => {
    await postComment(ada, 'One.')
    const prefer = (...names: string[]) =>
      ada(layerUrl(), { headers: { prefer: `return=representation;include="${names.join(' ')}"` } })
    const MINIMAL = 'http://www.w3.org/ns/ldp#PreferMinimalContainer'
    const IRIS = 'http://www.w3.org/ns/oa#PreferContainedIRIs'
    const WHOLE = 'http://www.w3.org/ns/oa#PreferContainedDescriptions'

    const minimal = await prefer(MINIMAL)
    expect(minimal.headers.get('preference-applied')).toBe('return=representation')
    const described = await containerIn(minimal)
    expect(described.first).toBe(`${layerUrl()}?iris=0&page=0`)
    expect(described).not.toHaveProperty('contains')
    expect(JSON.stringify(described)).not.toContain('"items"')
    expect((await containerIn(await prefer(MINIMAL, IRIS))).first).toBe(`${layerUrl()}?iris=1&page=0`)

    const iris = await prefer(IRIS)
    expect(iris.headers.get('content-location')).toBe(`${layerUrl()}?iris=1`)
    expect(iris.headers.get('vary')).toContain('Prefer')
    const listed = await containerIn(iris)
    expect(listed.id).toBe(`${layerUrl()}?iris=1`)
    const first = pageSchema.parse(listed.first)
    expect(first.items.every((item) => typeof item === 'string' && item.startsWith(layerUrl()))).toBe(true)
    expect(first.items).toHaveLength(2)

    const none = await ada(layerUrl())
    expect(none.headers.get('preference-applied')).toBeNull()
    for (const response of [await prefer(WHOLE), none, await prefer(IRIS, WHOLE)]) {
      expect(response.headers.get('content-location')).toBe(`${layerUrl()}?iris=0`)
      const page = pageSchema.parse((await containerIn(response)).first)
      expect(page.items.every((item) => typeof item !== 'string')).toBe(true)
    }
  })

  test('[WP7] pages are linked both ways and hold every note once, the oldest first', async () => {
    await seedHighlights(2_100)
    const seen: string[] = []
    let url: string | undefined = `${layerUrl()}?iris=1&page=0`
    let before: string | undefined
    while (url !== undefined) {
      const page = await pageIn(await ada(url))
      expect(page.partOf).toEqual({ id: `${layerUrl()}?iris=1`, total: 2_100 })
      expect(page.prev).toBe(before)
      seen.push(...page.items.filter((item) => typeof item === 'string'))
      before = url
      url = page.next
    }
    expect(before).toBe((await containerIn(await ada(`${layerUrl()}?iris=1`))).last)
    expect(seen).toHaveLength(2_100)
    expect(new Set(seen).size).toBe(2_100)
    expect(seen).toEqual(seen.toSorted())
    const whole = await pageIn(await ada(`${layerUrl()}?iris=0&page=10`))
    expect(whole.items).toHaveLength(100)
    expect(whole).not.toHaveProperty('next')
    expect((await ada(`${layerUrl()}?iris=0&page=11`)).status).toBe(404)
    expect((await ada(`${layerUrl()}?page=x`)).status).toBe(404)
  })

  test('[WP8] the layers that a member may read are listed, and their text is where the notes say', async () => {
    const listed = z
      .object({ contains: z.array(z.object({ id: z.string(), label: z.string() })) })
      .parse(await (await ada(`${server.base}/readings/${slugOf()}/annotations/`)).json())
    const ids = listed.contains.map(({ id }) => id)
    expect(ids).toContain(layerUrl())
    expect(ids).toContain(layerUrl(layerId(seminar.ada.privateLayer)))
    expect(ids).not.toContain(layerUrl(seminar.layers.two))
    expect(ids).not.toContain(layerUrl(layerId(seminar.ben.privateLayer)))
    const note = await noteIn(await post(ada, annotationJson({ target: passageOf(seminar, 6, 7) })))
    const text = await ada(note.target.source ?? '')
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(text.headers.get('link')).toContain(`<${layerUrl()}>; rel="http://www.w3.org/ns/oa#annotationService"`)
    expect(await text.text()).toBe(seminar.text)
    expect((await ada(`${server.base}/readings/${slugOf()}/versions/other`)).status).toBe(404)
  })
})
