import { z } from 'zod'
import { layerId, memberId } from '../../core/base'
import { type RecordKey, parseRecordKey, recordKey } from '../../core/annotation'
import { requireActor } from '../auth/session'
import { answerPrivately } from '../commands/answer-privately'
import { muteMember } from '../commands/mute-member'
import { removeNote } from '../commands/remove-note'
import { reportNote } from '../commands/report-note'
import { restoreNote } from '../commands/restore-note'
import { settleReport } from '../commands/settle-report'
import { AppError } from '../errors'
import { currentLanguage } from '../language'
import { inLanguage } from '../said'
import { database } from '../store/database'
import { idText, parseSeminar } from './fields'

const REASON_MAX_CHARS = 500
const reason = z
  .string()
  .trim()
  .max(REASON_MAX_CHARS, `That is longer than ${REASON_MAX_CHARS} characters. Shorten it.`)
const ANSWER_MAX_CHARS = 5_000
const answer = z
  .string()
  .trim()
  .min(1, 'Write the answer first.')
  .max(ANSWER_MAX_CHARS, `That is longer than ${ANSWER_MAX_CHARS} characters. Shorten it.`)
const keyText = z
  .string()
  .max(260)
  .transform((text, context): RecordKey => {
    const parts = parseRecordKey(text)
    if (parts !== undefined) return recordKey(parts.kind, parts.owner, parts.local)
    context.addIssue('That note is not here any more. Load the page again.')
    return z.NEVER
  })
const note = { layer: idText.transform(layerId), key: keyText }
const member = idText.transform(memberId)

const actSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('report'), ...note, reason: reason.min(1, 'Say in a few words what is wrong with it.') }),
  z.object({ act: z.literal('remove'), ...note, reason }),
  z.object({ act: z.literal('answer'), ...note, words: answer }),
  z.object({ act: z.literal('settle'), ...note }),
  z.object({ act: z.literal('restore'), removed: z.string().regex(/^\d{1,18}$/) }),
  z.object({ act: z.literal('mute'), member }),
  z.object({ act: z.literal('unmute'), member }),
])

/**
 * Does what a form or a margin asks about another's note. Throws an `AppError`
 * with a sentence of the reader's language where it cannot be done.
 */
export const doManners = async (seminar: unknown, data: FormData): Promise<void> => {
  try {
    await act(seminar, data)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const said = inLanguage({ values: {}, errors: {}, problem: error.message }, await currentLanguage())
    throw new AppError(error.code, said.problem, { cause: error })
  }
}

const act = async (seminar: unknown, data: FormData): Promise<void> => {
  const id = parseSeminar(seminar)
  const parsed = actSchema.safeParse(Object.fromEntries(data.entries()))
  if (!parsed.success) throw new AppError('bad-input', parsed.error.issues[0]?.message)
  const actor = await requireActor()
  const db = database()
  const asked = parsed.data
  switch (asked.act) {
    case 'report':
      await reportNote(db, actor, asked)
      return
    case 'remove':
      await removeNote(db, actor, asked)
      return
    case 'answer':
      await answerPrivately(db, actor, asked)
      return
    case 'settle':
      await settleReport(db, actor, asked)
      return
    case 'restore':
      await restoreNote(db, actor, asked.removed)
      return
    case 'mute':
    case 'unmute':
      await muteMember(db, actor, { seminar: id, member: asked.member, isMuted: asked.act === 'mute' })
  }
}
