import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memberId, seededRandom, versionId } from '../../../lib/core/base'
import { type Document, TextIndex } from '../../../lib/core/document'
import type { AnnotatedPaper } from '../../../lib/core/export'
import { TEST_NAMES, randomNotes, testPaper } from '../../../lib/core/export/testing'
import { intake } from '../../../lib/core/intake'
import { ROOT } from '../../../lib/server/launch/paths.mjs'

const COMMENTS = 3
let sample: Document | undefined

const sampleDocument = (): Document => {
  if (sample !== undefined) return sample
  const taken = intake(readFileSync(join(ROOT, 'prisma/sample/pakistan-russia-relations.md'), 'utf8'))
  if (!taken.ok) throw new Error(taken.reason.sentence)
  sample = taken.value.document
  return sample
}

/** The sample paper with so many notes at seeded places, three comments each, and everything that a file of the room has. */
export const notedPaper = (notes: number, seed: number): AnnotatedPaper => {
  const document = sampleDocument()
  const length = new TextIndex(document).text.length
  const members = [...TEST_NAMES].map(([id, name]) => ({
    id: memberId(id),
    name,
    role: 'student' as const,
    group: null,
  }))
  return testPaper(
    document,
    (layer) => {
      randomNotes(seededRandom(seed), notes, COMMENTS)(layer, length)
    },
    {
      people: { members, groups: [] },
      data: { version: versionId('bench'), address: 'https://example.org/readings/bench' },
    },
  )
}
