import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seminarId } from '../../core/base'
import { readRecords } from '../../core/layer'
import { publish } from '../bus'
import { layersFor } from '../queries/layers-for'
import { actorOfCookie } from '../auth/session'
import { setStage } from './stage-testing'
import { type TestLayer, type TestMember, annotationOf, until, write } from './testing'

const stage = setStage()

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}

/** Asks as a browser does, but shows what is on the wire. */
const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(`http://${stage.server.host}/collab/${path}`, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
const askAs = ({ cookie }: TestMember, layer: string, headers: Readonly<Record<string, string>> = {}) =>
  ask(`${layer}/state`, { cookie, 'accept-encoding': 'gzip', ...headers })

const openAs = async ({ cookie }: TestMember, layer: string): Promise<TestLayer> => {
  const opened = stage.windowOf(cookie).open(layer)
  await opened.synced()
  return opened
}
/** Writes notes and leaves, so that a snapshot is made. */
const fill = async (member: TestMember, layer: string, notes: number): Promise<void> => {
  const snapshots = () =>
    stage.database.db.layerSnapshot.findMany({ where: { layerId: layer }, select: { throughId: true } })
  const before = await snapshots()
  const opened = await openAs(member, layer)
  for (let at = 0; at < notes; at += 1) write(opened.document, annotationOf(stage.seminar, member.id, stage.local()))
  await opened.saved()
  stage.closeWindows()
  await until('a snapshot', async () => {
    const now = await snapshots()
    return now.some(({ throughId }) => before.every((one) => one.throughId < throughId))
  })
}
const recordsIn = (state: Uint8Array): number => {
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, state)
  return readRecords(doc).size
}

