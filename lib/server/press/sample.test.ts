import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { groupAFirst } from '../../../prisma/sample/group-a-first'
import { groupASecond } from '../../../prisma/sample/group-a-second'
import { groupBFirst } from '../../../prisma/sample/group-b-first'
import { groupBSecond } from '../../../prisma/sample/group-b-second'
import { groupCFirst } from '../../../prisma/sample/group-c-first'
import { groupCSecond } from '../../../prisma/sample/group-c-second'
import { instructorNotes, plenaryNotes } from '../../../prisma/sample/others'
import { SAMPLE_PEOPLE } from '../../../prisma/sample/people'
import { turnsOf } from '../../../prisma/sample/records'
import type { Said, Script } from '../../../prisma/sample/script'
import { layerId, memberId, tagId, versionId } from '../../core/base'
import { threadsOf } from '../../core/annotation'
import { TextIndex } from '../../core/document'
import type { AnnotatedPaper } from '../../core/export'
import { TEST_NOW, testPaper } from '../../core/export/testing'
import { intake } from '../../core/intake'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { type ReadAnnotation, type ReadBack, bareText, readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'

const SCRIPTS: Readonly<Record<string, Script>> = {
  Instructors: instructorNotes,
  'Group A': [...groupAFirst, ...groupASecond],
  'Group B': [...groupBFirst, ...groupBSecond],
  'Group C': [...groupCFirst, ...groupCSecond],
  'Whole seminar': plenaryNotes,
}

/** A full stop is drawn under a quotation mark by a point: boxes overlap so far, and no letter is cut. */
const CUT_MAX_PT = 1.2

const memberOf = new Map(SAMPLE_PEOPLE.map(({ key }, at) => [key, memberId(`m${at}`)]))
const idOf = (layer: string) => layerId(layer.toLowerCase().replaceAll(' ', '-'))

const taken = intake(readFileSync(join(process.cwd(), 'prisma/sample/pakistan-russia-relations.md'), 'utf8'))
if (!taken.ok) throw new Error(taken.reason.sentence)
const { document } = taken.value

/** The sample paper with the records that the sample's class wrote in these layers. */
const samplePaper = (layers: readonly string[]): AnnotatedPaper => {
  const stage = {
    version: versionId('v1'),
    index: new TextIndex(document),
    members: memberOf,
    tags: new Map((['realist', 'liberal', 'constructivist'] as const).map((name) => [name, tagId(name)])),
    begins: TEST_NOW,
  }
  return testPaper(document, () => undefined, {
    layers: layers.map((name) => ({ id: idOf(name), name })),
    names: new Map(SAMPLE_PEOPLE.map(({ name }, at) => [memberId(`m${at}`), name])),
    threads: layers
      .flatMap((name) =>
        threadsOf(turnsOf(SCRIPTS[name] ?? [], idOf(name), stage).flatMap(({ records }) => records)).map((thread) => ({
          layer: idOf(name),
          thread,
        })),
      )
      // A moment of its own for each, by which it is found in the file.
      .map(({ layer, thread }, at) => ({
        layer,
        thread: { ...thread, annotation: { ...thread.annotation, at: TEST_NOW + at * 1000 } },
      })),
  })
}

const wordsOf = (said: readonly Said[]): readonly string[] =>
  said.flatMap(({ text, answers }) => [text, ...wordsOf(answers)])

/** The letters that a quad's end cuts through, with how far, in points. */
const cutLetters = ({ letters }: ReadBack, { page, quads }: ReadAnnotation): readonly string[] =>
  quads.flatMap((quad) =>
    letters.flatMap(({ page: on, text, left, right, baseline }) => {
      const isInLine = on === page && baseline > quad.bottom && baseline < quad.top
      const inside = Math.min(right, quad.right) - Math.max(left, quad.left)
      const outside = right - left - inside
      if (!isInLine || text.trim() === '' || inside < CUT_MAX_PT || outside < CUT_MAX_PT) return []
      return [`${text}: ${inside.toFixed(2)} of ${(right - left).toFixed(2)}`]
    }),
  )

/** `D:YYYYMMDDHHmmSSZ`, as the file has a moment. */
const momentOf = (at: number): string => `D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`

describe('the records of the sample', () => {
  let setter: PaperSetter
  beforeAll(() => {
    setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
  })

  it.each([
    { what: 'one group', layers: ['Group B'] },
    { what: 'everything', layers: Object.keys(SCRIPTS) },
  ])('[PR1] [PR3] has each quote under its quads, no sign more or less, and every comment: $what', async (file) => {
    const paper = samplePaper(file.layers)
    const read = await readBack(await runJob(setter, jobOf(paper)))
    const under = new Map<string, string>()
    for (const { subtype, created, text } of read.annotations) {
      if (subtype === 'Highlight') under.set(created, `${under.get(created) ?? ''}${bareText(text)}`)
    }
    const quotes = paper.threads.map(({ thread: { annotation } }) => [
      momentOf(annotation.at),
      bareText(annotation.anchor.exact),
    ])
    expect(quotes.length).toBeGreaterThan(30)
    expect(Object.fromEntries(under)).toEqual(Object.fromEntries(quotes))

    expect(read.annotations.flatMap((annotation) => cutLetters(read, annotation))).toEqual([])

    const comments = file.layers.flatMap((name) => (SCRIPTS[name] ?? []).flatMap(({ said }) => wordsOf(said)))
    const answers = read.annotations.filter(({ inReplyTo }) => inReplyTo !== undefined).map(({ words }) => words)
    expect(answers.map(bareText).toSorted()).toEqual(comments.map(bareText).toSorted())
  })
})
