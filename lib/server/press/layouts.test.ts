import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../core/base'
import { TextIndex } from '../../core/document'
import { type PdfLayout, pageMeasures } from '../../core/export'
import { type TestLayer, randomNotes, sampleNotes, samplePage, testPaper } from '../../core/export/testing'
import { intake } from '../../core/intake'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'
import { expectQuotes, highlightsIn } from './testing'

let setter: PaperSetter
beforeAll(() => {
  setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
})

const LAYOUTS: readonly PdfLayout[] = (['a4', 'letter'] as const).flatMap((paper) =>
  ([1, 2] as const).flatMap((columns) =>
    [false, true].map((marginNotes) => ({ paper, columns, marginNotes, names: true })),
  ),
)

describe.each(LAYOUTS)('$paper, $columns columns, notes in the margin: $marginNotes', (layout) => {
  it('[PR1] [PR6] [PR13] has each quote under its quads, all inside the page, and each footnote once', async () => {
    const paper = testPaper(samplePage(), sampleNotes, { layout })
    const steps: string[] = []
    const read = await readBack(await runJob(setter, jobOf(paper), (step) => steps.push(step)))
    expect(steps).toEqual(['text', 'pages'])
    expectQuotes(read, paper)
    const right = pageMeasures(layout)
    for (const quad of highlightsIn(read).flatMap(({ quads }) => quads)) {
      expect(quad.left).toBeGreaterThan(right.left * 2.83)
      expect(quad.right).toBeLessThan((right.width - right.right) * 2.84 + 4)
    }
    for (const words of ['The author is a research', 'Keith L. Shimko', 'Sabir Shah', 'Ardeshir Cowasjee']) {
      expect(
        read.texts.filter(({ text }) => text.startsWith(words)),
        words,
      ).toHaveLength(1)
    }
  })

  it('[PR1] does so for the sample paper with notes anywhere', async () => {
    const taken = intake(readFileSync(join(process.cwd(), 'prisma/sample/pakistan-russia-relations.md'), 'utf8'))
    if (!taken.ok) throw new Error(taken.reason.sentence)
    const { document } = taken.value
    const length = new TextIndex(document).text.length
    const write = (layer: TestLayer): void => {
      randomNotes(seededRandom(11), 60, 1)(layer, length)
    }
    const paper = testPaper(document, write, { layout })
    const steps: string[] = []
    const read = await readBack(await runJob(setter, jobOf(paper), (step) => steps.push(step)))
    expect(steps).toEqual(['text', 'pages'])
    expectQuotes(read, paper)
  }, 60_000)
})
