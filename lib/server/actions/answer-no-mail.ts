import { stopMail } from '../commands/stop-mail'
import { database } from '../store/database'

/** Whether the button of our own page was pressed; a mail program sends what RFC 8058 says, or nothing that can be read. */
const isFromPage = async (request: Request): Promise<boolean> => {
  try {
    return (await request.formData()).get('from') === 'page'
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/**
 * Ends mail to whom the token of a letter names: in one click of a mail program
 * (RFC 8058), which gets 200, or by the button of the page `/no-mail/TOKEN`, to
 * which it goes back. 404 for a token that is not ours.
 */
export const answerNoMail = async (request: Request, token: string): Promise<Response> => {
  const isPage = await isFromPage(request)
  const isDone = await stopMail(database(), token)
  if (!isPage) return new Response(null, { status: isDone ? 200 : 404 })
  const place = `/no-mail/${encodeURIComponent(token)}${isDone ? '?done=yes' : ''}`
  return new Response(null, { status: 303, headers: { Location: place } })
}
