import { answerReadMarks } from '@/lib/server/actions/read-marks'

interface Context {
  readonly params: Promise<{ readonly reading: string }>
}

/** Keeps in the account what its member has read on a device, and tells the device what they read on others. */
export const POST = async (request: Request, { params }: Context): Promise<Response> =>
  answerReadMarks((await params).reading, request)
