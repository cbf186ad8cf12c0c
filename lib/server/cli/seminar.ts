import { parseArgs } from 'node:util'
import type { PseudonymMode } from '../../core/policy'
import { openClassCode } from '../commands/open-class-code'
import { rotateClassCode } from '../commands/rotate-class-code'
import { setPseudonyms } from '../commands/set-pseudonyms'
import { STUDENT_LIMIT_MAX, setStudentLimit } from '../commands/set-student-limit'
import { findSeminar, membersOf } from '../store/seminars'
import type { CliContext } from './context'
import { KEEPING_VERBS, run as runKeeping } from './keeping'
import { run as runOpening } from './open-seminar'
import { seminarNamed } from './seminar-named'

const USAGE =
  'Use: scholion seminar SEMINAR [--pseudonyms off|allowed|required] [--limit N|none] [--code open|closed|new] [--json].'

const ADMINISTRATOR = { kind: 'administrator' } as const
const MODES: readonly PseudonymMode[] = ['off', 'allowed', 'required']
const CODES = ['open', 'closed', 'new'] as const

/** `seminar SEMINAR`: changes what is asked for, and says how it is set up; `seminar VERB SEMINAR`: see `keeping.ts`; `seminar open NAME`: see `open-seminar.ts`. 0 done, 1 not done, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  if (KEEPING_VERBS.some((verb) => verb === args[0])) return runKeeping(args, context)
  if (args[0] === 'open') return runOpening(args, context)
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
  const found = await seminarNamed(context, parsed.seminar)
  if (found === undefined) return 1
  const { db } = found
  const { id } = found.seminar
  if (parsed.mode !== undefined) await setPseudonyms(db, ADMINISTRATOR, { seminar: id, mode: parsed.mode })
  if (parsed.limit !== undefined) await setStudentLimit(db, ADMINISTRATOR, id, parsed.limit)
  if (parsed.code === 'new') await rotateClassCode(db, ADMINISTRATOR, id)
  else if (parsed.code !== undefined) await openClassCode(db, ADMINISTRATOR, id, parsed.code === 'open')
  const seminar = await findSeminar(db, id)
  const members = await membersOf(db, id, 'knows')
  const said = {
    id,
    name: seminar?.name,
    classCode: seminar?.classCode,
    isCodeOpen: seminar?.classCodeOpen,
    studentLimit: seminar?.studentLimit,
    pseudonyms: seminar?.pseudonyms,
    members: members.map(({ name, alias, email, role, isAwaited }) => ({
      name,
      pseudonym: alias,
      email,
      role,
      isAwaited,
    })),
  }
  if (parsed.isJson) context.out(JSON.stringify(said, null, 2))
  else {
    const limit = seminar?.studentLimit ?? 'no'
    context.out(
      `${said.name ?? ''}: class code ${said.classCode ?? ''} (${said.isCodeOpen === true ? 'open' : 'closed'}), ${String(limit)} limit, pseudonyms ${said.pseudonyms ?? 'off'}, ${String(members.length)} members.`,
    )
  }
  return 0
}

interface Request {
  readonly seminar: string
  readonly mode: PseudonymMode | undefined
  /** `null` for no limit; absent leaves it. */
  readonly limit: number | null | undefined
  readonly code: (typeof CODES)[number] | undefined
  readonly isJson: boolean
}

const parse = (args: readonly string[]): Request | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        pseudonyms: { type: 'string' },
        limit: { type: 'string' },
        code: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    })
    const [seminar, ...more] = positionals
    const mode = MODES.find((one) => one === values.pseudonyms)
    const code = CODES.find((one) => one === values.code)
    const limit = limitOf(values.limit)
    if (seminar === undefined || more.length > 0 || limit === 'wrong') return undefined
    if ((values.pseudonyms === undefined) !== (mode === undefined)) return undefined
    if ((values.code === undefined) !== (code === undefined)) return undefined
    return { seminar, mode, code, limit, isJson: values.json }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const limitOf = (text: string | undefined): number | null | undefined | 'wrong' => {
  if (text === undefined) return undefined
  if (text === 'none') return null
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= STUDENT_LIMIT_MAX ? number : 'wrong'
}
