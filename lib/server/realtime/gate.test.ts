import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type * as Y from 'yjs'
import { recordKey } from '../../core/annotation'
import { deleteRecord, readRecords, recordsMap } from '../../core/layer'
import { recordsOfRows } from '../../core/projection'
import { loadJournal } from '../store/load-layer'
import { rowsOfLayers } from '../store/records'
import { setStage } from './stage-testing'
import { annotationOf, commentOf, until, write } from './testing'

const stage = setStage()

describe('what is refused', () => {
  /** Ben watches; what he sees at the end is what an honest write after the attack shows him. */
  const attack = async (strike: (doc: Y.Doc) => void) => {
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    const [victim, record] = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(ben.document, [victim, record])
    await ben.saved()
    await until('Ada sees the note of Ben', () => ada.records().has(victim))
    const before = ben.records()
    strike(ada.document)
    await until('Ada is told', () => ada.notices.length > 0)
    const honest = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(ben.document, honest)
    await ben.saved()
    expect(ben.records()).toEqual(new Map([...before, honest]))
    expect(ada.provider.hasUnsyncedChanges).toBe(true)
    return { notice: ada.notices.at(0), victim }
  }

  it('[RT11] refuses a record under another member’s key, and the witness sees nothing', async () => {
    const { notice } = await attack((doc) => {
      write(doc, annotationOf(stage.seminar, stage.seminar.ben.id, stage.local()))
    })
    expect(notice).toMatchObject({ kind: 'refused', rule: 'GA5' })
  })

  it('[RT11] refuses to overwrite another’s record', async () => {
    const { notice } = await attack((doc) => {
      const theirs = [...readRecords(doc).keys()].find((key) => key.includes(stage.seminar.ben.id))
      recordsMap(doc).set(theirs ?? '', { stolen: true })
    })
    expect(notice).toMatchObject({ kind: 'refused', rule: 'GA14' })
  })

  it('[RT11] refuses to delete another’s record', async () => {
    const { notice } = await attack((doc) => {
      for (const key of readRecords(doc).keys()) if (key.includes(stage.seminar.ben.id)) deleteRecord(doc, key)
    })
    expect(notice).toMatchObject({ kind: 'refused', rule: 'GA14' })
  })

  it('[RT11] refuses a record that names another author', async () => {
    const { notice } = await attack((doc) => {
      const [, record] = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
      recordsMap(doc).set(recordKey('annotation', stage.seminar.ada.id, stage.local()), record)
    })
    expect(notice).toMatchObject({ kind: 'refused', rule: 'GA6' })
  })

  it('[RT11] refuses to write under another member’s client id', async () => {
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    write(ben.document, annotationOf(stage.seminar, stage.seminar.ben.id, stage.local()))
    await ben.saved()
    await until('Ada sees it', () => ada.records().size === ben.records().size)
    const before = ben.records()
    ada.document.clientID = ben.document.clientID
    write(ada.document, annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    await until('Ada is told', () => ada.notices.length > 0)
    expect(ada.notices.at(0)).toMatchObject({ kind: 'refused', rule: 'GA2' })
    // Ben's own next note would clash with a stolen clock.
    const honest = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(ben.document, honest)
    await ben.saved()
    expect(ben.records()).toEqual(new Map([...before, honest]))
  })

  it('[RT11] gives a client id that two members claim at once to one of them', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    ada.document.clientID = 4242
    ben.document.clientID = 4242
    write(ada.document, annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    write(ben.document, annotationOf(stage.seminar, stage.seminar.ben.id, stage.local()))
    await until('both are answered', () =>
      [ada, ben].every((layer) => layer.notices.length > 0 || !layer.provider.hasUnsyncedChanges),
    )
    const told = [...ada.notices, ...ben.notices]
    expect(told).toHaveLength(1)
    expect(told.at(0)).toMatchObject({ kind: 'refused', rule: 'GA2' })
    const { owners } = await loadJournal(stage.database.db, stage.seminar.layers.one)
    expect(owners.get(4242)).toBe(ada.notices.length === 0 ? stage.seminar.ada.id : stage.seminar.ben.id)
  })

  it('[RT12] takes honest work again once the refused window opens the layer anew', async () => {
    const window = stage.windowOf(stage.seminar.ada.cookie)
    const ada = window.open(stage.seminar.layers.one)
    await ada.synced()
    recordsMap(ada.document).set('nonsense', 1)
    await until('Ada is told', () => ada.notices.length > 0)
    ada.provider.destroy()
    const again = window.open(stage.seminar.layers.one)
    await again.synced()
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(again.document, [key, record])
    await again.saved()
    expect(again.notices).toEqual([])
    expect(again.records().get(key)).toEqual(record)
  })

  it('[RT9] refuses what the database cannot hold, and stores the next note', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ada.id, stage.local())
    write(ada.document, [key, record])
    await ada.saved()
    // No rule of the gate is known to let such a thing through: the database is made to dislike one.
    await stage.database.db
      .$executeRaw`alter table "CommentRow" add constraint dislike check (body::text not like '%xyzzy%')`
    const [bad, words] = commentOf(stage.seminar.ada.id, stage.local(), key, 'xyzzy')
    write(ada.document, [bad, words])
    await until('Ada is told', () => ada.notices.length > 0)
    await stage.database.db.$executeRaw`alter table "CommentRow" drop constraint dislike`
    expect(ada.notices.at(0)).toMatchObject({ kind: 'refused', rule: 'RT9' })
    const honest = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(ben.document, honest)
    await ben.saved()
    expect(ben.records().has(bad)).toBe(false)
  })

  it('[RT13] lives on after garbage of every kind', async () => {
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await ben.synced()
    const frames = [
      Buffer.alloc(0),
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
      Buffer.from('__proto__'),
      Buffer.concat([Buffer.from([9]), Buffer.from('__proto__'), Buffer.from([2, 0, 1, 0x41])]),
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99].map((type) =>
        Buffer.concat([
          Buffer.from([stage.seminar.layers.one.length]),
          Buffer.from(stage.seminar.layers.one),
          Buffer.from([type, 2, 200, 1, 2, 3]),
        ]),
      ),
      Buffer.alloc(3 * 1024 * 1024, 7),
    ]
    for (const frame of frames) {
      await new Promise<void>((resolve) => {
        const socket = new WebSocket(`${stage.server.url}/${stage.seminar.layers.one}`, {
          headers: { cookie: stage.seminar.ada.cookie },
        })
        const address = Buffer.concat([
          Buffer.from([stage.seminar.layers.one.length]),
          Buffer.from(stage.seminar.layers.one),
        ])
        socket.on('open', () => {
          // Authenticated first, so that the frame reaches the document.
          socket.send(Buffer.concat([address, Buffer.from([2, 0, 1, 0x41])]))
          socket.send(frame)
          socket.send('text')
        })
        socket.on('close', () => {
          resolve()
        })
        socket.on('error', () => undefined)
      })
    }
    const honest = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(ben.document, honest)
    await ben.saved()
    expect(ben.records().has(honest[0])).toBe(true)
  })
})

