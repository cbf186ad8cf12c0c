import { describe, expect, it } from 'vitest'
import pg from 'pg'
import { readingId, seminarId, userId } from '../../core/base'
import { bodyOf, recordKey } from '../../core/annotation'
import { publish } from '../bus'
import { setPseudonyms } from '../commands/set-pseudonyms'
import { writeRecords } from '../commands/write-records'
import { layersFor } from '../queries/layers-for'
import { rowsOfLayers } from '../store/records'
import { actorOfCookie } from '../auth/session'
import { setStage } from './stage-testing'
import { annotationOf, commentOf, openTestServer, taggingOf, until, write } from './testing'

const stage = setStage({ isSeminarFresh: true })

describe('access that changes while a window is open', () => {
  it('[RT15] closes the sockets of who lost a layer, and of nobody else', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie)
    const ben = stage.windowOf(stage.seminar.ben.cookie)
    const layers = [ada.open(stage.seminar.layers.one), ben.open(stage.seminar.layers.one)] as const
    await Promise.all(layers.map((layer) => layer.synced()))
    let isBenCut = false
    layers[1].socket.on('close', () => (isBenCut = true))
    await stage.database.db.$transaction(async (tx) => {
      await tx.member.update({ where: { id: stage.seminar.ada.id }, data: { groupId: stage.seminar.groups[1] } })
      await publish(tx, { kind: 'access-changed', seminar: seminarId(stage.seminar.id) })
    })
    await until('Ada is turned away', () => layers[0].denied() === 'not-found')
    const note = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(layers[1].document, note)
    await layers[1].saved()
    expect(isBenCut).toBe(false)
    expect(layers[0].records().has(note[0])).toBe(false)
    const moved = ada.open(stage.seminar.layers.two)
    await moved.synced()
    expect(moved.denied()).toBeUndefined()
  })

  it('[RT15] lets nobody write once the round is closed', async () => {
    const layer = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await layer.synced()
    await stage.database.db.$transaction(async (tx) => {
      await tx.round.update({ where: { id: stage.seminar.round }, data: { closedAt: new Date() } })
      await publish(tx, { kind: 'access-changed', seminar: seminarId(stage.seminar.id) })
    })
    await until('the window is read-only', () => layer.provider.authorizedScope === 'readonly')
    await layer.synced()
    write(layer.document, annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    await until('Ada is told', () => layer.notices.length > 0)
    expect(layer.notices.at(0)).toMatchObject({ kind: 'refused', rule: 'GA16' })
    expect((await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])).annotations).toEqual([])
  })

  it('[RT39] tells each window of pinned passages once, over the layer that everybody sees', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie)
    const layers = [ada.open(stage.seminar.layers.instructor), ada.open(stage.seminar.layers.one)] as const
    await Promise.all(layers.map((layer) => layer.synced()))
    await publish(stage.database.db, { kind: 'room-changed', reading: readingId('another') })
    await publish(stage.database.db, { kind: 'room-changed', reading: stage.seminar.reading })
    await until('Ada is told', () => layers[0].notices.length > 0)
    expect(layers.map(({ notices }) => notices)).toEqual([[{ kind: 'look' }], []])
    const note = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(layers[1].document, note)
    await layers[1].saved()
  })

  it('[RT15] gives new verdicts the codebook of now', async () => {
    const layer = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await layer.synced()
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(layer.document, [key, record])
    await layer.saved()
    await stage.database.db.$transaction(async (tx) => {
      await tx.tag.update({ where: { id: stage.seminar.tag }, data: { active: false } })
      await publish(tx, { kind: 'access-changed', seminar: seminarId(stage.seminar.id) })
    })
    // The bus is asynchronous: each try is a new verdict of a new window until the server has heard.
    await until('the tag is refused', async () => {
      const other = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
      await other.synced()
      write(other.document, taggingOf(stage.seminar.ben.id, key, stage.seminar.tag))
      await until('an answer', () => other.notices.length > 0 || !other.provider.hasUnsyncedChanges)
      return other.notices.at(0)?.rule === 'GA10'
    })
  })

  it('[RT41] shows pseudonyms from the moment they are on, and keeps no name from before', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    ada.provider.awareness?.setLocalState({ readingAt: 1 })
    ben.provider.awareness?.setLocalState({ readingAt: 2 })
    const adas = (): unknown =>
      [...(ben.provider.awareness?.getStates().values() ?? [])].find(({ member }) => member === stage.seminar.ada.id)
        ?.name
    await until('Ben sees Ada', () => adas() === stage.seminar.ada.name)
    await setPseudonyms(
      stage.database.db,
      { kind: 'administrator' },
      { seminar: seminarId(stage.seminar.id), mode: 'required' },
    )
    await until('Ben sees a pseudonym', () => {
      // A window that came back says anew where it reads.
      ada.provider.awareness?.setLocalState({ readingAt: 3 })
      const name = adas()
      return typeof name === 'string' && name !== stage.seminar.ada.name
    })
    expect(adas()).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
  })

  it('[RT38] shows no student while a round is blind, and brings every window back when rounds move', async () => {
    const { ada, ben, teacher, layers, reading, id } = stage.seminar
    const open = (cookie: string) => stage.windowOf(cookie).open(layers.instructor)
    const windows = { ada: open(ada.cookie), ben: open(ben.cookie), teacher: open(teacher.cookie) }
    const each = Object.values(windows)
    await Promise.all(each.map((window) => window.synced()))
    const back = each.map(() => 0)
    each.forEach(({ socket }, at) => {
      socket.on('close', () => {
        back[at] = (back[at] ?? 0) + 1
      })
    })
    const placeOf = (member: string): unknown =>
      [...(windows.ben.provider.awareness?.getStates().values() ?? [])].find((state) => state.member === member)
        ?.readingAt
    /** Both say where they read, until Ben has heard it of the teacher. */
    const read = async (places: readonly number[]): Promise<void> => {
      for (const readingAt of places) {
        for (const { provider } of [windows.ada, windows.teacher]) provider.awareness?.setLocalState({ readingAt })
        await until('Ben sees the teacher', () => placeOf(teacher.id) === readingAt)
      }
    }
    const move = async (change: (tx: Pick<typeof stage.database.db, 'round'>) => Promise<unknown>): Promise<void> => {
      const before = [...back]
      await stage.database.db.$transaction(async (tx) => {
        await change(tx)
        await publish(tx, { kind: 'access-changed', seminar: seminarId(id) })
      })
      await until('every window has come back', () => back.every((times, at) => times > (before[at] ?? 0)))
      await Promise.all(each.map((window) => window.synced()))
    }
    await read([1])
    await until('Ben sees Ada', () => placeOf(ada.id) === 1)

    await move((tx) =>
      tx.round.create({ data: { readingId: reading, kind: 'independent', position: 1, openedAt: new Date() } }),
    )
    await read([2, 3, 4])
    expect(placeOf(ada.id)).toBeUndefined()

    await move((tx) => tx.round.updateMany({ where: { readingId: reading }, data: { revealedAt: new Date() } }))
    await read([5])
    await until('Ben sees Ada again', () => placeOf(ada.id) === 5)
  })

  it('[RT16] closes the sockets of who signed out', async () => {
    const layer = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await layer.synced()
    await stage.database.db.$transaction(async (tx) => {
      await tx.session.deleteMany({ where: { userId: stage.seminar.ada.user } })
      await publish(tx, { kind: 'signed-out', user: userId(stage.seminar.ada.user) })
    })
    await until('Ada is turned away', () => layer.denied() === 'signed-out')
  })

  it('[RT42] closes the sockets of a session that ran out without a word, and of nobody else', async () => {
    const { seminar, database } = stage
    const soon = await openTestServer({
      db: database.db,
      databaseUrl: database.url,
      limits: { sessionLookMs: 50 },
    })
    try {
      const ada = stage.windowOf(seminar.ada.cookie, soon.url).open(seminar.layers.one)
      const ben = stage.windowOf(seminar.ben.cookie, soon.url).open(seminar.layers.one)
      await Promise.all([ada.synced(), ben.synced()])
      let isBenCut = false
      ben.socket.on('close', () => (isBenCut = true))
      await database.db.session.updateMany({
        where: { userId: seminar.ada.user },
        data: { expiresAt: new Date(Date.now() - 1) },
      })
      await until('Ada is told', () => ada.denied() === 'signed-out')
      write(ben.document, annotationOf(seminar, seminar.ben.id, stage.local()))
      await ben.saved()
      expect(isBenCut).toBe(false)
    } finally {
      stage.closeWindows()
      await soon.close()
    }
  })

  it('[RT17] catches up with what was missed while the database was away', async () => {
    const layer = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await layer.synced()
    // Written and revoked without a word on the bus, then the listening connection breaks.
    await stage.database.db.session.deleteMany({ where: { userId: stage.seminar.ada.user } })
    await stage.database.db.$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`
    await until('Ada is turned away', () => layer.denied() === 'signed-out')
  })
})

describe('writing from another process', () => {
  it('[RT18] shows what a command wrote in the windows that are open', async () => {
    const layer = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await layer.synced()
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    await stage.database.db.$transaction((tx) =>
      writeRecords(tx, {
        layer: stage.seminar.layers.one,
        member: stage.seminar.ada.id,
        records: [[key, record], commentOf(stage.seminar.ada.id, stage.local(), key, 'From the command line.')],
      }),
    )
    await until('Ben sees it', () => layer.records().size === 2)
    // And the layer goes on from there.
    write(layer.document, commentOf(stage.seminar.ben.id, stage.local(), key, 'I see.'))
    await layer.saved()
    expect(layer.notices).toEqual([])
    expect((await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])).comments).toHaveLength(2)
  })

  it('[RT19] writes many records in order, all or none', async () => {
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    const many = Array.from({ length: 170 }, (_, at) => commentOf(stage.seminar.ada.id, `m${at}`, key, `Note ${at}`))
    const lost = commentOf(
      stage.seminar.ada.id,
      stage.local(),
      recordKey('annotation', stage.seminar.ada.id, 'nowhere'),
      'Lost.',
    )
    const into = { layer: stage.seminar.layers.one, member: stage.seminar.ada.id }
    await expect(
      writeRecords(stage.database.db, { ...into, records: [[key, record], ...many, lost] }),
    ).rejects.toMatchObject({ code: 'bad-input' })
    expect((await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])).comments).toEqual([])
    await writeRecords(stage.database.db, { ...into, records: [[key, record], ...many] })
    await writeRecords(stage.database.db, { ...into, records: [[key, record], ...many] })
    expect((await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])).comments).toHaveLength(170)
    expect(await stage.database.db.layerUpdate.count({ where: { layerId: stage.seminar.layers.one } })).toBe(4)
  })

  it('[RT19] refuses what the member could not write themselves', async () => {
    const [key, record] = annotationOf(stage.seminar, stage.seminar.cleo.id, stage.local())
    const records = [[key, record]] as const
    await expect(
      writeRecords(stage.database.db, { layer: stage.seminar.layers.one, member: stage.seminar.cleo.id, records }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      writeRecords(stage.database.db, { layer: stage.seminar.layers.one, member: stage.seminar.ada.id, records }),
    ).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('when things break', () => {
  it('[RT20] keeps every note that it acknowledged when the server dies', async () => {
    const first = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url })
    const window = stage.windowOf(stage.seminar.ada.cookie, first.url)
    const layer = window.open(stage.seminar.layers.one)
    await layer.synced()
    const notes = Array.from({ length: 20 }, () => annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    notes.forEach((note) => {
      write(layer.document, note)
    })
    await layer.saved()
    // Nothing is asked of `first` after the acknowledgement: a fresh server reads what it left behind.
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await ben.synced()
    expect(ben.records()).toEqual(new Map(notes))
    await first.close()
  })

  it('[RT21] acknowledges nothing while the database is away, and takes it when it is back', async () => {
    const layer = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const witness = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([layer.synced(), witness.synced()])
    const admin = new pg.Client({ connectionString: stage.database.url.replace(/\/[^/]*$/, '/postgres') })
    await admin.connect()
    const name = new URL(stage.database.url).pathname.slice(1)
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(layer.document, [key, record])
    await until('Ada is told', () => layer.notices.length > 0)
    expect(layer.notices.at(0)?.kind).toBe('unavailable')
    expect(layer.provider.hasUnsyncedChanges).toBe(true)
    expect(witness.records().has(key)).toBe(false)
    await admin.query(`alter database ${name} allow_connections true`)
    await admin.end()
    // What the client does: it asks for the difference again.
    await until('it is saved', () => {
      layer.provider.forceSync()
      return witness.records().has(key)
    })
    const { annotations } = await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])
    expect(annotations.map((row) => row.key)).toEqual([key])
  })

  it('[RT22] closes its sockets so that clients come back to the next server', async () => {
    const first = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url })
    const window = stage.windowOf(stage.seminar.ada.cookie, first.url)
    const layer = window.open(stage.seminar.layers.one)
    await layer.synced()
    const codes: number[] = []
    layer.socket.on('close', ({ event }: { event: { code: number } }) => codes.push(event.code))
    write(layer.document, annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    await layer.saved()
    await first.close()
    await until('the socket closed', () => codes.length > 0)
    expect(codes[0]).toBe(1012)
    // The last to leave left a snapshot.
    expect(await stage.database.db.layerSnapshot.count({ where: { layerId: stage.seminar.layers.one } })).toBe(1)
  })

  it('[RT23] goes on from a snapshot', async () => {
    const window = stage.windowOf(stage.seminar.ada.cookie)
    const layer = window.open(stage.seminar.layers.one)
    await layer.synced()
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(layer.document, [key, record])
    for (let at = 0; at < 220; at += 1)
      write(
        layer.document,
        commentOf(stage.seminar.ada.id, stage.local(), key, `Note ${at}: ${'a long word '.repeat(60)}`),
      )
    await layer.saved()
    await until(
      'a snapshot',
      async () => (await stage.database.db.layerSnapshot.count({ where: { layerId: stage.seminar.layers.one } })) > 0,
    )
    const before = layer.records()
    window.close()
    const other = await openTestServer({ db: stage.database.db, databaseUrl: stage.database.url })
    const again = stage.windowOf(stage.seminar.ben.cookie, other.url)
    const ben = again.open(stage.seminar.layers.one)
    await ben.synced()
    expect(ben.records()).toEqual(before)
    const [comment, words] = commentOf(stage.seminar.ben.id, stage.local(), key, 'After.')
    write(ben.document, [comment, { ...words, ...(words.kind === 'comment' ? { body: bodyOf('After it.') } : {}) }])
    await ben.saved()
    expect(ben.notices).toEqual([])
    again.close()
    await other.close()
  })
})

describe('the layers of a room', () => {
  it('[RT24] offers a student their group’s layer first, and nobody else’s', async () => {
    const actor = await actorOfCookie(stage.database.db, stage.seminar.ada.cookie)
    const { layers, writeLayer } = await layersFor(stage.database.db, actor, stage.seminar.reading)
    expect(layers.map(({ id, kind, access, moderates }) => ({ id, kind, access, moderates }))).toEqual([
      { id: stage.seminar.layers.instructor, kind: 'instructor', access: 'read', moderates: false },
      { id: stage.seminar.layers.one, kind: 'group', access: 'write', moderates: false },
      { id: stage.seminar.ada.privateLayer, kind: 'private', access: 'write', moderates: false },
    ])
    expect(writeLayer).toBe(stage.seminar.layers.one)
  })

  it('[RT24] offers an instructor every group’s layer, and writes in the instructors’', async () => {
    const actor = await actorOfCookie(stage.database.db, stage.seminar.teacher.cookie)
    const { layers, writeLayer } = await layersFor(stage.database.db, actor, stage.seminar.reading)
    expect(layers.map(({ id }) => id)).toEqual([
      stage.seminar.layers.instructor,
      stage.seminar.layers.one,
      stage.seminar.layers.two,
      stage.seminar.teacher.privateLayer,
    ])
    expect(layers.map(({ moderates }) => moderates)).toEqual([true, true, true, false])
    expect(writeLayer).toBe(stage.seminar.layers.instructor)
  })

  it('[RT24] offers who is no member nothing, and a closed round for reading', async () => {
    expect(await layersFor(stage.database.db, { kind: 'guest' }, stage.seminar.reading)).toEqual({
      layers: [],
      writeLayer: null,
    })
    await stage.database.db.round.update({ where: { id: stage.seminar.round }, data: { closedAt: new Date() } })
    const actor = await actorOfCookie(stage.database.db, stage.seminar.ada.cookie)
    const { layers, writeLayer } = await layersFor(stage.database.db, actor, stage.seminar.reading)
    expect(layers.find(({ kind }) => kind === 'group')?.access).toBe('read')
    expect(writeLayer).toBe(stage.seminar.ada.privateLayer)
  })
})
