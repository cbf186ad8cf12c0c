import { stampOfFigures } from '@/lib/server/queries/figures-stamp'
import { type StampContext, stampAnswer } from '../../stamp'

export const dynamic = 'force-dynamic'

/** What changes whenever the figures may: an open page that no stream reaches asks once a second. 404 also for who may not see them. */
export const GET = (_: Request, context: StampContext): Promise<Response> => stampAnswer(stampOfFigures, context)
