import { type Actor, phaseOf } from '../../core/policy'
import { addRound } from '../commands/add-round'
import { changeRound } from '../commands/change-round'
import { closeRound } from '../commands/close-round'
import { extendRound } from '../commands/extend-round'
import { hideRound } from '../commands/hide-round'
import { moveOn } from '../commands/move-on'
import { openRound } from '../commands/open-round'
import { removeRound } from '../commands/remove-round'
import { revealRound } from '../commands/reveal-round'
import type { RootDatabase } from '../store/database'
import { type Round, type RoundChange, type RoundTargets, roundsOf } from '../store/rounds'
import { readingNamed } from './reading-named'
import { ADMINISTRATOR, SWITCH, TEXT, verb } from './verb'

/** What one press on the page gives, too. */
const MORE_MS = 5 * 60_000
const ACTS = {
  open: openRound,
  close: closeRound,
  reveal: revealRound,
  hide: hideRound,
  next: moveOn,
  remove: removeRound,
  more: (db: RootDatabase, actor: Actor, id: string) => extendRound(db, actor, id, MORE_MS),
} as const
type Act = keyof typeof ACTS

/** `rounds READING [VERB]`: lists the rounds after what it did. 0 done, 1 not done, 2 bad use. */
export const run = verb({
  usage:
    'Use: scholion rounds READING [--json]; rounds READING add independent|group|plenary; rounds READING (open | close | reveal | hide | next | remove | more) N, more being five minutes; rounds READING set N [--kind independent|group|plenary] [--instructions TEXT] [--claims N|none] [--comments N|none] [--replies N|none] [--opens MOMENT|none] [--closes MOMENT|none] [--reveals hand|at:MOMENT|quorum:PERCENT|posted:NOTES], where N is the number of the round and MOMENT like 2026-12-01T09:00Z.',
  flags: {
    json: SWITCH,
    kind: TEXT,
    instructions: TEXT,
    claims: TEXT,
    comments: TEXT,
    replies: TEXT,
    opens: TEXT,
    closes: TEXT,
    reveals: TEXT,
  },
  read: ([reading, act, what, ...more], { json: isJson, ...given }): Request | undefined => {
    if (reading === undefined || more.length > 0) return undefined
    if (act !== 'set' && Object.keys(given).length > 0) return undefined
    const common = { reading, isJson }
    if (act === undefined) return { ...common, verb: 'list' }
    if (act === 'add') {
      const kind = KINDS.find((one) => one === what)
      return kind === undefined ? undefined : { ...common, verb: act, kind }
    }
    if (what === undefined || !/^\d{1,3}$/.test(what)) return undefined
    const number = Number(what)
    if (isAct(act)) return { ...common, verb: act, number }
    const change = act === 'set' ? changeOf(given) : undefined
    return change === undefined ? undefined : { ...common, verb: 'set', number, change }
  },
  run: async (parsed, context) => {
    const found = await readingNamed(context, parsed.reading)
    if (found === undefined) return 1
    const { db, reading } = found
    if (parsed.verb === 'add') {
      await addRound(db, ADMINISTRATOR, { seminar: reading.seminar, reading: reading.id, kind: parsed.kind })
    } else if (parsed.verb !== 'list') {
      const round = (await roundsOf(db, reading.id)).find(({ position }) => position + 1 === parsed.number)
      if (round === undefined) {
        context.err(`The reading has no round ${String(parsed.number)}. Leave out what is to be done to see them.`)
        return 1
      }
      if (parsed.verb === 'set') {
        const { targets, ...change } = parsed.change
        await changeRound(db, ADMINISTRATOR, round.id, {
          ...change,
          ...(targets === undefined ? {} : { targets: { ...round.targets, ...targets } }),
        })
      } else await ACTS[parsed.verb](db, ADMINISTRATOR, round.id)
    }
    const rounds = await roundsOf(db, reading.id)
    if (parsed.isJson) context.out(JSON.stringify(rounds, null, 2))
    else for (const round of rounds) context.out(lineOf(round, Date.now()))
    return 0
  },
})

const momentText = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString())

const lineOf = (round: Round, now: number): string => {
  const { position, kind, openedAt, closedAt, revealedAt, revealRule, revealCount, targets } = round
  const rule = revealCount === null ? revealRule : `${revealRule}:${String(revealCount)}`
  const asked = Object.entries(targets).flatMap(([name, count]) => (count === null ? [] : [`${String(count)} ${name}`]))
  const wanted = asked.length === 0 ? '' : `, asks for ${asked.join(', ')}`
  const revealed = kind === 'independent' ? `, revealed ${momentText(revealedAt)} (${rule})` : ''
  return `${String(position + 1)} ${kind}: ${phaseOf(round, now)}, opens ${momentText(openedAt)}, closes ${momentText(closedAt)}${revealed}${wanted}`
}

type SetChange = Omit<RoundChange, 'targets'> & {
  readonly kind?: Round['kind']
  /** Those that are given; the others stay. */
  readonly targets?: Partial<RoundTargets>
}

type Request = { readonly reading: string; readonly isJson: boolean } & (
  | { readonly verb: 'list' }
  | { readonly verb: 'add'; readonly kind: Round['kind'] }
  | { readonly verb: Act; readonly number: number }
  | { readonly verb: 'set'; readonly number: number; readonly change: SetChange }
)

const KINDS: readonly Round['kind'][] = ['independent', 'group', 'plenary']
const isAct = (verb: string): verb is Act => Object.hasOwn(ACTS, verb)

interface GivenChange {
  readonly kind?: string | undefined
  readonly instructions?: string | undefined
  readonly claims?: string | undefined
  readonly comments?: string | undefined
  readonly replies?: string | undefined
  readonly opens?: string | undefined
  readonly closes?: string | undefined
  readonly reveals?: string | undefined
}

const INSTRUCTIONS_MAX_CHARS = 2_000

/** `undefined` where something cannot be read, or nothing is given. */
const changeOf = ({
  kind: name,
  instructions,
  opens,
  closes,
  reveals,
  ...asked
}: GivenChange): SetChange | undefined => {
  const kind = KINDS.find((one) => one === name)
  if (name !== undefined && kind === undefined) return undefined
  const openedAt = momentOf(opens)
  const closedAt = momentOf(closes)
  const rule = ruleOf(reveals)
  const targets = targetsOf(asked)
  if (targets === 'wrong' || openedAt === 'wrong' || closedAt === 'wrong' || rule === 'wrong') return undefined
  if (instructions !== undefined && instructions.length > INSTRUCTIONS_MAX_CHARS) return undefined
  const change = {
    ...(kind === undefined ? {} : { kind }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(openedAt === undefined ? {} : { openedAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
    ...rule,
    ...targets,
  }
  return Object.keys(change).length === 0 ? undefined : change
}

/** As on the page: 1 to 100. */
const TARGET = /^(?:none|100|[1-9]\d?)$/

const targetsOf = ({
  claims,
  comments,
  replies,
}: Pick<GivenChange, 'claims' | 'comments' | 'replies'>): Pick<SetChange, 'targets'> | 'wrong' => {
  const given = Object.entries({ claims, comments, replies }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text] as const],
  )
  if (given.some(([, text]) => !TARGET.test(text))) return 'wrong'
  if (given.length === 0) return {}
  return { targets: Object.fromEntries(given.map(([name, text]) => [name, text === 'none' ? null : Number(text)])) }
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
