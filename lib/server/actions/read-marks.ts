import { currentActor } from '../auth/session'
import { keepReadMarks } from '../commands/keep-read-marks'
import { AppError } from '../errors'
import { database } from '../store/database'
import { boundedJson } from './bounded-body'
import { refused } from './refused'

/** As many marks as an account keeps, with room to spare. */
const BODY_MAX_BYTES = 400_000

/**
 * The answer to a device that says what its member has read of a reading
 * (`ReadMarks` as JSON): the account's marks with these among them. 401 for a
 * guest, 404 for a reading they may not know of, 400 for what are no marks,
 * 413 for far too many.
 */
export const answerReadMarks = async (reading: string, request: Request): Promise<Response> => {
  try {
    const actor = await currentActor()
    if (actor.kind === 'guest') throw new AppError('signed-out')
    const said = await boundedJson(request, BODY_MAX_BYTES)
    return Response.json(await keepReadMarks(database(), actor, reading, said), {
      headers: { 'Cache-Control': 'no-store' },
    })
  } catch (error) {
    return refused(error)
  }
}
