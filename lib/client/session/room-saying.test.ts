import { describe, expect, it, vi } from 'vitest'
import { bodyOf } from '../../core/annotation'
import { offset } from '../../core/document'
import { readRecords } from '../../core/layer'
import { GROUP, HANA, REALIST, SURVIVE, TOMAS, TRADE, first, made, open, setClock, setupOf } from './room-testing'
import { memoryServer } from './testing'

/** Ends the turn of the event loop, as between two presses. */
const nextTurn = (): Promise<void> => Promise.resolve()

setClock()

describe('what members say in a room', () => {
  it('[CS46] shows where the others’ selections end, and asks the room to come where an instructor calls', () => {
    const server = memoryServer()
    const asInstructor = {
      ...setupOf(HANA),
      members: setupOf(HANA).members.map((member) =>
        member.id === HANA ? { ...member, role: 'instructor' as const } : member,
      ),
    }
    const a = open(server, asInstructor)
    const b = open(server, { ...setupOf(TOMAS), members: asInstructor.members })
    server.deliver()
    b.room.select(SURVIVE)
    b.room.callTo(offset(3))
    a.room.callTo(offset(9))
    vi.advanceTimersByTime(2_000)
    server.deliver()
    expect(a.room.getState().people.find(({ member }) => member === TOMAS)).toMatchObject({
      caretAt: SURVIVE.end,
      // A student's call is none.
      call: null,
    })
    const calls = () => b.room.getState().people.find(({ member }) => member === HANA)?.call?.at
    expect(calls()).toBe(9)
    vi.advanceTimersByTime(30_000)
    server.deliver()
    expect(calls()).toBeUndefined()
    b.room.select(null)
    vi.advanceTimersByTime(2_000)
    server.deliver()
    expect(a.room.getState().people.find(({ member }) => member === TOMAS)?.caretAt).toBeNull()
  })

  it('[CS47] resizes the member’s own highlight and no other’s', async () => {
    const server = memoryServer()
    const [a, b] = [open(server, setupOf(HANA)), open(server, setupOf(TOMAS))]
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    server.deliver()
    b.room.move(key, TRADE)
    server.deliver()
    expect(first(a.room).annotation.anchor.start).toBe(SURVIVE.start)
    await nextTurn()
    a.room.move(key, TRADE)
    server.deliver()
    expect(first(b.room).annotation.anchor).toMatchObject({ start: TRADE.start, end: TRADE.end })
    a.room.undo()
    expect(first(a.room).annotation.anchor.start).toBe(SURVIVE.start)
  })

  it('[CS48] gives a reaction, takes it back, and lets the last word on a thread count', () => {
    const server = memoryServer()
    const [a, b] = [open(server, setupOf(HANA)), open(server, setupOf(TOMAS))]
    server.deliver()
    const key = made(a.room.annotate(SURVIVE))
    const comment = made(a.room.comment(key, null, bodyOf('so')))
    server.deliver()
    b.room.react(key, null, 'agree')
    b.room.react(key, comment, 'evidence')
    b.room.resolve(key, true)
    server.deliver()
    expect(first(a.room).reactions.map(({ author, reaction }) => [author, reaction])).toEqual([[TOMAS, 'agree']])
    expect(first(a.room).comments[0]?.reactions.map(({ reaction }) => reaction)).toEqual(['evidence'])
    expect(first(a.room).resolved?.author).toBe(TOMAS)
    a.room.resolve(key, false)
    b.room.react(key, null, 'agree')
    server.deliver()
    expect(first(b.room).resolved).toBeNull()
    expect(first(b.room).reactions).toEqual([])
    b.room.resolve(key, true)
    server.deliver()
    expect(first(a.room).resolved?.author).toBe(TOMAS)
    expect(readRecords(server.document(GROUP)).size).toBe(5)
  })

  it('[CS49] says why a verdict was given, and takes the reason away without the verdict', () => {
    const server = memoryServer()
    const { room } = open(server, setupOf(HANA))
    server.deliver()
    const key = made(room.annotate(SURVIVE))
    room.tag(key, REALIST)
    room.tag(key, REALIST, ' it is about power ')
    expect(first(room).verdicts).toMatchObject([{ tag: REALIST, rationale: 'it is about power' }])
    room.tag(key, REALIST, '')
    expect(first(room).verdicts).toMatchObject([{ tag: REALIST }])
    expect(first(room).verdicts[0]).not.toHaveProperty('rationale')
    room.tag(key, REALIST)
    expect(first(room).verdicts).toEqual([])
  })
})
