import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openApi } from './openapi'
import { ada, layerUrl, noteIn, post, seminar, server, slugOf } from './stage-testing'
import { annotationJson, passageOf } from './testing'

test('[WP16] the description is OpenAPI 3.1, by the schema of OpenAPI', async () => {
  const validator = new Validator()
  // In several lines: the validator takes one for the name of a file.
  expect(await validator.validate(JSON.stringify(openApi, undefined, 2))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('[WP16] it is served to everybody, and says what the server does', async () => {
  const response = await fetch(`${server.base}/openapi.json`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApi)))
  expect((await fetch(`${server.base}/openapi.json`, { method: 'POST' })).status).toBe(405)

  const note = await noteIn(await post(ada, annotationJson({ target: passageOf(seminar, 25) })))
  const fill: Readonly<Record<string, string>> = {
    reading: slugOf(),
    layer: seminar.layers.one,
    version: seminar.version,
    note: note.id.slice(layerUrl().length),
  }
  for (const [path, operations] of Object.entries(openApi.paths)) {
    const url = server.base + path.replace(/\{(\w+)\}/g, (_, name: string) => fill[name] ?? '')
    const options = await ada(url, { method: 'OPTIONS' })
    const allowed = (options.headers.get('allow') ?? '')
      .split(', ')
      .filter((name) => name !== 'HEAD' && name !== 'OPTIONS')
    const described = Object.keys(operations).filter((name) => name !== 'parameters')
    expect(allowed.map((name) => name.toLowerCase()).toSorted(), path).toEqual(described.toSorted())
  }
})
