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
import { parseSeminar } from './fields'
import { parseAct } from './parse-act'

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
  const asked = parseAct(data)
  const actor = await requireActor()
  const db = database()
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
