import { z } from 'zod'
import {
  type LayerId,
  type MemberId,
  type ReadingId,
  type TagId,
  layerId,
  memberId,
  readingId,
  tagId,
} from '../../core/base'
import { type RecordKey, recordKey } from '../../core/annotation'
import { documentSchema, hashDocument, serializeDocument } from '../../core/document'
import type { RootDatabase } from './database'

/** A reading with many verdicts, for tests of plans and for benchmarks. */
export interface LargeReading {
  readonly id: ReadingId
  readonly slug: string
  /** A verdict to give anew: who gives it, where, and in which layer. */
  readonly verdict: {
    readonly layer: LayerId
    readonly member: MemberId
    readonly annotation: RecordKey
    readonly tags: readonly TagId[]
  }
}

interface LargeOptions {
  /** Names it among others in the database: letters and digits. */
  readonly label: string
  readonly members: number
  readonly taggings: number
  /** So many claims have a comment, and this a reaction. */
  readonly comments: number
}

const SECTIONS = 15
const PARAGRAPHS_PER_SECTION = 4
const SENTENCES_PER_PARAGRAPH = 5
const GROUP_SIZE = 5
const VERDICTS_PER_CLAIM = 4
const TAGS = [
  ['realist', 'minium'],
  ['liberal', 'azurite'],
  ['constructivist', 'orpiment'],
] as const

const storedJson = z.record(z.string(), z.json())

const sentenceOf = (number: number): string =>
  `Sentence ${number} says what a state wants, why it wants that now, and what it would give for it in the end.`

const paper = () => {
  let number = 0
  return documentSchema.node(
    'doc',
    null,
    Array.from({ length: SECTIONS }, (_, section) => [
      documentSchema.node('heading', { level: 2, id: `s${section}` }, [documentSchema.text(`Section ${section}`)]),
      ...Array.from({ length: PARAGRAPHS_PER_SECTION }, () =>
        documentSchema.node('paragraph', null, [
          documentSchema.text(
            Array.from({ length: SENTENCES_PER_PARAGRAPH }, () => {
              number += 1
              return sentenceOf(number)
            }).join(' '),
          ),
        ]),
      ),
    ]).flat(),
  )
}

/**
 * Fills a database with a class in groups of five that gave `taggings` verdicts,
 * four on each claim, in one layer a group; made by the database itself, since
 * there may be a million. Repeatable, but for the moments.
 */
