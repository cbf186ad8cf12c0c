import { currentUser } from '../auth/session'
import { keepChoices } from '../commands/keep-choices'
import { AppError } from '../errors'
import { database } from '../store/database'
import { boundedJson } from './bounded-body'
import { refused } from './refused'

/** Far more than all choices that there are. */
const BODY_MAX_BYTES = 20_000

/**
 * The answer to a device that sends what its reader chose (`Choices` as JSON): 204
 * and the moment of it in `X-Kept-At`, in ms since 1970. 401 for a guest, 400 for
 * what are no choices, 413 for far too much; nothing is kept then.
 */
export const answerChoices = async (request: Request): Promise<Response> => {
  try {
    const user = await currentUser()
    if (user === undefined) throw new AppError('signed-out')
    const at = await keepChoices(database(), user.id, await boundedJson(request, BODY_MAX_BYTES))
    if (at === undefined) throw new AppError('bad-input')
    return new Response(null, { status: 204, headers: { 'X-Kept-At': String(at), 'Cache-Control': 'no-store' } })
  } catch (error) {
    return refused(error)
  }
}
