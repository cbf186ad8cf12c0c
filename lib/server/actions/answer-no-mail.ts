import { stopMail } from '../commands/stop-mail'
import { database } from '../store/database'
import { boundedForm } from './bounded-body'
import { refused } from './refused'

/**
 * Ends mail to whom the token of a letter names: in one click of a mail program
 * (RFC 8058), which gets 200, or by the button of the page `/no-mail/TOKEN`, to
 * which it goes back. A mail program sends what the RFC says, or nothing that can
 * be read. 404 for a token that is not ours, 413 for what is far too large.
 */
export const answerNoMail = async (request: Request, token: string): Promise<Response> => {
  try {
    const isPage = (await boundedForm(request))?.get('from') === 'page'
    const isDone = await stopMail(database(), token)
    if (!isPage) return new Response(null, { status: isDone ? 200 : 404 })
    const place = `/no-mail/${encodeURIComponent(token)}${isDone ? '?done=yes' : ''}`
    return new Response(null, { status: 303, headers: { Location: place } })
  } catch (error) {
    return refused(error)
  }
}
