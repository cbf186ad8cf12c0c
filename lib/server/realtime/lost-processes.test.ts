import { Document } from '@hocuspocus/server'
import { afterEach, expect, it } from 'vitest'
import { memberId } from '../../core/base'
import { openClientIds } from './client-ids'
import { MISSED_LOOKS_MAX, openLostProcesses } from './lost-processes'
import { showPresence } from './relay-presence'

const ADA = memberId('ada')
const documents: Document[] = []
afterEach(() => {
  for (const document of documents.splice(0)) document.destroy()
})

/** A layer that shows a window of each process, and who of them is there. */
const openStage = () => {
  const document = new Document('layer')
  documents.push(document)
  const layer = { document, clients: openClientIds() }
  const there = new Set<string>()
  let canKnow = true
  const lost = openLostProcesses({
    layers: () => [layer],
    whoIsThere: () => Promise.resolve(canKnow ? new Set(there) : undefined),
  })
  return {
    there,
    lost,
    shown: () => [...document.awareness.getStates().keys()].toSorted(),
    say: (process: string, client: number) => {
      const windows = [{ client, member: ADA, clock: 1, state: '{"readingAt":1}' }]
      showPresence(layer, windows)
      lost.heard(process, layer, windows)
    },
    look: async (times: number) => {
      for (let at = 0; at < times; at += 1) await lost.look()
    },
    setKnowable: (is: boolean) => {
      canKnow = is
    },
  }
}

it('[SH14] takes the windows of a process away that is missed in a row, and no others', async () => {
  const { there, shown, say, look } = openStage()
  there.add('one').add('two')
  say('one', 1)
  say('two', 2)
  await look(1)
  there.delete('one')
  await look(MISSED_LOOKS_MAX - 1)
  expect(shown()).toEqual([1, 2])
  await look(1)
  expect(shown()).toEqual([2])
})

it('[SH14] leaves them where the process is back in time, or nobody can say', async () => {
  const { there, shown, say, look, setKnowable } = openStage()
  there.add('one')
  say('one', 1)
  await look(1)
  there.delete('one')
  await look(MISSED_LOOKS_MAX - 1)
  there.add('one')
  await look(1)
  there.delete('one')
  await look(MISSED_LOOKS_MAX - 1)
  setKnowable(false)
  await look(MISSED_LOOKS_MAX)
  expect(shown()).toEqual([1])
})

it('[SH14] leaves a window that has moved to another process, and those of one that was never seen', async () => {
  const { there, shown, say, look } = openStage()
  there.add('one').add('two')
  say('one', 1)
  say('older release', 3)
  await look(1)
  say('two', 1)
  there.delete('one')
  await look(MISSED_LOOKS_MAX + 1)
  expect(shown()).toEqual([1, 3])
})
