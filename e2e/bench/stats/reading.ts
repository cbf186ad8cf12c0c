import { groupId, memberId, seededRandom, tagId, layerId, versionId } from '../../../lib/core/base'
import { READY_CODEBOOKS, type Tag, recordKey, taggingKey } from '../../../lib/core/annotation'
import { offset } from '../../../lib/core/document'
import type { AnnotationRow, TaggingRow } from '../../../lib/core/projection'
import type { FiguresInput } from '../../../lib/core/statistics'

const SENTENCES = 300
const SENTENCE_CHARS = 150
const SECTIONS = 15
const GROUP_SIZE = 5
const VERDICTS_PER_CLAIM = 4

/** A reading of a class of `members` with `taggings` verdicts, four on each claim, in groups of five. Repeatable. */
export const readingOf = (members: number, taggings: number): FiguresInput => {
  const random = seededRandom(1)
  const groups = Array.from({ length: Math.ceil(members / GROUP_SIZE) }, (_, at) => ({
    id: groupId(`g${at}`),
    name: `Group ${at}`,
  }))
  const ids = Array.from({ length: members }, (_, at) => memberId(`m${at}`))
  const tags = (READY_CODEBOOKS[0]?.tags ?? []).map((tag, position): Tag => ({
    ...tag,
    id: tagId(`t${position}`),
    position,
  }))
  const annotations: AnnotationRow[] = []
  const verdicts: TaggingRow[] = []
  for (let claim = 0; claim * VERDICTS_PER_CLAIM < taggings; claim += 1) {
    const group = claim % groups.length
    const author = memberId(`m${group * GROUP_SIZE}`)
    const layer = layerId(`l${group}`)
    const start = Math.floor(random() * (SENTENCES * SENTENCE_CHARS - 200))
    const key = recordKey('annotation', author, `a${claim}`)
    const common = { layer, at: claim * 1_000, editedAt: null }
    annotations.push({
      ...common,
      key,
      member: author,
      version: versionId('v'),
      start: offset(start),
      end: offset(start + 20 + Math.floor(random() * 160)),
      exact: '',
      prefix: '',
      suffix: '',
      removedAt: null,
    })
    for (let voice = 0; voice < VERDICTS_PER_CLAIM; voice += 1) {
      const member = ids[group * GROUP_SIZE + voice]
      const tag = tags[Math.floor(random() * random() * tags.length)]
      if (member === undefined || tag === undefined) continue
      verdicts.push({ ...common, key: taggingKey(member, key), member, annotation: key, tag: tag.id, rationale: null })
    }
  }
  return {
    rows: { annotations, taggings: verdicts, comments: [], reactions: [] },
    members: ids.map((id, at) => ({
      id,
      name: `Member ${at}`,
      role: 'student',
      group: groups[Math.floor(at / GROUP_SIZE)]?.id ?? null,
    })),
    groups,
    tags,
    sections: Array.from({ length: SECTIONS }, (_, at) => ({
      id: `s${at}`,
      level: 2,
      title: `Section ${at}`,
      start: offset((at * SENTENCES * SENTENCE_CHARS) / SECTIONS),
      end: offset(((at + 1) * SENTENCES * SENTENCE_CHARS) / SECTIONS),
    })),
    sentences: Array.from({ length: SENTENCES }, (_, at) => ({
      start: offset(at * SENTENCE_CHARS),
      end: offset(at * SENTENCE_CHARS + SENTENCE_CHARS - 1),
    })),
    bodyEnd: SENTENCES * SENTENCE_CHARS,
    text: 'x'.repeat(SENTENCES * SENTENCE_CHARS),
  }
}
