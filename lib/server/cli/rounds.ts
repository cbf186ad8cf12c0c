import { parseArgs } from 'node:util'
import { phaseOf } from '../../core/policy'
import { addRound } from '../commands/add-round'
import { changeRound } from '../commands/change-round'
import { closeRound } from '../commands/close-round'
import { hideRound } from '../commands/hide-round'
import { moveOn } from '../commands/move-on'
import { openRound } from '../commands/open-round'
import { removeRound } from '../commands/remove-round'
import { revealRound } from '../commands/reveal-round'
import { findReading } from '../store/readings'
import { type Round, type RoundChange, roundsOf } from '../store/rounds'
import type { CliContext } from './context'
import { noReading } from './not-there'

const USAGE =
  'Use: scholion rounds READING [--json]; rounds READING add independent|group|plenary; rounds READING (open | close | reveal | hide | next | remove) N; rounds READING set N [--kind independent|group|plenary] [--instructions TEXT] [--opens MOMENT|none] [--closes MOMENT|none] [--reveals hand|at:MOMENT|quorum:PERCENT|posted:NOTES], where N is the number of the round and MOMENT like 2026-12-01T09:00Z.'

const ADMINISTRATOR = { kind: 'administrator' } as const
const ACTS = {
  open: openRound,
  close: closeRound,
  reveal: revealRound,
  hide: hideRound,
  next: moveOn,
  remove: removeRound,
} as const
type Act = keyof typeof ACTS

/** `rounds READING [VERB]`: lists the rounds after what it did. 0 done, 1 not done, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const parsed = parse(args)
  if (parsed === undefined) {
    context.err(USAGE)
    return 2
  }
  const db = await context.database()
  const reading = await findReading(db, parsed.reading)
  if (reading === undefined) {
    context.err(noReading(parsed.reading))
    return 1
  }
  if (parsed.verb === 'add') {
    await addRound(db, ADMINISTRATOR, { seminar: reading.seminar, reading: reading.id, kind: parsed.kind })
  } else if (parsed.verb !== 'list') {
    const round = (await roundsOf(db, reading.id)).find(({ position }) => position + 1 === parsed.number)
    if (round === undefined) {
      context.err(`The reading has no round ${String(parsed.number)}. Leave out what is to be done to see them.`)
      return 1
    }
    if (parsed.verb === 'set') await changeRound(db, ADMINISTRATOR, round.id, parsed.change)
    else await ACTS[parsed.verb](db, ADMINISTRATOR, round.id)
  }
  const rounds = await roundsOf(db, reading.id)
  if (parsed.isJson) context.out(JSON.stringify(rounds, null, 2))
  else for (const round of rounds) context.out(lineOf(round, Date.now()))
  return 0
}

const momentText = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString())

const lineOf = (round: Round, now: number): string => {
  const { position, kind, openedAt, closedAt, revealedAt, revealRule, revealCount } = round
  const rule = revealCount === null ? revealRule : `${revealRule}:${String(revealCount)}`
  const revealed = kind === 'independent' ? `, revealed ${momentText(revealedAt)} (${rule})` : ''
  return `${String(position + 1)} ${kind}: ${phaseOf(round, now)}, opens ${momentText(openedAt)}, closes ${momentText(closedAt)}${revealed}`
}

type SetChange = RoundChange & { readonly kind?: Round['kind'] }

type Request = { readonly reading: string; readonly isJson: boolean } & (
  | { readonly verb: 'list' }
  | { readonly verb: 'add'; readonly kind: Round['kind'] }
  | { readonly verb: Act; readonly number: number }
  | { readonly verb: 'set'; readonly number: number; readonly change: SetChange }
)

const KINDS: readonly Round['kind'][] = ['independent', 'group', 'plenary']
const isAct = (verb: string): verb is Act => Object.hasOwn(ACTS, verb)

const parse = (args: readonly string[]): Request | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        kind: { type: 'string' },
        instructions: { type: 'string' },
        opens: { type: 'string' },
        closes: { type: 'string' },
        reveals: { type: 'string' },
      },
      allowPositionals: true,
    })
    const { json, ...given } = values
    const [reading, verb, what, ...more] = positionals
    if (reading === undefined || more.length > 0) return undefined
    if (verb !== 'set' && Object.keys(given).length > 0) return undefined
    const common = { reading, isJson: json }
    if (verb === undefined) return { ...common, verb: 'list' }
    if (verb === 'add') {
      const kind = KINDS.find((one) => one === what)
      return kind === undefined ? undefined : { ...common, verb, kind }
    }
    if (what === undefined || !/^\d{1,3}$/.test(what)) return undefined
    const number = Number(what)
    if (isAct(verb)) return { ...common, verb, number }
    const change = verb === 'set' ? changeOf(given) : undefined
    return change === undefined ? undefined : { ...common, verb: 'set', number, change }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

interface GivenChange {
  readonly kind?: string | undefined
  readonly instructions?: string | undefined
  readonly opens?: string | undefined
  readonly closes?: string | undefined
  readonly reveals?: string | undefined
}

const INSTRUCTIONS_MAX_CHARS = 2_000

/** `undefined` where something cannot be read, or nothing is given. */
const changeOf = ({ kind: name, instructions, opens, closes, reveals }: GivenChange): SetChange | undefined => {
  const kind = KINDS.find((one) => one === name)
  if (name !== undefined && kind === undefined) return undefined
  const openedAt = momentOf(opens)
  const closedAt = momentOf(closes)
  const rule = ruleOf(reveals)
  if (openedAt === 'wrong' || closedAt === 'wrong' || rule === 'wrong') return undefined
  if (instructions !== undefined && instructions.length > INSTRUCTIONS_MAX_CHARS) return undefined
  const change = {
    ...(kind === undefined ? {} : { kind }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(openedAt === undefined ? {} : { openedAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
    ...rule,
  }
  return Object.keys(change).length === 0 ? undefined : change
}

const momentOf = (text: string | undefined): Date | null | undefined | 'wrong' => {
  if (text === undefined) return undefined
  if (text === 'none') return null
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? 'wrong' : moment
}

const ruleOf = (text: string | undefined): Pick<RoundChange, 'revealRule' | 'revealCount' | 'revealedAt'> | 'wrong' => {
  if (text === undefined) return {}
  if (text.startsWith('at:')) {
    const revealedAt = momentOf(text.slice('at:'.length))
    return revealedAt instanceof Date ? { revealRule: 'hand', revealCount: null, revealedAt } : 'wrong'
  }
  if (text === 'hand') return { revealRule: 'hand', revealCount: null }
  const [, rule, digits = ''] = /^(quorum|posted):(\d{1,3})$/.exec(text) ?? []
  const count = Number(digits)
  if (rule === 'quorum' && count >= 1 && count <= 100) return { revealRule: rule, revealCount: count }
  return rule === 'posted' && count >= 1 ? { revealRule: rule, revealCount: count } : 'wrong'
}
