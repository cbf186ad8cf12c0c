import { answerChoice } from '@/lib/server/language'

/** Takes the language that a reader chose, from a form that needs no JavaScript, and goes back to its page. */
export const POST = async (request: Request): Promise<Response> => {
  const form = await request.formData()
  return answerChoice(form.get('language'), request.headers.get('referer'))
}
