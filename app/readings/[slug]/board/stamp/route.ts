import { boardStamp } from '@/lib/server/queries/board'
import { type StampContext, stampAnswer } from '../../stamp'

export const dynamic = 'force-dynamic'

/** What changes whenever a board may: an open one asks for it. 404 also for who may not know of the reading. */
export const GET = (_: Request, context: StampContext): Promise<Response> => stampAnswer(boardStamp, context)
