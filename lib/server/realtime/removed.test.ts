import { expect, test } from 'vitest'
import { deleteRecord } from '../../core/layer'
import { eraseMember } from '../commands/erase-member'
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

test('[LW1] an open window forgets the words of who is erased, and theirs is shut', async () => {
  const { seminar, database } = stage
  const { ada, ben, layers } = seminar
  const [hers, his] = [ada, ben].map(({ cookie }) => stage.windowOf(cookie).open(layers.one))
  if (hers === undefined || his === undefined) throw new Error('no windows')
  await Promise.all([hers.synced(), his.synced()])
  const note = annotationOf(seminar, ada.id, stage.local())
  const words = commentOf(ada.id, stage.local(), note[0], 'Nobody is to read this.')
  const answer = commentOf(ben.id, stage.local(), note[0], 'I did.')
  write(hers.document, note)
  write(hers.document, words)
  await until('the words are there', () => his.records().has(words[0]))
  write(his.document, answer)
  await his.saved()
  await eraseMember(database.db, { kind: 'administrator' }, ada.id)
  await until('the words are gone', () => !his.records().has(words[0]))
  expect([...his.records().keys()].toSorted()).toEqual([note[0], answer[0]].toSorted())
  await until('hers is shut', () => hers.denied() !== undefined)
  // He goes on in the same window, and who comes later sees the same.
  const later = annotationOf(seminar, ben.id, stage.local())
  write(his.document, later)
  await his.saved()
  const fresh = stage.windowOf(seminar.teacher.cookie).open(layers.one)
  await fresh.synced()
  expect(fresh.records()).toEqual(his.records())
  expect(JSON.stringify([...fresh.records()])).not.toContain('Nobody is to read this.')
})
