import { useFormatter, useTranslations } from 'next-intl'
import { Field, Form, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import type { Given, MemberParticipation } from '@/lib/core/statistics'

/** A member's line, as it is shown. */
export interface ListedParticipation extends MemberParticipation {
  readonly name: string
  readonly group: string | null
}

/** A table of who took part how much, a line for each member and, below it, one for each round. */
export const ParticipationTable = ({
  lines,
  rounds,
  points,
  workHref,
  canOpenWork,
  adjust,
}: {
  readonly lines: readonly ListedParticipation[]
  readonly rounds: readonly { readonly id: string; readonly number: number }[]
  /** For everything that was asked for. */
  readonly points: number
  /** Where a member's whole work is, without the id. */
  readonly workHref: string
  readonly canOpenWork: boolean
  readonly adjust: FormAction | undefined
}) => {
  const t = useTranslations('law.participation')
  const format = useFormatter()
  const day = (at: number | null): string => (at === null ? '' : format.dateTime(at, { dateStyle: 'medium' }))
  const percent = (share: number | null): string =>
    share === null ? t('none') : format.number(share, { style: 'percent', maximumFractionDigits: 0 })
  const cells = (given: Given) => (
    <>
      <td>{given.claims}</td>
      <td>{given.verdicts}</td>
      <td>{given.comments}</td>
      <td>{given.replies}</td>
      <td>{given.received}</td>
      <td>{given.passages}</td>
      <td className="num">{day(given.first)}</td>
      <td className="num">{day(given.last)}</td>
    </>
  )
  const lateOf = ({ late }: Given): number => late.verdicts + late.comments + late.replies
  return (
    <div className="law-scroll" tabIndex={0} role="region" aria-label={t('title')}>
      <table className="law-table">
        <thead>
          <tr>
            <th scope="col">{t('member')}</th>
            <th scope="col">{t('group')}</th>
            {(['claims', 'verdicts', 'comments', 'replies', 'received', 'passages', 'first', 'last'] as const).map(
              (name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ),
            )}
            <th scope="col">{t('share')}</th>
            <th scope="col">{t('mark')}</th>
          </tr>
        </thead>
        {lines.map((line) => (
          <tbody key={line.member}>
            <tr>
              <th scope="row" dir="auto">
                {canOpenWork ? (
                  <a className="link" href={`${workHref}/${line.member}`} title={t('work', { name: line.name })}>
                    {line.name}
                  </a>
                ) : (
                  line.name
                )}
              </th>
              <td dir="auto">{line.group}</td>
              {cells(line.total)}
              <td>
                {[
                  ...(line.rounds.length === 1 ? [percent(line.rounds[0]?.share ?? null)] : []),
                  ...(lateOf(line.total) === 0 ? [] : [t('lateCount', { count: lateOf(line.total) })]),
                ].join(', ')}
              </td>
              <td className="num">
                {line.points === null ? '' : `${format.number(line.points)} / ${format.number(points)}`}
                {line.adjustment === null ? null : (
                  <p className="quiet" dir="auto">
                    {t('adjusted', {
                      points: format.number(line.adjustment.points, { signDisplay: 'always' }),
                      reason: line.adjustment.reason,
                    })}
                  </p>
                )}
                {adjust === undefined ? null : (
                  <details>
                    <summary>{t('adjust')}</summary>
                    <Form action={adjust} className="law-form" label={t('adjust')}>
                      <input type="hidden" name="member" value={line.member} />
                      <Field
                        name="points"
                        label={t('adjustBy')}
                        defaultValue={line.adjustment === null ? '' : String(line.adjustment.points)}
                      />
                      <Field name="reason" label={t('why')} defaultValue={line.adjustment?.reason ?? ''} />
                      <Submit className="btn btn-line">{t('adjust')}</Submit>
                    </Form>
                  </details>
                )}
              </td>
            </tr>
            {rounds.length < 2
              ? null
              : line.rounds.map((round, at) => (
                  <tr key={round.round} className="law-under">
                    <th scope="row" colSpan={2}>
                      {t('round', { number: rounds[at]?.number ?? at + 1 })}
                    </th>
                    {cells(round)}
                    <td>{percent(round.share)}</td>
                    <td />
                  </tr>
                ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
