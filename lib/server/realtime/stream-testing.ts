import { type IncomingMessage, request } from 'node:http'

/** An open stream of figures or of a board, as a page hears it. */
export interface Heard {
  readonly status: number
  /** What it was told, in order. */
  readonly told: string[]
  /** When each of these came, in ms of `performance.now()`. */
  readonly at: number[]
  isClosed: boolean
  readonly close: () => void
}

/** Opens the stream of a reading; resolves with the head of the answer. */
export const listenTo = (
  { host }: { readonly host: string },
  reading: string,
  { cookie, what = 'figures' }: { readonly cookie?: string | undefined; readonly what?: string } = {},
): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const path = `http://${host}/readings/${reading}/${what}/stream`
    const asked = request(path, { headers: cookie === undefined ? {} : { cookie }, agent: false }, (response) => {
      resolve(hear(response))
    })
    asked.on('error', reject)
    asked.end()
  })

const hear = (response: IncomingMessage): Heard => {
  const heard: Heard = {
    status: response.statusCode ?? 0,
    told: [],
    at: [],
    isClosed: false,
    close: () => {
      response.destroy()
    },
  }
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (part: string) => {
    const events = (rest + part).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      if (!event.startsWith('data: ')) continue
      heard.told.push(event.slice('data: '.length))
      heard.at.push(performance.now())
    }
  })
  response.on('error', () => undefined)
  response.on('close', () => {
    heard.isClosed = true
  })
  return heard
}
