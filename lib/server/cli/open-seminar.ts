import { READY_CODEBOOKS } from '../../core/annotation'
import { openSeminar } from '../commands/open-seminar'
import { findByEmail } from '../store/people'
import { findSeminar } from '../store/seminars'
import { SWITCH, TEXT, verb } from './verb'

const BOOKS = READY_CODEBOOKS.map(({ id }) => id).join('|')
const NAME_MAX_CHARS = 120

/**
 * `seminar open NAME --instructor E-MAIL`: opens a seminar as that person would,
 * and says its class code and its id. 0 done, 1 not done, 2 bad use.
 */
export const run = verb({
  usage: `Use: scholion seminar open NAME --instructor E-MAIL [--codebook ${BOOKS}] [--json], where NAME has 1 to 120 characters.`,
  flags: { instructor: TEXT, codebook: TEXT, json: SWITCH },
  read: ([, given = '', ...more], { instructor, codebook, json: isJson }) => {
    const name = given.trim()
    const book = READY_CODEBOOKS.find(({ id }) => id === codebook)
    if (name === '' || name.length > NAME_MAX_CHARS || more.length > 0) return undefined
    if (instructor === undefined || (codebook !== undefined && book === undefined)) return undefined
    return { name, instructor, tags: book?.tags ?? [], isJson }
  },
  run: async (request, context) => {
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
  },
})
