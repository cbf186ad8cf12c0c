import { answerChoice } from '../language'
import { boundedForm } from './bounded-body'
import { refused } from './refused'

/** The answer to a form with the `language` that its reader chose, on any page: the way back to that page. 413 for what is far too large. */
export const answerLanguage = async (request: Request): Promise<Response> => {
  try {
    return answerChoice((await boundedForm(request))?.get('language'), request.headers.get('referer'))
  } catch (error) {
    return refused(error)
  }
}
