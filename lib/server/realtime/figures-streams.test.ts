import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { seminarId, userId } from '../../core/base'
import { publish } from '../bus'
import { writeRecords } from '../commands/write-records'
import { writeBoard } from '../store/boards'
import { STREAMS_PER_USER, readingOfStream } from './figures-streams'
import { setStage } from './stage-testing'
import { type Heard, listenTo } from './stream-testing'
import { type TestMember, annotationOf, makeMember, until, write } from './testing'

const stage = setStage()

const open: Heard[] = []
afterEach(() => {
  open.splice(0).forEach((stream) => {
    stream.close()
  })
})

const listen = async (
  cookie: string | undefined,
  reading: string = stage.seminar.reading,
  what = 'figures',
): Promise<Heard> => {
  const heard = await listenTo(stage.server, reading, { cookie, what })
  open.push(heard)
  return heard
}

const listening = async (who: TestMember): Promise<Heard> => {
  const heard = await listen(who.cookie)
  await until('the stamp', () => heard.told.length > 0)
  return heard
}

const note = async (who: TestMember, layer: string): Promise<void> => {
  const opened = stage.windowOf(who.cookie).open(layer)
  await opened.synced()
  write(opened.document, annotationOf(stage.seminar, who.id, stage.local()))
  await opened.saved()
}

describe('a stream of figures', () => {
  it('[FS1] is told at once how it stands, and again of what is written in a window or by a command', async () => {
    const { ada, layers, teacher } = stage.seminar
    const heard = await listening(teacher)
    await note(ada, layers.one)
    await until('what a window wrote', () => heard.told.length === 2)
    const records = [annotationOf(stage.seminar, ada.id, stage.local())]
    await writeRecords(stage.database.db, { layer: layers.one, member: ada.id, records })
    await until('what a command wrote', () => heard.told.length === 3)
    expect(new Set(heard.told).size).toBe(3)
    expect((await listening(teacher)).told).toEqual(heard.told.slice(-1))
  })

  it('[FS2] is told nothing of private notes', async () => {
    const { ada, layers, teacher } = stage.seminar
    const heard = await listening(teacher)
    await note(ada, ada.privateLayer)
    await note(ada, layers.one)
    await until('what the group wrote', () => heard.told.length === 2)
    const again = await listening(teacher)
    expect(again.told).toEqual(heard.told.slice(-1))
  })

  it('[FS3] is there for who may read the figures alone', async () => {
    const { ada, teacher } = stage.seminar
    expect((await listen(undefined)).status).toBe(401)
    expect((await listen(ada.cookie)).status).toBe(404)
    expect((await listen(teacher.cookie, 'no-such-reading')).status).toBe(404)
    expect(readingOfStream('/readings/%E0%A4%A/figures/stream')).toBeUndefined()
    expect(readingOfStream('/readings/a/figures/stamp')).toBeUndefined()
    expect(readingOfStream('/readings/a%20b/figures/stream?x')).toBe('a b')
  })

  it('[FS6] tells an open board to look; one that is not shown hears only that it may be', async () => {
    const { db } = stage.database
    const { ada, layers, reading, teacher } = stage.seminar
    const [wall, hers] = [await listen(teacher.cookie, reading, 'board'), await listen(ada.cookie, reading, 'board')]
    expect((await listen(undefined, reading, 'board')).status).toBe(401)
    await until('both', () => wall.told.length > 0 && hers.told.length > 0)
    const [before, hersBefore] = [wall.told.length, hers.told.length]
    await note(ada, layers.one)
    await until('what was said', () => wall.told.length > before)
    await db.$transaction(async (tx) => {
      await writeBoard(tx, reading, { isShown: true })
      await publish(tx, { kind: 'board-changed', reading })
    })
    await until('that it is shown', () => hers.told.length > hersBefore)
    expect(hers.told.length).toBe(hersBefore + 1)
    await note(ada, layers.one)
    await until('what was said', () => hers.told.length > hersBefore + 1)
    expect(new Set([...wall.told, ...hers.told])).toEqual(new Set(['look']))
  })

  it('[FS3] [FS5] ends for who may not read them any more; who may is told', async () => {
    const { db } = stage.database
    const { id, reading, teacher } = stage.seminar
    const common = { seminar: id, reading, role: 'instructor', group: null, colour: 5 } as const
    const helper = await makeMember(db, { ...common, name: `Helper ${stage.local()}` })
    const leaver = await makeMember(db, { ...common, name: `Leaver ${stage.local()}` })
    const [stays, goes, leaves] = [await listening(teacher), await listening(helper), await listening(leaver)]
    await db.member.update({ where: { id: helper.id }, data: { role: 'student' } })
    await publish(db, { kind: 'access-changed', seminar: seminarId(id) })
    await until('the end', () => goes.isClosed)
    await until('the news', () => stays.told.length === 2 && leaves.told.length === 2)
    expect(goes.told).toHaveLength(1)
    await db.session.deleteMany({ where: { userId: leaver.user } })
    await publish(db, { kind: 'signed-out', user: userId(leaver.user) })
    await until('the end of who left', () => leaves.isClosed)
    expect(stays.isClosed).toBe(false)
  })

  it('[FS4] has no more where many are asked for at once, and none of who is gone before it is there', async () => {
    const { ben, teacher } = stage.seminar
    const at = stage.seminar.reading
    const asked = await Promise.all(Array.from({ length: 40 }, () => listen(teacher.cookie, at, 'board')))
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(STREAMS_PER_USER)
    // Ben asks for boards, and each time leaves before the answer.
    await Promise.all(
      Array.from(
        { length: 40 },
        () =>
          new Promise<void>((resolve) => {
            const path = `http://${stage.server.host}/readings/${at}/board/stream`
            const gone = request(path, { headers: { cookie: ben.cookie }, agent: false })
            gone.on('error', () => undefined)
            gone.on('close', () => {
              resolve()
            })
            gone.on('finish', () => gone.destroy())
            gone.end()
          }),
      ),
    )
    const own = await Promise.all(Array.from({ length: STREAMS_PER_USER }, () => listen(ben.cookie, at, 'board')))
    expect(own.map(({ status }) => status)).toEqual(own.map(() => 200))
  })

  it('[FS4] a person has so many, and no more', async () => {
    const { id, reading } = stage.seminar
    const common = { seminar: id, reading, role: 'instructor', group: null, colour: 6 } as const
    const many = await makeMember(stage.database.db, { ...common, name: `Many ${stage.local()}` })
    for (let count = 0; count < STREAMS_PER_USER; count += 1) expect((await listen(many.cookie)).status).toBe(200)
    expect((await listen(many.cookie)).status).toBe(429)
    open.pop()
    open.pop()?.close()
    await until('room for one', async () => (await listen(many.cookie)).status === 200)
  })
})
