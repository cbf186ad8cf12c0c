import type { MemberId, TagId, VersionId } from '../../lib/core/base'
import { describe } from '../../lib/core/anchor'
import { type LayerRecord, type RecordKey, bodyOf, recordKey, taggingKey } from '../../lib/core/annotation'
import { type TextIndex, offset } from '../../lib/core/document'
import type { Marked, Said, Script, TagName } from './script'

/** What turns a script into records. */
export interface Stage {
  readonly version: VersionId
  readonly index: TextIndex
  /** By the keys of `people.ts`. */
  readonly members: ReadonlyMap<string, MemberId>
  readonly tags: ReadonlyMap<TagName, TagId>
  /** When the class begins, in milliseconds since 1970. */
  readonly begins: number
}

/** One member's records that refer to nothing later than those before them. */
export interface Turn {
  readonly member: MemberId
  readonly records: readonly (readonly [RecordKey, LayerRecord])[]
}

interface Placed {
  readonly member: MemberId
  /** 0 for a passage, 1 for verdicts and comments on it, 2 for what answers those, and so on. */
  readonly depth: number
  readonly key: RecordKey
  readonly record: LayerRecord
}

/**
 * The records of a script in turns, to be written one after the other. `name`
 * makes the local ids: the same script gives the same ones. Throws where a
 * passage does not stand in the paper once, or somebody is not a member.
 */
export const turnsOf = (script: Script, name: string, stage: Stage): readonly Turn[] => {
  const placed = script.flatMap((marked, at) => recordsOf(marked, `${name}-${String(at + 1).padStart(2, '0')}`, stage))
  const turns: Turn[] = []
  const deepest = Math.max(0, ...placed.map(({ depth }) => depth))
  for (let depth = 0; depth <= deepest; depth += 1) {
    for (const member of stage.members.values()) {
      const own = placed.filter((one) => one.depth === depth && one.member === member)
      if (own.length > 0) turns.push({ member, records: own.map(({ key, record }) => [key, record]) })
    }
  }
  return turns
}

const recordsOf = (marked: Marked, local: string, stage: Stage): readonly Placed[] => {
  const author = memberOf(marked.who, stage)
  const annotation = recordKey('annotation', author, local)
  const range = rangeOf(marked.passage, stage.index.text)
  const records: Placed[] = [
    {
      member: author,
      depth: 0,
      key: annotation,
      record: {
        v: 1,
        kind: 'annotation',
        author,
        at: momentOf(marked.minute, local, stage),
        anchor: describe(stage.version, stage.index, range),
      },
    },
  ]
  for (const held of marked.held) {
    const member = memberOf(held.who, stage)
    const tag = stage.tags.get(held.tag)
    if (tag === undefined) throw new Error(`no tag "${held.tag}"`)
    const key = taggingKey(member, annotation)
    const at = momentOf(held.minute, key, stage)
    const rationale = held.rationale === undefined ? {} : { rationale: held.rationale }
    records.push({
      member,
      depth: 1,
      key,
      record: { v: 1, kind: 'tagging', author: member, at, annotation, tag, ...rationale },
    })
  }
  const speak = (said: Said, parent: RecordKey | null, depth: number, id: string): void => {
    const member = memberOf(said.who, stage)
    const key = recordKey('comment', member, id)
    const at = momentOf(said.minute, id, stage)
    const body = bodyOf(said.text)
    records.push({
      member,
      depth,
      key,
      record: { v: 1, kind: 'comment', author: member, at, annotation, parent, body },
    })
    said.answers.forEach((answer, nth) => {
      speak(answer, key, depth + 1, `${id}.${nth + 1}`)
    })
  }
  marked.said.forEach((said, nth) => {
    speak(said, null, 1, `${local}.${nth + 1}`)
  })
  return records
}

const memberOf = (who: string, stage: Stage): MemberId => {
  const member = stage.members.get(who)
  if (member === undefined) throw new Error(`"${who}" is not in the sample`)
  return member
}

/** The minute, and a second in it that follows from the record's name. */
const momentOf = (minute: number, name: string, stage: Stage): number => {
  let mixed = 0
  for (const letter of name.slice(-24)) mixed = (mixed * 31 + (letter.codePointAt(0) ?? 0)) % 60_000
  return stage.begins + minute * 60_000 + Math.floor(mixed / 1000) * 1000
}

/** Where the words of a passage stand. Throws unless they do, and once. */
const rangeOf = (passage: string, text: string) => {
  const [first = '', last] = passage.split(' … ')
  const start = text.indexOf(first)
  if (start < 0 || first === '') throw new Error(`not in the paper: "${passage}"`)
  if (text.includes(first, start + 1)) throw new Error(`more than once in the paper: "${passage}"`)
  if (last === undefined) return { start: offset(start), end: offset(start + first.length) }
  const end = text.indexOf(last, start + first.length)
  if (end < 0) throw new Error(`not in the paper: "${passage}"`)
  return { start: offset(start), end: offset(end + last.length) }
}
