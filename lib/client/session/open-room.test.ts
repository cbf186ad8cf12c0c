import { describe, expect, it, vi } from 'vitest'
import { bodyOf, parseRecordKey } from '../../core/annotation'
import { layerId } from '../../core/base'
import { offset } from '../../core/document'
import { readRecords } from '../../core/layer'
import {
  GROUP,
  HANA,
  LIBERAL,
  PRIVATE,
  REALIST,
  SURVIVE,
  TOMAS,
  TRADE,
  first,
  layer,
  made,
  open,
  setClock,
  setupOf,
} from './room-testing'
import { memoryServer } from './testing'

/** Ends the turn of the event loop, as between two presses. */
const nextTurn = (): Promise<void> => Promise.resolve()

setClock()

describe('a room', () => {
  it('[CS20] shows a claim of one member to the other, with both verdicts on one claim', () => {
    const server = memoryServer()
    const [a, b] = [open(server, setupOf(HANA)), open(server, setupOf(TOMAS))]
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    a.room.tag(key, REALIST)
    server.deliver()
    expect(b.room.annotate(SURVIVE)).toBe(key)
    b.room.tag(key, LIBERAL)
    server.deliver()
    const thread = first(a.room)
    expect(thread.annotation.anchor.exact).toBe('States act to survive')
    expect(thread.verdicts.map(({ author, tag }) => [author, tag])).toEqual([
      [HANA, REALIST],
      [TOMAS, LIBERAL],
    ])
    expect(a.room.getState().threads).toHaveLength(1)
  })

  it('[CS21] says saved only when the server has everything', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    expect(room.getState().save.kind).toBe('loading')
    server.deliver()
    expect(room.getState().save.kind).toBe('saved')
    room.annotate(SURVIVE)
    expect(room.getState().save.kind).toBe('saving')
    expect(room.getState().unsaved.size).toBe(1)
    server.deliver()
    expect(room.getState().save.kind).toBe('saved')
    expect(room.getState().unsaved.size).toBe(0)
  })

  it('[CS22] counts what it keeps without a network, and sends it after', () => {
    const server = memoryServer()
    const { room, transport } = open(server, setupOf(HANA))
    server.deliver()
    transport.breakSocket()
    room.comment(made(room.annotate(SURVIVE)), null, bodyOf('kept'))
    vi.advanceTimersByTime(5_000)
    expect(room.getState().save).toEqual({ kind: 'offline', kept: 2 })
    room.reconnect()
    server.deliver()
    expect(room.getState().save.kind).toBe('saved')
    expect(readRecords(server.document(GROUP)).size).toBe(2)
  })

  it('[CS23] tells what was refused, with its words to copy, and lets it go', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    server.deliver()
    const key = made(room.annotate(SURVIVE))
    server.deliver()
    server.judgeBy(() => ({ refuse: 'Round 2 closed at 11:00.' }))
    room.comment(key, null, bodyOf('my words'))
    server.deliver()
    expect(room.getState().save).toEqual({
      kind: 'refused',
      sentence: 'Round 2 closed at 11:00.',
      count: 1,
      text: 'my words',
    })
    expect(first(room).comments).toEqual([])
    room.dismissRefusal()
    expect(room.getState().save.kind).toBe('saved')
    server.judgeBy(() => ({ refuse: '' }))
    room.comment(key, null, bodyOf('more words'))
    server.deliver()
    expect(room.getState().save).toEqual({ kind: 'refused', reason: 'not-taken', count: 1, text: 'more words' })
  })

  it('[CS55] tells why the server does not take yet what waits', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    server.deliver()
    server.judgeBy(() => ({ later: 'That is more than anyone writes in so short a time.' }))
    made(room.annotate(SURVIVE))
    server.deliver()
    expect(room.getState().save).toEqual({
      kind: 'saving',
      heldUp: { sentence: 'That is more than anyone writes in so short a time.' },
    })
  })

  it('[CS24] takes a verdict back at the second press, and keeps one a member', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    server.deliver()
    const key = made(room.annotate(SURVIVE))
    room.tag(key, REALIST)
    room.tag(key, LIBERAL)
    expect(first(room).verdicts.map(({ tag }) => tag)).toEqual([LIBERAL])
    room.tag(key, LIBERAL)
    expect(first(room).verdicts).toEqual([])
  })

  it('[CS36] writes a rationale without the characters that no database keeps', () => {
    const { room } = open(memoryServer(), setupOf(HANA))
    room.tag(made(room.annotate(SURVIVE)), REALIST, ' po\0wer\uD83D ')
    expect(first(room).verdicts[0]?.rationale).toBe('power')
  })

  it('[CS25] undoes and does again what one turn did as one step', async () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    server.deliver()
    room.tag(made(room.annotate(SURVIVE)), REALIST)
    await nextTurn()
    room.annotate(TRADE)
    await nextTurn()
    expect(room.getState().threads).toHaveLength(2)
    room.undo()
    room.undo()
    expect(room.getState().threads).toEqual([])
    expect(room.getState()).toMatchObject({ canUndo: false, canRedo: true })
    room.redo()
    expect(first(room).verdicts).toHaveLength(1)
    server.deliver()
    expect(readRecords(server.document(GROUP)).size).toBe(2)
  })

  it('[CS26] keeps what others wrote under an annotation that is undone', async () => {
    const server = memoryServer()
    const [a, b] = [open(server, setupOf(HANA)), open(server, setupOf(TOMAS))]
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    await nextTurn()
    server.deliver()
    b.room.comment(key, null, bodyOf('an answer'))
    server.deliver()
    a.room.undo()
    server.deliver()
    expect(first(b.room).annotation.removedAt).toBeDefined()
    expect(first(b.room).commentCount).toBe(1)
    a.room.redo()
    expect(first(a.room).annotation.removedAt).toBeUndefined()
  })

  it('[CS27] leaves an edit alone that was overtaken from another window', async () => {
    const server = memoryServer()
    const [here, there] = [open(server, setupOf(HANA)), open(server, setupOf(HANA))]
    server.deliver()
    const key = made(here.room.annotate(SURVIVE))
    await nextTurn()
    const comment = made(here.room.comment(key, null, bodyOf('first')))
    await nextTurn()
    server.deliver()
    there.room.edit(comment, bodyOf('second'))
    server.deliver()
    here.room.undo()
    expect(first(here.room).comments[0]?.body).toEqual(bodyOf('second'))
  })

  it("[CS28] removes one's own annotation with one's verdict and leaves the answers of others", () => {
    const server = memoryServer()
    const [a, b] = [open(server, setupOf(HANA)), open(server, setupOf(TOMAS))]
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    a.room.tag(key, REALIST)
    server.deliver()
    b.room.comment(key, null, bodyOf('an answer'))
    server.deliver()
    a.room.remove(key)
    expect(first(a.room)).toMatchObject({ commentCount: 1, verdicts: [] })
    expect(first(a.room).annotation.removedAt).toBeDefined()
    const answer = first(a.room).comments[0]?.key
    if (answer !== undefined) a.room.remove(answer)
    expect(first(a.room).commentCount).toBe(1)
  })

  it('[CS29] lets a moderator remove what others wrote, also where nobody can add', () => {
    const server = memoryServer()
    const a = open(server, setupOf(HANA))
    const b = open(server, setupOf(TOMAS, [layer(GROUP, { access: 'read', moderates: true })]))
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    server.deliver()
    expect(b.room.annotate(TRADE)).toBeUndefined()
    expect(b.room.getState().save.kind).toBe('read-only')
    b.room.remove(key)
    server.deliver()
    expect(a.room.getState().threads).toEqual([])
  })

  it('[CS30] keeps the identity of every thread that a change does not touch', () => {
    const server = memoryServer()
    const [a, b] = [open(server, setupOf(HANA)), open(server, setupOf(TOMAS))]
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    a.room.annotate(TRADE)
    server.deliver()
    const [before, untouched] = b.room.getState().threads
    a.room.tag(key, REALIST)
    server.deliver()
    const [after, same] = b.room.getState().threads
    expect(same).toBe(untouched)
    expect(after).not.toBe(before)
    const now = b.room.getState().threads
    b.room.lift(key)
    expect(b.room.getState().threads).toBe(now)
  })

  it('[CS31] writes where the member chose, and hides the layers they switch off', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA, [layer(GROUP), layer(PRIVATE)]))
    server.deliver()
    room.annotate(SURVIVE)
    room.writeTo(PRIVATE)
    room.annotate(TRADE)
    expect(room.getState().threads.map((thread) => thread.layer)).toEqual([GROUP, PRIVATE])
    room.show(GROUP, false)
    expect(room.getState().threads.map((thread) => thread.layer)).toEqual([PRIVATE])
    expect(room.getState().layers.map(({ noteCount }) => noteCount)).toEqual([1, 1])
  })

  it('[CS32] leaves a layer that is no longer the member’s, and opens the new one', async () => {
    const server = memoryServer()
    const other = layerId('other')
    const next = setupOf(HANA, [layer(other)])
    const { room, transport } = open(server, setupOf(HANA), () => Promise.resolve({ kind: 'setup', setup: next }))
    server.deliver()
    room.annotate(SURVIVE)
    server.deliver()
    transport.breakSocket()
    room.comment(first(room).key, null, bodyOf('too late'))
    server.closed.add(GROUP)
    transport.retry()
    server.deliver()
    await vi.waitFor(() => {
      expect(room.getState().layers.map(({ id }) => id)).toEqual([other])
    })
    server.deliver()
    expect(room.getState().save).toMatchObject({ kind: 'refused', count: 1, text: 'too late' })
    expect(room.getState().writeLayer).toBe(other)
    expect(room.getState().threads).toEqual([])
    room.dismissRefusal()
    room.annotate(SURVIVE)
    server.deliver()
    expect(readRecords(server.document(other)).size).toBe(1)
  })

  it('[CS33] asks what it may do when the server asked it back', async () => {
    const server = memoryServer()
    const closed = setupOf(HANA, [layer(GROUP, { access: 'read' })])
    const { room, transport } = open(server, setupOf(HANA), () => Promise.resolve({ kind: 'setup', setup: closed }))
    server.deliver()
    expect(room.getState().writeLayer).toBe(GROUP)
    transport.breakSocket(true)
    transport.retry()
    server.deliver()
    await vi.waitFor(() => {
      expect(room.getState().writeLayer).toBeNull()
    })
    expect(room.getState().save.kind).toBe('read-only')
  })

  it('[CS34] shows each member here once, by the seminar’s own name, wherever they read last', () => {
    const server = memoryServer()
    const a = open(server, setupOf(HANA))
    const [b, second] = [open(server, setupOf(TOMAS)), open(server, setupOf(TOMAS))]
    server.deliver()
    b.room.readAt(offset(7))
    vi.advanceTimersByTime(2_000)
    server.deliver()
    expect(a.room.getState().people.map(({ member, readingAt, isMe }) => [member, readingAt, isMe])).toEqual([
      [HANA, null, true],
      [TOMAS, 7, false],
    ])
    second.room.destroy()
    b.room.destroy()
    server.deliver()
    expect(a.room.getState().people.map(({ member }) => member)).toEqual([HANA])
  })

  it('[CS35] makes keys that are its own and can be read', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    server.deliver()
    expect(parseRecordKey(made(room.annotate(SURVIVE)))).toMatchObject({ kind: 'annotation', owner: HANA })
  })
})
