import { Check } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Field, Form, RadioField, SelectField, Submit, TextField } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import { MomentField } from './MomentField'

/** A round on the page of its seminar. Moments in milliseconds since 1970. */
export interface ListedRound {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly kind: 'independent' | 'group' | 'plenary'
  readonly phase: 'waiting' | 'open' | 'closed'
  readonly isRevealed: boolean
  readonly instructions: string
  readonly targets: {
    readonly claims: number | null
    readonly comments: number | null
    readonly replies: number | null
  }
  readonly openedAt: number | null
  readonly closedAt: number | null
  readonly revealedAt: number | null
  readonly revealRule: 'hand' | 'quorum' | 'posted'
  readonly revealCount: number | null
  /** Of an independent round, for those who teach: how many students have posted, and of how many. */
  readonly posted: { readonly by: number; readonly of: number } | undefined
}

const KINDS = ['independent', 'group', 'plenary'] as const

/** What an instructor does with rounds. */
export interface RoundActions {
  readonly act: FormAction
  readonly add: FormAction
  readonly setUp: FormAction
}

/** The rounds of a reading in their order: what each is, how it stands, and, for who manages them, what to do next. */
export const Rounds = ({
  reading,
  rounds,
  now,
  actions,
}: {
  readonly reading: string
  readonly rounds: readonly ListedRound[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** Absent for those who may not change them. */
  readonly actions: RoundActions | undefined
}) => {
  const t = useTranslations('seminar.rounds')
  return (
    <>
      <ol className="rail" aria-label={t('title')}>
        {rounds.map((round) => (
          <RoundItem
            key={round.id}
            round={round}
            isFirst={round.number === 1}
            hasNext={rounds.some((next) => next.number === round.number + 1 && next.phase === 'waiting')}
            now={now}
            actions={actions}
          />
        ))}
      </ol>
      {actions === undefined ? null : (
        <Form action={actions.add} className="rail-add" label={t('add')}>
          <input type="hidden" name="reading" value={reading} />
          <label>
            <span className="vh">{t('kind')}</span>
            <select name="kind" className="row-select is-shown" defaultValue="independent">
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          <Submit className="link">{t('add')}</Submit>
        </Form>
      )}
    </>
  )
}

const RoundItem = ({
  round,
  isFirst,
  hasNext,
  now,
  actions,
}: {
  readonly round: ListedRound
  readonly isFirst: boolean
  /** True where the next round waits to be opened. */
  readonly hasNext: boolean
  readonly now: number
  readonly actions: RoundActions | undefined
}) => {
  const t = useTranslations('seminar.rounds')
  const says = useSays(round, now)
  const press = (act: string, words: string, className: string) =>
    actions === undefined ? null : (
      <Form action={actions.act} label={words}>
        <input type="hidden" name="round" value={round.id} />
        <input type="hidden" name="act" value={act} />
        <Submit className={className}>{words}</Submit>
      </Form>
    )
  return (
    <li className={round.phase === 'open' ? 'on' : round.phase === 'closed' ? 'done' : undefined}>
      <h4>
        {t('name', { number: round.number, kind: t(`kinds.${round.kind}`) })}
        {round.phase === 'closed' ? <Check className="i" aria-hidden /> : null}
        <span>{says.standing}</span>
      </h4>
      <p>{says.about}</p>
      {round.instructions === '' ? null : (
        <p className="read" dir="auto">
          {round.instructions}
        </p>
      )}
      {says.targets === '' ? null : <p className="quiet">{says.targets}</p>}
      {actions === undefined ? null : (
        <>
          <div className="acts">
            {round.phase === 'waiting' ? press('open', t('open', { number: round.number }), 'btn btn-line') : null}
            {round.phase === 'open' && round.closedAt !== null ? press('more', t('more'), 'btn btn-line') : null}
            {round.phase === 'open' && hasNext
              ? press('on', t('moveOn', { next: round.number + 1 }), 'btn btn-line')
              : null}
            {round.phase === 'open' ? press('close', t('close'), 'btn btn-plain') : null}
            {round.phase === 'closed' ? press('open', t('reopen'), 'btn btn-plain') : null}
            {round.kind === 'independent' && round.phase !== 'waiting' && !round.isRevealed
              ? press('reveal', t('reveal'), 'btn btn-line')
              : null}
            {round.isRevealed ? press('hide', t('hide'), 'link quiet') : null}
            {round.phase === 'waiting' && !isFirst ? press('remove', t('remove'), 'link quiet') : null}
          </div>
          {round.isRevealed ? <p className="quiet">{t('hideHint')}</p> : null}
          <SetUp round={round} action={actions.setUp} />
        </>
      )}
    </li>
  )
}

/** The sentences about a round. */
const useSays = (
  round: ListedRound,
  now: number,
): { readonly standing: string; readonly about: string; readonly targets: string } => {
  const t = useTranslations('seminar.rounds')
  const format = useFormatter()
  const at = (moment: number): string =>
    format.dateTime(moment, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const standing = (): string => {
    if (round.phase === 'open') {
      if (round.closedAt === null) return t('openNow')
      return t('closesAt', {
        at: at(round.closedAt),
        minutes: Math.max(1, Math.round((round.closedAt - now) / 60_000)),
      })
    }
    if (round.phase === 'closed')
      return round.closedAt === null ? t('closed') : t('closedAt', { at: at(round.closedAt) })
    return round.openedAt === null ? t('byHand') : t('opensAt', { at: at(round.openedAt) })
  }
  const reveal = (): string => {
    if (round.kind !== 'independent') return ''
    if (round.isRevealed) return t('revealed')
    if (round.revealRule === 'quorum') return t('revealQuorum', { count: round.revealCount ?? 0 })
    if (round.revealRule === 'posted') return t('revealPosted', { count: round.revealCount ?? 0 })
    return round.revealedAt === null ? t('revealHand') : t('revealAt', { at: at(round.revealedAt) })
  }
  const { claims, comments, replies } = round.targets
  return {
    standing: standing(),
    about: [
      t(`about.${round.kind}`),
      round.posted === undefined || round.phase === 'waiting' ? '' : t('posted', round.posted),
      reveal(),
    ]
      .filter((part) => part !== '')
      .join(' '),
    targets:
      claims === null && comments === null && replies === null
        ? ''
        : t('asks', {
            what: [
              ...(claims === null ? [] : [t('claims', { count: claims })]),
              ...(comments === null ? [] : [t('comments', { count: comments })]),
              ...(replies === null ? [] : [t('replies', { count: replies })]),
            ].join(', '),
          }),
  }
}

const SetUp = ({ round, action }: { readonly round: ListedRound; readonly action: FormAction }) => {
  const t = useTranslations('seminar.rounds')
  const numberOf = (value: number | null): string => (value === null ? '' : String(value))
  const rule = round.revealRule === 'hand' && round.revealedAt !== null ? 'moment' : round.revealRule
  return (
    <details className="rail-set">
      <summary className="link">{t('setUp')}</summary>
      <Form action={action} className="stack" label={t('setUp')}>
        <input type="hidden" name="round" value={round.id} />
        <SelectField name="kind" label={t('kindIs')} hint={t('kindHint')} defaultValue={round.kind}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          name="instructions"
          label={t('instructions')}
          defaultValue={round.instructions}
          rows={3}
          maxLength={2_000}
        />
        <fieldset className="rail-targets">
          <legend>{t('targets')}</legend>
          <Field
            name="claims"
            label={t('targetClaims')}
            defaultValue={numberOf(round.targets.claims)}
            inputMode="numeric"
          />
          <Field
            name="comments"
            label={t('targetComments')}
            defaultValue={numberOf(round.targets.comments)}
            inputMode="numeric"
          />
          <Field
            name="replies"
            label={t('targetReplies')}
            defaultValue={numberOf(round.targets.replies)}
            inputMode="numeric"
          />
        </fieldset>
        <MomentField name="opensAt" label={t('opens')} at={round.openedAt} />
        <MomentField name="closesAt" label={t('closes')} at={round.closedAt} />
        {round.kind === 'independent' ? (
          <fieldset className="rail-reveal">
            <legend>{t('reveals')}</legend>
            {(['hand', 'moment', 'quorum', 'posted'] as const).map((choice) => (
              <RadioField key={choice} name="reveal" value={choice} first={rule} className="menu-item">
                {t(`rules.${choice}`)}
              </RadioField>
            ))}
            <MomentField name="revealsAt" label={t('revealMoment')} at={round.revealedAt} />
            <Field
              name="quorum"
              label={t('quorum')}
              defaultValue={round.revealRule === 'quorum' ? numberOf(round.revealCount) : ''}
              inputMode="numeric"
            />
            <Field
              name="posted"
              label={t('postedCount')}
              defaultValue={round.revealRule === 'posted' ? numberOf(round.revealCount) : ''}
              inputMode="numeric"
            />
          </fieldset>
        ) : null}
        <div className="form-acts">
          <Submit>{t('keep')}</Submit>
        </div>
      </Form>
    </details>
  )
}
