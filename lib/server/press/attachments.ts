import { type Frame, type Threads, webFile } from '../../core/exchange'
import type { AnnotatedPaper, Attachment } from '../../core/export'
import { csvFile } from '../formats/csv'

/** The notes of a paper as the files that travel inside its PDF: JSON-LD after the W3C's model, and CSV. */
export const attachmentsOf = async (
  paper: AnnotatedPaper,
  place: Pick<Frame, 'version' | 'address'>,
): Promise<readonly Attachment[]> => {
  const frame: Frame = { ...paper, ...place }
  return [
    {
      name: 'annotations.jsonld',
      mediaType: 'application/ld+json',
      description: paper.words.say('data.web'),
      text: await joined(webFile(frame, comingFrom(paper))),
    },
    {
      name: 'annotations.csv',
      mediaType: 'text/csv',
      description: paper.words.say('data.table'),
      text: await joined(csvFile(frame, comingFrom(paper))),
    },
  ]
}

// eslint-disable-next-line @typescript-eslint/require-await -- what has come is handed on as what is coming
async function* comingFrom({ threads }: AnnotatedPaper): Threads {
  yield* threads
}

const joined = async (pieces: AsyncIterable<string>): Promise<string> => {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all.join('')
}
