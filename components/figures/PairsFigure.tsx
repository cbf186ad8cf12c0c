import { useTranslations } from 'next-intl'
import { type AgreementIntervals, type Figures, PAIRS_MAX_MEMBERS } from '@/lib/core/statistics'
import { Figure } from './Figure'
import { ScrollTable } from './Twin'
import type { RoomLink } from './room-links'
import { decimals, useCoefficientWords } from './words'

/** Cohen's kappa of each pair of members, as a table whose cells are the darker the higher. */
export const PairsFigure = ({
  figures,
  intervals,
  roomHref,
  csvHref,
}: {
  readonly figures: Figures
  readonly intervals: AgreementIntervals | null
  readonly roomHref: RoomLink
  readonly csvHref: string
}) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const { members, kappas } = figures.agreement.pairs
  if (members.length < 2) return null
  const nameOf = (id: string): string => figures.byMember.find((member) => member.id === id)?.name ?? ''
  const placeOf = (a: string, b: string): number =>
    kappas.findIndex((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a))
  return (
    <Figure
      className="wide"
      title={t('pairs.title')}
      what={t('pairs.what', { most: PAIRS_MAX_MEMBERS })}
      csvHref={csvHref}
    >
      <div className="twin">
        <ScrollTable label={t('pairs.title')}>
          <table className="pairs">
            <thead>
              <tr>
                <th scope="col">{t('columns.member')}</th>
                {members.slice(0, -1).map((member, at) => (
                  <th key={member} scope="col" aria-label={nameOf(member)}>
                    {at + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {members.map((row, at) => (
                <tr key={row}>
                  <th scope="row">
                    <span className="rank">{at + 1}</span> <a href={roomHref({ by: [row] })}>{nameOf(row)}</a>
                  </th>
                  {members.slice(0, -1).map((column, place) => {
                    const pair = place < at ? placeOf(row, column) : -1
                    const kappa = kappas[pair]?.kappa
                    if (kappa === undefined) return <td key={column} />
                    const said = t('pairs.cell', { a: nameOf(row), b: nameOf(column), units: kappa.n.units })
                    const interval = intervals?.pairs[pair]
                    const drawn = interval?.kind !== 'defined' ? '' : ` ${words.interval(interval)}.`
                    return kappa.kind === 'defined' ? (
                      <td key={column} title={`${said}${drawn}`} style={{ background: shadeOf(kappa.value) }}>
                        <a
                          href={roomHref({ by: [row, column] })}
                          aria-label={`${decimals(kappa.value)}. ${said}${drawn}`}
                        >
                          {decimals(kappa.value)}
                        </a>
                      </td>
                    ) : (
                      <td key={column} className="quiet" title={`${said} ${words.reason(kappa.reason)}`}>
                        <span aria-hidden="true">–</span>
                        <span className="vh">{t('notDefined')}</span>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollTable>
      </div>
      <p className="fine">{t('pairs.fine')}</p>
    </Figure>
  )
}

const SHADE_MAX_PERCENT = 22

/** Ink on paper: the darker, the higher; none at 0 and below. */
const shadeOf = (kappa: number): string =>
  `color-mix(in srgb, var(--ink) ${(Math.max(0, kappa) * SHADE_MAX_PERCENT).toFixed(1)}%, transparent)`
