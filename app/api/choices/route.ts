import { answerChoices } from '@/lib/server/actions/choices'

/** Keeps in the account what its reader chose on a device. */
export const POST = async (request: Request): Promise<Response> => answerChoices(request)
