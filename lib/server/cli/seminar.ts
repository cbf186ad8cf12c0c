import type { PseudonymMode } from '../../core/policy'
import { openClassCode } from '../commands/open-class-code'
import { rotateClassCode } from '../commands/rotate-class-code'
import { setPseudonyms } from '../commands/set-pseudonyms'
import { STUDENT_LIMIT_MAX, setStudentLimit } from '../commands/set-student-limit'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'
import { KEEPING_VERBS, run as runKeeping } from './keeping'
import { run as runOpening } from './open-seminar'
import { seminarNamed } from './seminar-named'
import { ADMINISTRATOR, type Run, SWITCH, TEXT, verb } from './verb'

const MODES: readonly PseudonymMode[] = ['off', 'allowed', 'required']
const CODES = ['open', 'closed', 'new'] as const

const runSetup = verb({
  usage:
    'Use: scholion seminar SEMINAR [--pseudonyms off|allowed|required] [--limit N|none] [--code open|closed|new] [--json].',
  flags: { pseudonyms: TEXT, limit: TEXT, code: TEXT, json: SWITCH },
  read: ([seminar, ...more], given) => {
    const mode = MODES.find((one) => one === given.pseudonyms)
    const code = CODES.find((one) => one === given.code)
    const limit = limitOf(given.limit)
    if (seminar === undefined || more.length > 0 || limit === 'wrong') return undefined
    if ((given.pseudonyms === undefined) !== (mode === undefined)) return undefined
    if ((given.code === undefined) !== (code === undefined)) return undefined
    return { seminar, mode, code, limit, isJson: given.json }
  },
  run: async (parsed, context) => {
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
  },
})

/** `seminar SEMINAR`: changes what is asked for, and says how it is set up; `seminar VERB SEMINAR`: see `keeping.ts`; `seminar open NAME`: see `open-seminar.ts`. 0 done, 1 not done, 2 bad use. */
export const run: Run = (args, context) => {
  if (KEEPING_VERBS.some((act) => act === args[0])) return runKeeping(args, context)
  return args[0] === 'open' ? runOpening(args, context) : runSetup(args, context)
}

const limitOf = (text: string | undefined): number | null | undefined | 'wrong' => {
  if (text === undefined) return undefined
  if (text === 'none') return null
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= STUDENT_LIMIT_MAX ? number : 'wrong'
}
