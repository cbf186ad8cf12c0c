import { expect, test } from 'vitest'
import { deleteRecord } from '../../core/layer'
import { setStage } from './stage-testing'
import { annotationOf, commentOf, until, write } from './testing'

const stage = setStage({ isSeminarFresh: true })

test('[MN1] what an instructor removes in an open window is kept beside the layer with the same commit', async () => {
  const { seminar, database } = stage
  const { ada, ben, teacher, layers } = seminar
  const [hers, his, staff] = [ada, ben, teacher].map(({ cookie }) => stage.windowOf(cookie).open(layers.one))
  if (hers === undefined || his === undefined || staff === undefined) throw new Error('no windows')
  await Promise.all([hers.synced(), his.synced(), staff.synced()])
  const note = annotationOf(seminar, ada.id, stage.local())
  const words = commentOf(ben.id, stage.local(), note[0], 'Only a fool would say so.')
  write(hers.document, note)
  await until('the note is there', () => his.records().has(note[0]))
  write(his.document, words)
  await until('the words are there', () => staff.records().has(words[0]))
  deleteRecord(staff.document, words[0])
  await staff.saved()
  await until('they are gone', () => !hers.records().has(words[0]))

  const kept = await database.db.removedNote.findMany({ where: { layerId: layers.one } })
  expect(kept).toMatchObject([
    { key: words[0], memberId: ben.id, byMemberId: teacher.id, record: words[1], reason: '', restoredAt: null },
  ])
  expect(await database.db.auditEntry.findMany({ where: { seminarId: seminar.id } })).toMatchObject([
    { deed: 'note.removed', byMemberId: teacher.id, memberId: ben.id, subject: words[0] },
  ])
  // What a member takes back themselves is nobody's affair.
  deleteRecord(hers.document, note[0])
  await hers.saved()
  expect(await database.db.removedNote.count()).toBe(1)
})
