import { useTranslations } from 'next-intl'
import {
  type AgreementIntervals,
  type Coefficient,
  type Figures,
  type Interval,
  CLAIMS_DRAWN_MAX,
  ORDERED_METRICS,
} from '@/lib/core/statistics'
import type { AlphaRow } from './AlphaRows'
import { Head, Twin } from './Twin'
import { useCoefficientWords } from './words'

/** A coefficient as a row, and how to read it. */
interface Measure {
  readonly name: string
  readonly how: string
  readonly over: string
  readonly coefficient: Coefficient
  readonly interval: Interval | undefined
}

/** The agreement as tables: alpha of all, of each tag and of each group; then every coefficient with what it rests on and how to read it. */
export const AgreementTable = ({
  figures,
  intervals,
  intervalsHref,
  isOpen,
  rows,
}: {
  readonly figures: Figures
  readonly intervals: AgreementIntervals | null
  readonly intervalsHref: string
  /** Unfolded from the first: who asks for every interval wants to see them. */
  readonly isOpen: boolean
  readonly rows: readonly AlphaRow[]
}) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  // Those of pairs of members are the last to be drawn.
  const isWhole = intervals?.pairs.every((one) => one.kind === 'defined' || one.reason !== 'not-drawn') === true
  const measures = useMeasures(figures, intervals)
  const basis = [t('columns.interval'), t('columns.members'), t('go.units'), t('columns.pairable')]
  const cells = (coefficient: Coefficient, interval: Interval | undefined) => (
    <>
      <td>
        {words.value(coefficient)}
        {coefficient.kind === 'undefined' ? <small>{words.reason(coefficient.reason)}</small> : null}
      </td>
      <td>{interval === undefined ? '–' : words.span(interval)}</td>
      <td>{coefficient.n.raters}</td>
      <td>{coefficient.n.units}</td>
      <td>{coefficient.n.pairable}</td>
    </>
  )
  return (
    <Twin
      id="coefficients"
      isOpen={isOpen}
      summary={t('agreement.table')}
      after={
        <>
          <p className="fine">
            {isWhole ? (
              t('go.intervals', { most: CLAIMS_DRAWN_MAX })
            ) : (
              <>
                {t(intervals === null ? 'go.fewIntervals' : 'go.pairsIntervals')}{' '}
                <a className="link" href={intervalsHref}>
                  {t('go.allIntervals')}
                </a>
              </>
            )}
          </p>
          <p className="fine">{t('measures.sources')}</p>
        </>
      }
    >
      <table>
        <Head columns={[t('columns.of'), t('columns.alpha'), ...basis]} />
        <tbody>
          {rows.map(({ id, name, estimate: { coefficient, interval } }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {cells(coefficient, interval)}
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <Head columns={[t('columns.measure'), t('go.value'), ...basis]} />
        <tbody>
          {measures.map(({ name, how, over, coefficient, interval }) => (
            <tr key={`${name} ${over}`}>
              <th scope="row">
                {t('go.measureOver', { name, over })}
                <small>{how}</small>
              </th>
              {cells(coefficient, interval)}
            </tr>
          ))}
        </tbody>
      </table>
    </Twin>
  )
}

const PLAIN = ['percent', 'fleiss', 'ac1', 'scott'] as const

const useMeasures = ({ agreement }: Figures, intervals: AgreementIntervals | null): readonly Measure[] => {
  const t = useTranslations('figures')
  const over = (what: 'sentences' | 'claims'): readonly Measure[] => {
    const { alpha } = agreement[what]
    const drawn = intervals?.[what]
    return [
      {
        name: t('measures.alpha'),
        how: t('how.alpha'),
        over: t(`over.${what}`),
        coefficient: alpha.coefficient,
        interval: drawn?.alpha ?? alpha.interval,
      },
      ...PLAIN.map((measure) => ({
        name: t(`measures.${measure}`),
        how: t(`how.${measure}`),
        over: t(`over.${what}`),
        coefficient: agreement[what][measure],
        interval: drawn?.[measure],
      })),
    ]
  }
  const { ordered } = agreement
  return [
    ...over('sentences'),
    ...(ordered === null
      ? []
      : ORDERED_METRICS.map((metric) => ({
          name: t(`ordered.${metric}`),
          how: t(`how.${metric}`),
          over: t('over.sentences'),
          coefficient: ordered[metric],
          interval: intervals?.ordered?.[metric],
        }))),
    ...over('claims'),
    {
      name: t('ordered.unitizing'),
      how: t('how.unitizing'),
      over: t('over.text'),
      coefficient: agreement.unitizing,
      interval: intervals?.unitizing,
    },
  ]
}
