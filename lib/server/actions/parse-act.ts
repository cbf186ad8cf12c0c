import { z } from 'zod'
import { layerId, memberId } from '../../core/base'
import { type RecordKey, parseRecordKey, recordKey } from '../../core/annotation'
import { AppError } from '../errors'
import { idText } from './fields'
import { UNREAD } from './form'

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

/** What a form asks to be done about another's note or with its author. Throws `bad-input` with one sentence for what it cannot read. */
export const parseAct = (data: FormData): z.infer<typeof actSchema> => {
  const parsed = actSchema.safeParse(Object.fromEntries(data.entries()), UNREAD)
  if (!parsed.success) throw new AppError('bad-input', parsed.error.issues[0]?.message)
  return parsed.data
}
