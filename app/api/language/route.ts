import { answerLanguage } from '@/lib/server/actions/answer-language'

/** Takes the language that a reader chose, from a form that needs no JavaScript, and goes back to its page. */
export const POST = async (request: Request): Promise<Response> => answerLanguage(request)
