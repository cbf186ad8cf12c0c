import { describe, expect, it } from 'vitest'
import { memberId, seededRandom } from '../base'
import { threadsOf } from '../annotation'
import { samplePage } from '../export/testing'
import { memberOfIri, planImport, readForeign, webFile } from '.'
import { comingOneByOne, randomRecords, testMeans, testReading, threadsOfRecords, wholeOf } from './testing'

describe('our own file, brought back', () => {
  const { frame } = testReading(samplePage(), () => undefined)

  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))('[XI2] is the same layer (seed %i)', async (seed) => {
    const records = randomRecords(seededRandom(seed), frame.index, 120)
    const threads = threadsOfRecords(records)
    const file = readForeign(JSON.parse(await wholeOf(webFile(frame, comingOneByOne(threads)))))
    if (!file.ok) throw new Error(file.reason)
    const plan = planImport(
      file.value.notes,
      testMeans(frame, {
        ownerOf: ({ id }) => {
          const member = memberOfIri(id ?? '')
          return member === undefined ? undefined : memberId(member)
        },
      }),
    )
    expect(file.value.faults).toEqual([])
    expect(threadsOf(plan.records)).toEqual(threads.map(({ thread }) => thread))
    expect(plan.report).toMatchObject({
      moved: [],
      guessed: [],
      orphans: [],
      tagsAsWords: [],
      others: [],
      reactionsLeft: 0,
    })
  })
})
