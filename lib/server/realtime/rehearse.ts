import * as Y from 'yjs'
import { bodyOf, recordKey } from '../../core/annotation'
import { memberId } from '../../core/base'
import { applyState, writeRecord } from '../../core/layer'

const RECORDS = 1_000
const AUTHORS = 10
const TIMES = 10

const WORDS =
  'as long as the notes of a class are, so that it is read as they are read, and longer than the words that are known again'

/**
 * Reads a made-up layer some times, which takes a sixth of a second. What a
 * process reads first it reads at half the speed, since its code is compiled as
 * it goes: so that is done before a class waits for it. `read` is how a layer is
 * opened, and takes a fresh document each time.
 */
export const rehearseOpening = (read: (doc: Y.Doc, state: Uint8Array) => void = applyState): void => {
  const written = new Y.Doc()
  for (let author = 0; author < AUTHORS; author += 1) {
    const member = memberId(`rehearsal${author}`)
    const annotation = recordKey('annotation', member, 'first')
    const own = new Y.Doc()
    own.transact(() => {
      for (let nth = 0; nth < RECORDS / AUTHORS; nth += 1) {
        writeRecord(own, recordKey('comment', member, `note${nth}`), {
          v: 1,
          kind: 'comment',
          author: member,
          at: nth,
          annotation,
          parent: null,
          body: bodyOf(`${author} ${nth} ${WORDS}`),
        })
      }
    })
    Y.applyUpdate(written, Y.encodeStateAsUpdate(own))
    own.destroy()
  }
  const state = Y.encodeStateAsUpdateV2(written)
  written.destroy()
  for (let time = 0; time < TIMES; time += 1) {
    const fresh = new Y.Doc()
    read(fresh, state)
    Y.encodeStateVector(fresh)
    fresh.destroy()
  }
}