export const seedLargeReading = async (
  db: RootDatabase,
  { label, members, taggings, comments }: LargeOptions,
): Promise<LargeReading> => {
  const document = paper()
  const groups = Math.ceil(members / GROUP_SIZE)
  const claims = Math.ceil(taggings / VERDICTS_PER_CLAIM)
  const chars = document.textContent.length
  const seminar = await db.seminar.create({ data: { name: label, classCode: `C${label}` } })
  const made = await db.paper.create({ data: { title: `On ${label}`, authors: [] } })
  const version = await db.paperVersion.create({
    data: {
      paperId: made.id,
      number: 1,
      hash: hashDocument(document),
      document: storedJson.parse(serializeDocument(document)),
    },
  })
  const reading = await db.reading.create({
    data: {
      slug: `large-${label}`,
      seminarId: seminar.id,
      versionId: version.id,
      rounds: { create: { kind: 'group', position: 0, openedAt: new Date() } },
    },
    include: { rounds: true },
  })
  const round = reading.rounds[0]?.id ?? ''
  const tags = await Promise.all(
    TAGS.map(([name, pigment], position) =>
      db.tag.create({
        data: { seminarId: seminar.id, name, definition: name, pigment, key: name.slice(0, 1), position },
      }),
    ),
  )
  const run = async (sql: string, ...values: readonly (string | number | string[])[]): Promise<void> => {
    await db.$executeRawUnsafe(sql, ...values)
  }
  await run(
    `insert into "Group" (id, "seminarId", name, position)
     select $1 || '-g' || n, $2, 'Group ' || n, n from generate_series(0, $3::int - 1) n`,
    label,
    seminar.id,
    groups,
  )
  await run(
    `insert into "User" (id, name) select $1 || '-u' || n, 'Member ' || n from generate_series(0, $2::int - 1) n`,
    label,
    members,
  )
  await run(
    `insert into "Member" (id, "seminarId", "userId", role, "groupId", colour)
     select $1 || '-m' || n, $2, $1 || '-u' || n, 'student', $1 || '-g' || n / $4::int, 1 + n % 12
       from generate_series(0, $3::int - 1) n`,
    label,
    seminar.id,
    members,
    GROUP_SIZE,
  )
  await run(
    `insert into "Layer" (id, "readingId", "roundId", kind, scope, "groupId")
     select $1 || '-l' || n, $2, $3, 'group', $1 || '-g' || n, $1 || '-g' || n from generate_series(0, $4::int - 1) n`,
    label,
    reading.id,
    round,
    groups,
  )
  // A number that looks random and is always the same.
  const noise = (of: string): string => `(('x' || substr(md5(${of}), 1, 6))::bit(24)::int)`
  await run(
    `insert into "AnnotationRow" ("layerId", key, "memberId", "versionId", start, "end", exact, prefix, suffix, at)
     select $1 || '-l' || g, 'annotation/' || $1 || '-m' || g * $5::int || '/a' || n, $1 || '-m' || g * $5::int, $2,
            place, place + 20 + ${noise(`'e' || n`)} % 160, '', '', '', now() at time zone 'utc'
       from (select n, n % $4::int as g, ${noise(`'s' || n`)} % ($6::int - 200) as place
               from generate_series(0, $3::int - 1) n) claims`,
    label,
    version.id,
    claims,
    groups,
    GROUP_SIZE,
    chars,
  )
  await run(
    `insert into "TaggingRow" ("layerId", key, "memberId", "annotationKey", "tagId", at)
     select $1 || '-l' || g, 'tagging/' || $1 || '-m' || g * $4::int + v || '/' || $1 || '-m' || g * $4::int || '.a' || n,
            $1 || '-m' || g * $4::int + v, 'annotation/' || $1 || '-m' || g * $4::int || '/a' || n,
            ($5::text[])[1 + ${noise(`n || 't' || v`)} % 7 / 3], (now() at time zone 'utc') - n % 7200 * interval '1 second'
       from (select n, n % $3::int as g, v from generate_series(0, $2::int - 1) n, generate_series(0, $6::int - 1) v) given`,
    label,
    claims,
    groups,
    GROUP_SIZE,
    tags.map(({ id }) => id),
    VERDICTS_PER_CLAIM,
  )
  await run(
    `insert into "CommentRow" ("layerId", key, "memberId", "annotationKey", body, text, at)
     select $1 || '-l' || g, 'comment/' || $1 || '-m' || g * $4::int + 1 || '/c' || n, $1 || '-m' || g * $4::int + 1,
            'annotation/' || $1 || '-m' || g * $4::int || '/a' || n, '{"type":"doc","content":[]}', 'Why?', now() at time zone 'utc'
       from (select n, n % $3::int as g from generate_series(0, $2::int - 1) n) said`,
    label,
    Math.min(comments, claims),
    groups,
    GROUP_SIZE,
  )
  await run(
    `insert into "ReactionRow" ("layerId", key, "memberId", "annotationKey", "commentKey", reaction, at)
     select "layerId", 'reaction/' || "memberId" || '/agree.comment.' || "memberId" || '.' || split_part(key, '/', 3),
            "memberId", "annotationKey", key, 'agree', at
       from "CommentRow" where "layerId" like $1 || '-l%'`,
    label,
  )
  await run('analyze')
  const first = memberId(`${label}-m0`)
  return {
    id: readingId(reading.id),
    slug: reading.slug,
    verdict: {
      layer: layerId(`${label}-l0`),
      member: first,
      annotation: recordKey('annotation', first, 'a0'),
      tags: tags.map(({ id }) => tagId(id)),
    },
  }
}
