import { parseArgs } from 'node:util'
import { READY_CODEBOOKS } from '../../core/annotation'
import { openSeminar } from '../commands/open-seminar'
import { findByEmail } from '../store/people'
import { findSeminar } from '../store/seminars'
import type { CliContext } from './context'

const BOOKS = READY_CODEBOOKS.map(({ id }) => id).join('|')
const USAGE = `Use: scholion seminar open NAME --instructor E-MAIL [--codebook ${BOOKS}] [--json], where NAME has 1 to 120 characters.`
const NAME_MAX_CHARS = 120

/**
 * `seminar open NAME --instructor E-MAIL`: opens a seminar as that person would,
 * and says its class code and its id. 0 done, 1 not done, 2 bad use.
 */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const request = parse(args)
  if (request === undefined) {
    context.err(USAGE)
    return 2
  }
  const db = await context.database()
  const person = (await findByEmail(db, request.instructor))?.person
  if (person === undefined) {
    context.err(`Nobody has the e-mail "${request.instructor}". \`scholion user create\` makes an account.`)
    return 1
  }
  if (!person.teaches) {
    context.err(`${person.name} may not open seminars. Name an account that was made with --instructor.`)
    return 1
  }
  const actor = { kind: 'user', user: person.id, teaches: true, memberships: [] } as const
  const id = await openSeminar(db, actor, { name: request.name, tags: request.tags })
  const seminar = await findSeminar(db, id)
  const said = { id, name: request.name, classCode: seminar?.classCode }
  context.out(
    request.isJson ? JSON.stringify(said, null, 2) : `${said.name}: class code ${said.classCode ?? ''}, id ${id}.`,
  )
  return 0
}

interface Request {
  readonly name: string
  readonly instructor: string
  readonly tags: (typeof READY_CODEBOOKS)[number]['tags']
  readonly isJson: boolean
}

const parse = (args: readonly string[]): Request | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        instructor: { type: 'string' },
        codebook: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    })
    const [verb, given = '', ...more] = positionals
    const name = given.trim()
    const { instructor, codebook, json: isJson } = values
    const book = READY_CODEBOOKS.find(({ id }) => id === codebook)
    if (verb !== 'open' || name === '' || name.length > NAME_MAX_CHARS || more.length > 0) return undefined
    if (instructor === undefined || (codebook !== undefined && book === undefined)) return undefined
    return { name, instructor, tags: book?.tags ?? [], isJson }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
