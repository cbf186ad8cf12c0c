import { answerNoMail } from '@/lib/server/actions/answer-no-mail'

interface Context {
  readonly params: Promise<{ readonly token: string }>
}

/** One click on "unsubscribe" in a mail program, or on the button of the page. */
export const POST = async (request: Request, { params }: Context): Promise<Response> =>
  answerNoMail(request, (await params).token)

/** A person who opens the address that is meant for mail programs comes to the page. */
export const GET = async (_: Request, { params }: Context): Promise<Response> =>
  new Response(null, {
    status: 303,
    headers: { Location: `/no-mail/${encodeURIComponent((await params).token)}` },
  })
