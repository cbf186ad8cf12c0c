import { currentUser } from '../auth/session'
import { keepChoices } from '../commands/keep-choices'
import { AppError } from '../errors'
import { database } from '../store/database'

/**
 * The answer to a device that sends what its reader chose (`Choices` as JSON): 204
 * and the moment of it in `X-Kept-At`, in ms since 1970. 401 for a guest, 400 for
 * what are no choices; nothing is kept then.
 */
export const answerChoices = async (body: string): Promise<Response> => {
  const user = await currentUser()
  if (user === undefined) return refusal(new AppError('signed-out'))
  const at = await keepChoices(database(), user.id, parseJson(body))
  if (at === undefined) return refusal(new AppError('bad-input'))
  return new Response(null, { status: 204, headers: { 'X-Kept-At': String(at), 'Cache-Control': 'no-store' } })
}

const refusal = (error: AppError): Response => Response.json({ error: error.message }, { status: error.status })

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