describe('the state of a layer over HTTP', () => {
  it('[RT36] is the newest snapshot, packed, and names itself; asked again it is not sent again', async () => {
    const { ada, layers } = stage.seminar
    await fill(ada, layers.one, 3)
    const first = await askAs(ada, layers.one)
    expect(first).toMatchObject({
      status: 200,
      headers: {
        'content-encoding': 'gzip',
        'cache-control': 'private, no-cache',
        vary: 'Cookie, Accept-Encoding',
        'content-length': String(first.body.byteLength),
      },
    })
    expect(recordsIn(gunzipSync(first.body))).toBe(3)
    const etag = String(first.headers.etag)
    expect(etag).toContain(layers.one)
    const again = await askAs(ada, layers.one, { 'if-none-match': etag })
    expect(again).toMatchObject({ status: 304, headers: { etag } })
    expect(again.body.byteLength).toBe(0)
    await fill(ada, layers.one, 2)
    const next = await askAs(ada, layers.one, { 'if-none-match': etag })
    expect(next.status).toBe(200)
    expect(next.headers.etag).not.toBe(etag)
    expect(recordsIn(gunzipSync(next.body))).toBe(5)
  })

  it('[RT36] is sent as it is to who cannot unpack it', async () => {
    const { ada, layers } = stage.seminar
    await fill(ada, layers.one, 1)
    const answer = await ask(`${layers.one}/state`, { cookie: ada.cookie })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(recordsIn(answer.body)).toBeGreaterThan(0)
    // Piece by piece: whole, it would lie in memory once for each who asks and does not read.
    expect(answer.headers).toMatchObject({ 'transfer-encoding': 'chunked' })
    expect((await ask(`${layers.one}/state`, { cookie: ada.cookie }, 'HEAD')).body.byteLength).toBe(0)
  })

  it('[RT36] that was stored before states were packed is read and sent like any other', async () => {
    const { cleo } = stage.seminar
    const doc = new Y.Doc()
    doc.clientID = 4_100
    write(doc, annotationOf(stage.seminar, cleo.id, 'old'))
    const update = await stage.database.db.layerUpdate.create({
      data: {
        layerId: cleo.privateLayer,
        memberId: cleo.id,
        data: new Uint8Array(Y.encodeStateAsUpdate(doc)),
      },
    })
    await stage.database.db.layerClient.create({
      data: { layerId: cleo.privateLayer, clientId: 4_100n, memberId: cleo.id },
    })
    await stage.database.db.layerSnapshot.create({
      data: {
        layerId: cleo.privateLayer,
        throughId: update.id,
        data: new Uint8Array(Y.encodeStateAsUpdateV2(doc)),
      },
    })
    const answer = await askAs(cleo, cleo.privateLayer)
    expect(recordsIn(gunzipSync(answer.body))).toBe(1)
    expect((await openAs(cleo, cleo.privateLayer)).records().size).toBe(1)
  })

  it('[RT36] is none where there is no snapshot', async () => {
    expect(await askAs(stage.seminar.teacher, stage.seminar.teacher.privateLayer)).toMatchObject({ status: 204 })
  })

  it('[RT36] is for those alone who may open the layer: to others it is not there', async () => {
    const { ada, cleo, layers } = stage.seminar
    await fill(ada, layers.one, 1)
    const hidden = await askAs(cleo, layers.one)
    const missing = await askAs(cleo, '01900000-0000-7000-8000-000000000000')
    expect(hidden.status).toBe(404)
    expect({ ...hidden.headers, date: '' }).toEqual({ ...missing.headers, date: '' })
    expect(hidden.body).toEqual(missing.body)
    const etag = String((await askAs(ada, layers.one)).headers.etag)
    expect((await askAs(cleo, layers.one, { 'if-none-match': etag })).status).toBe(404)
    expect((await ask(`${layers.one}/state`)).status).toBe(401)
    expect((await ask(`${layers.one}/state`, { cookie: ada.cookie.slice(0, -4) + 'AAAA' })).status).toBe(401)
    expect((await ask(`${layers.one}/other`, { cookie: ada.cookie })).status).toBe(404)
    expect((await ask(`${layers.one}/state`, { cookie: ada.cookie }, 'POST')).status).toBe(404)
  })

  it('[RT36] is not given any more to who lost the layer', async () => {
    const { ben, layers, groups } = stage.seminar
    await fill(ben, layers.one, 1)
    expect((await askAs(ben, layers.one)).status).toBe(200)
    const move = (group: string) =>
      stage.database.db.$transaction(async (tx) => {
        await tx.member.update({ where: { id: ben.id }, data: { groupId: group } })
        await publish(tx, { kind: 'access-changed', seminar: seminarId(stage.seminar.id) })
      })
    await move(groups[1])
    expect((await askAs(ben, layers.one)).status).toBe(404)
    await move(groups[0])
    expect((await askAs(ben, layers.one)).status).toBe(200)
  })

  it('[RT36] is offered where it is worth asking for', async () => {
    const { ada, layers } = stage.seminar
    const isLarge = async (): Promise<boolean> => {
      const actor = await actorOfCookie(stage.database.db, ada.cookie)
      const offered = await layersFor(stage.database.db, actor, stage.seminar.reading)
      return offered.layers.find(({ id }) => id === layers.instructor)?.isLarge === true
    }
    expect(await isLarge()).toBe(false)
    await stage.database.db.layerSnapshot.create({
      data: { layerId: layers.instructor, throughId: 1n, data: new Uint8Array(20_000) },
    })
    expect(await isLarge()).toBe(true)
    await stage.database.db.layerSnapshot.deleteMany({ where: { layerId: layers.instructor } })
  })

  it('[RT32] [RT36] is seldom unpacked for one who says that they cannot', async () => {
    const { ben, layers } = stage.seminar
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => ask(`${layers.one}/state`, { cookie: ben.cookie })),
    )
    const given = answers.filter(({ status }) => status === 200)
    expect(given.length).toBeGreaterThan(0)
    expect(given.length).toBeLessThan(150)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]))
  })

  it('[RT32] [RT36] is not given to who asks without end', async () => {
    const { cleo } = stage.seminar
    let refused: Answer | undefined
    await until('a refusal', async () => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => askAs(cleo, stage.seminar.layers.two)))
      refused = answers.find(({ status }) => status !== 204)
      return refused !== undefined
    })
    expect(refused?.status).toBe(429)
    expect((await askAs(stage.seminar.teacher, stage.seminar.layers.two)).status).toBe(204)
  })
})
