import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentSchema } from '../../core/document'
import { PDF_LAYOUT } from '../../core/export'
import { testFootnote, testHeading, testParagraph, testPaper } from '../../core/export/testing'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { bareText, readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'
import { wholeHighlights } from './testing'

let setter: PaperSetter
beforeAll(() => {
  setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
})

const document = documentSchema.nodes.doc.create(null, [
  testHeading(1, 'پاکستان اور روس کے تعلقات'),
  testParagraph(
    'پاکستان اور روس کے باہمی تعلقات میں گزشتہ دہائی کے دوران Gwadar Port جیسے منصوبوں کے سبب نمایاں بہتری آئی ہے، اور 2012 میں دونوں ملکوں نے معاہدے کیے۔^1^ یہ جملہ آزمائش کے لیے ہے تاکہ سطر ٹوٹے۔',
  ),
  testParagraph('Россия и Пакистан развивают отношения. 中国与巴基斯坦的关系。日本語のひらがな。한국어 문장입니다.'),
  testParagraph('In Arabic: العلاقات الدولية, in Hebrew שלום, in Hindi नमस्ते दुनिया, in Greek λόγος.'),
  documentSchema.nodes.footnotes.create(null, [testFootnote('1', 'حاشیہ: یہ ماخذ ہے۔')]),
])
const QUOTES = [
  'دوران Gwadar Port جیسے',
  'отношения',
  '与巴基斯坦',
  'ひらがな',
  '한국어',
  'العلاقات',
  'שלום',
  'नमस्ते',
  'λόγος',
  'ماخذ',
]

/** Which letters there are: they stand from left to right, and some fonts draw one letter in two signs. */
const letters = (text: string): string => [...new Set(bareText(text))].toSorted().join('')

describe.each([false, true])('every script, with notes in the margin: %s', (marginNotes) => {
  it('[PR8] has its letters, and each quote under its quads', async () => {
    const paper = testPaper(
      document,
      (layer) => {
        QUOTES.forEach((quote, at) => {
          layer.comment(at % 7, layer.annotate(at % 7, quote), `تبصرہ 評論 ${at}`)
        })
      },
      { layout: { ...PDF_LAYOUT, marginNotes } },
    )
    const read = await readBack(await runJob(setter, jobOf(paper)))
    expect(read.texts.filter(({ text }) => text.includes('[U+'))).toEqual([])
    expect(read.language).toBe('ur')
    const found = wholeHighlights(read).map(({ text }) => letters(text))
    expect(found.toSorted()).toEqual(QUOTES.map(letters).toSorted())
  })
})
