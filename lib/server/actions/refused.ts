import { AppError } from '../errors'

/** The answer of a door without a page to what cannot be done: the status, and the sentence as JSON. What was not expected goes on. */
export const refused = (error: unknown): Response => {
  if (!(error instanceof AppError)) throw error
  return Response.json({ error: error.message }, { status: error.status })
}
