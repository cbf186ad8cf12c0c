import { useTranslations } from 'next-intl'
import { type Coefficient, type Figures, BOOTSTRAP_SAMPLES, BOOTSTRAP_SEED } from '@/lib/core/statistics'
import { type AlphaRow, AlphaRows } from './AlphaRows'
import { Figure } from './Figure'
import { markFor } from './Mark'
import { bandOf, decimals, useCoefficientWords } from './words'

/** How far members agree: alpha with its interval, by tag and by group, and the other coefficients beside it in the table. */
export const AgreementFigure = (props: {
  readonly figures: Figures
  readonly readingHref: string
  readonly csvHref: string
}) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const { agreement, allTags } = props.figures
  const { coefficient, interval } = agreement.sentences.alpha
  const tagRows = agreement.byTag.flatMap(({ tag: id, alpha }, at): AlphaRow[] => {
    const tag = allTags.find((one) => one.id === id)
    if (tag === undefined) return []
    const label = (
      <a href={`${props.readingHref}?tag=${id}`} className="tagname" data-pigment={tag.pigment}>
        {tag.name}
      </a>
    )
    return [{ id, name: tag.name, label, estimate: alpha, shape: markFor(at), pigment: tag.pigment, starts: at === 0 }]
  })
  const groupRows = agreement.byGroup.map(({ id, name, alpha }, at): AlphaRow => ({
    id,
    name,
    label: <a href={`${props.readingHref}?group=${id}`}>{name}</a>,
    estimate: alpha,
    shape: 'disc',
    starts: at === 0,
  }))
  const everyone: AlphaRow = {
    id: 'all',
    name: t('agreement.all'),
    label: <strong>{t('agreement.all')}</strong>,
    estimate: agreement.sentences.alpha,
    shape: 'disc',
  }
  const rows = [everyone, ...tagRows, ...groupRows]
  return (
    <Figure title={t('agreement.title')} what={t('agreement.what')} csvHref={props.csvHref}>
      {coefficient.kind === 'defined' ? (
        <>
          <p className="alpha num">
            <strong>{decimals(coefficient.value)}</strong>
            <span>
              {words.interval(interval)}
              <br />
              {words.basis(coefficient)}
            </span>
          </p>
          <p className="plain">{t(`bands.${bandOf(coefficient.value, interval)}`)}</p>
        </>
      ) : (
        <p className="plain">{t('agreement.none', { reason: words.reason(coefficient.reason) })}</p>
      )}
      <AlphaRows rows={rows} />
      <Reasons rows={rows} />
      <p className="fine">{t('agreement.fine', { samples: BOOTSTRAP_SAMPLES, seed: BOOTSTRAP_SEED })}</p>
      <AgreementTable figures={props.figures} rows={rows} />
    </Figure>
  )
}

/** Which rows have no alpha, and why: one sentence a reason. */
const Reasons = ({ rows }: { readonly rows: readonly AlphaRow[] }) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const reasons = new Map<string, string[]>()
  for (const { name, estimate } of rows.slice(1)) {
    if (estimate.coefficient.kind === 'defined') continue
    const reason = words.reason(estimate.coefficient.reason)
    reasons.set(reason, [...(reasons.get(reason) ?? []), name])
  }
  return [...reasons].map(([reason, names]) => (
    <p key={reason} className="fine">
      {t('agreement.rowUndefined', { name: names.join(', '), reason })}
    </p>
  ))
}

const AgreementTable = ({ figures, rows }: { readonly figures: Figures; readonly rows: readonly AlphaRow[] }) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const { sentences, claims, unitizing } = figures.agreement
  const measures: readonly (readonly [string, Coefficient | null, Coefficient | null])[] = [
    [t('measures.alpha'), sentences.alpha.coefficient, claims.alpha.coefficient],
    [t('measures.percent'), sentences.percent, claims.percent],
    [t('measures.fleiss'), sentences.fleiss, claims.fleiss],
    [t('measures.ac1'), sentences.ac1, claims.ac1],
    [t('measures.scott'), sentences.scott, claims.scott],
    [t('measures.unitizing'), unitizing, null],
  ]
  const cell = (coefficient: Coefficient | null) =>
    coefficient === null ? (
      <td />
    ) : (
      <td>
        {words.value(coefficient)}
        {coefficient.kind === 'undefined' ? <small>{words.reason(coefficient.reason)}</small> : null}
      </td>
    )
  return (
    <details className="twin">
      <summary>{t('agreement.table')}</summary>
      <div className="twin-scroll" tabIndex={0} role="group" aria-label={t('agreement.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.of')}</th>
              <th scope="col">{t('columns.alpha')}</th>
              <th scope="col">{t('columns.interval')}</th>
              <th scope="col">{t('columns.members')}</th>
              <th scope="col">{t('columns.sentences')}</th>
              <th scope="col">{t('columns.pairable')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, estimate: { coefficient, interval } }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {cell(coefficient)}
                <td>{interval.kind === 'defined' ? `${decimals(interval.low)} – ${decimals(interval.high)}` : '–'}</td>
                <td>{coefficient.n.raters}</td>
                <td>{coefficient.n.units}</td>
                <td>{coefficient.n.pairable}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.measure')}</th>
              <th scope="col">{t('columns.overSentences')}</th>
              <th scope="col">{t('columns.overClaims')}</th>
            </tr>
          </thead>
          <tbody>
            {measures.map(([name, overSentences, overClaims]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cell(overSentences)}
                {cell(overClaims)}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('columns.pairable')}</th>
              <td>{sentences.percent.n.pairable}</td>
              <td>{claims.percent.n.pairable}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p className="fine">{t('measures.sources')}</p>
    </details>
  )
}
