import { SMTPServer } from 'smtp-server'

/** A letter as a mail server got it. */
export interface CapturedLetter {
  readonly to: readonly string[]
  /** Header and body, with soft line ends and the signs of quoted-printable and encoded words undone. */
  readonly source: string
}

/** A real mail server that keeps what it gets. */
export interface Capture {
  readonly url: string
  readonly letters: () => readonly CapturedLetter[]
  readonly forget: () => void
  /** Answers letters to an address with this code of SMTP from now on; `undefined` takes them again. */
  readonly answer: (address: string, code: number | undefined) => void
  readonly close: () => Promise<void>
}

/** Opens one on a free port of this machine. */
export const captureMail = async (): Promise<Capture> => {
  let letters: CapturedLetter[] = []
  const answers = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => {
      const code = answers.get(address)
      callback(code === undefined ? null : Object.assign(new Error('not now'), { responseCode: code }))
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: readable(Buffer.concat(chunks).toString('utf8')),
        })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters: () => letters,
    forget: () => {
      letters = []
    },
    answer: (to, code) => {
      if (code === undefined) answers.delete(to)
      else answers.set(to, code)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
      }),
  }
}

const readable = (source: string): string =>
  source
    .replace(/=\r\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
