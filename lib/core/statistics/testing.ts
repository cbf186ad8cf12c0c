import { groupId, layerId, memberId, seededRandom, tagId, versionId } from '../base'
import { type Tag, bodyOf, recordKey, taggingKey } from '../annotation'
import { offset } from '../document'
import type { AnnotationRow, CommentRow, TaggingRow } from '../projection'
import type { FiguresInput } from './facts'

const tag = (name: string, position: number, active = true): Tag => ({
  id: tagId(name),
  name,
  definition: `When a claim is ${name}.`,
  example: '',
  pigment: (['minium', 'azurite', 'orpiment', 'verdigris'] as const)[position] ?? 'graphite',
  key: name.slice(0, 1),
  position,
  active,
})

/** A reading of 100 characters: two sections of five sentences of ten, two groups, five members. */
export const emptyReading = (): FiguresInput => ({
  rows: { annotations: [], taggings: [], comments: [], reactions: [] },
  members: [
    { id: memberId('ann'), name: 'Ann', role: 'student', group: groupId('a') },
    { id: memberId('ben'), name: 'Ben', role: 'student', group: groupId('a') },
    { id: memberId('cyd'), name: 'Cyd', role: 'student', group: groupId('b') },
    { id: memberId('dan'), name: 'Dan', role: 'student', group: groupId('b') },
    { id: memberId('eve'), name: 'Eve', role: 'instructor', group: null },
  ],
  groups: [
    { id: groupId('a'), name: 'Group A' },
    { id: groupId('b'), name: 'Group B' },
  ],
  tags: [tag('realist', 0), tag('liberal', 1), tag('constructivist', 2), tag('interdependence', 3, false)],
  sections: [
    { id: 'one', level: 2, title: 'One', start: offset(0), end: offset(50) },
    { id: 'two', level: 2, title: 'Two', start: offset(50), end: offset(100) },
  ],
  sentences: Array.from({ length: 10 }, (_, at) => ({ start: offset(at * 10), end: offset(at * 10 + 9) })),
  paragraphs: [0, 20, 50, 80].map((start, at) => ({ number: at + 1, start: offset(start), end: offset(start + 18) })),
  bodyEnd: 100,
  text: 'x'.repeat(200),
})

/** An annotation row; `local` names it for its author. */
export const annotationRow = (author: string, local: string, start: number, end: number): AnnotationRow => ({
  layer: layerId('layer'),
  key: recordKey('annotation', memberId(author), local),
  member: memberId(author),
  version: versionId('version'),
  start: offset(start),
  end: offset(end),
  exact: 'x'.repeat(end - start),
  prefix: '',
  suffix: '',
  at: 0,
  editedAt: null,
  removedAt: null,
})

/** A verdict of `author` on `annotation`. */
export const taggingRow = (author: string, annotation: AnnotationRow, name: string): TaggingRow => ({
  layer: annotation.layer,
  key: taggingKey(memberId(author), annotation.key),
  member: memberId(author),
  annotation: annotation.key,
  tag: tagId(name),
  rationale: null,
  at: 0,
  editedAt: null,
})

/** A comment of `author` on `annotation`; an empty text is a removed one. */
export const commentRow = (author: string, local: string, annotation: AnnotationRow, text: string): CommentRow => ({
  layer: annotation.layer,
  key: recordKey('comment', memberId(author), local),
  member: memberId(author),
  annotation: annotation.key,
  parent: null,
  body: text === '' ? null : bodyOf(text),
  text,
  at: 0,
  editedAt: null,
  removedAt: text === '' ? 1 : null,
})

/** A reading with random rows: repeatable for a seed. */
export const randomReading = (seed: number): FiguresInput => {
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const reading = emptyReading()
  const members = reading.members.map((member) => String(member.id))
  const annotations = Array.from({ length: 40 }, (_, at): AnnotationRow => {
    const start = Math.floor(random() * 110)
    const row = annotationRow(pick(members), `n${at}`, start, start + 1 + Math.floor(random() * 30))
    return random() < 0.1 ? { ...row, removedAt: 1 } : row
  })
  const taggings = new Map<string, TaggingRow>()
  for (let draw = 0; draw < 120; draw += 1) {
    const row = taggingRow(pick(members), pick(annotations), pick(['realist', 'liberal', 'constructivist', 'gone']))
    taggings.set(row.key, row)
  }
  const comments = Array.from({ length: 60 }, (_, at) =>
    commentRow(pick(members), `c${at}`, pick(annotations), random() < 0.1 ? '' : 'words'),
  )
  return { ...reading, rows: { annotations, taggings: [...taggings.values()], comments, reactions: [] } }
}

export { slowAlpha, slowPercent } from './slow'