describe('moderation', () => {
  it('[RT25] lets an instructor take another’s note away, while others write', async () => {
    const teacher = stage.windowOf(stage.seminar.teacher.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    await Promise.all([teacher.synced(), ben.synced(), ada.synced()])
    const [key, record] = annotationOf(stage.seminar, stage.seminar.ben.id, stage.local())
    write(ben.document, [key, record])
    await ben.saved()
    await until('it is seen', () => teacher.records().has(key) && ada.records().has(key))
    // Ben rewrites it and Ada writes beside, in the moment in which it is taken away.
    write(ada.document, annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    write(ben.document, [key, { ...record, editedAt: Date.now() }])
    deleteRecord(teacher.document, key)
    write(ada.document, annotationOf(stage.seminar, stage.seminar.ada.id, stage.local()))
    await Promise.all([teacher.saved(), ben.saved(), ada.saved()])
    await until('all agree', () => {
      const [a, b, c] = [teacher, ben, ada].map((layer) => JSON.stringify([...layer.records()].toSorted()))
      return a === b && b === c
    })
    const rows = await rowsOfLayers(stage.database.db, [stage.seminar.layers.one])
    expect(new Map(recordsOfRows(rows))).toEqual(teacher.records())
    expect([...teacher.notices, ...ben.notices, ...ada.notices]).toEqual([])
  })
})

describe('presence', () => {
  it('[RT14] shows name, id and colour of the session, whatever the client says', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    ada.provider.awareness?.setLocalState({
      member: stage.seminar.ben.id,
      name: 'Ben',
      colour: 2,
      readingAt: 42,
      more: '<script>',
    })
    const seen = () => ben.provider.awareness?.getStates().get(ada.document.clientID)
    await until('Ben sees Ada', () => seen()?.readingAt === 42)
    expect(seen()).toEqual({
      member: stage.seminar.ada.id,
      name: stage.seminar.ada.name,
      colour: stage.seminar.ada.colour,
      readingAt: 42,
    })
  })

  it('[RT14] drops states under another window’s client id', async () => {
    const ada = stage.windowOf(stage.seminar.ada.cookie).open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    const witness = stage.windowOf(stage.seminar.teacher.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced(), witness.synced()])
    ben.provider.awareness?.setLocalState({ readingAt: 7 })
    const seen = () => witness.provider.awareness?.getStates()
    await until('Ben is seen', () => seen()?.get(ben.document.clientID)?.readingAt === 7)
    const { awareness } = ada.provider
    if (awareness === null) throw new Error('no awareness')
    awareness.meta.set(ben.document.clientID, { clock: 1_000, lastUpdated: Date.now() })
    awareness.states.set(ben.document.clientID, { readingAt: 666 })
    awareness.emit('update', [{ added: [], updated: [ben.document.clientID], removed: [] }, 'local'])
    awareness.setLocalState({ readingAt: 8 })
    await until('Ada is seen', () => seen()?.get(ada.document.clientID)?.readingAt === 8)
    expect(seen()?.get(ben.document.clientID)?.readingAt).toBe(7)
    const members = [...(seen()?.values() ?? [])].flatMap((state) =>
      typeof state.member === 'string' ? [state.member] : [],
    )
    expect(members.toSorted()).toEqual([stage.seminar.ada.id, stage.seminar.ben.id].toSorted())
  })

  it('[RT14] takes a window’s presence away when it closes', async () => {
    const window = stage.windowOf(stage.seminar.ada.cookie)
    const ada = window.open(stage.seminar.layers.one)
    const ben = stage.windowOf(stage.seminar.ben.cookie).open(stage.seminar.layers.one)
    await Promise.all([ada.synced(), ben.synced()])
    ada.provider.awareness?.setLocalState({ readingAt: 1 })
    const seen = () => ben.provider.awareness?.getStates().has(ada.document.clientID)
    await until('Ada is seen', () => seen() === true)
    window.close()
    await until('Ada is gone', () => seen() === false)
  })
})
