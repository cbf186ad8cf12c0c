import { useTranslations } from 'next-intl'
import { type AgreementIntervals, type Figures, BOOTSTRAP_SAMPLES, BOOTSTRAP_SEED } from '@/lib/core/statistics'
import { AgreementTable } from './AgreementTable'
import { type AlphaRow, AlphaRows } from './AlphaRows'
import { Figure } from './Figure'
import { markFor } from './Mark'
import type { RoomLink } from './room-links'
import { bandOf, decimals, useCoefficientWords } from './words'

/** How far members agree: alpha with its interval, by tag and by group, and the other coefficients beside it in the table. */
export const AgreementFigure = (props: {
  readonly figures: Figures
  readonly intervals: AgreementIntervals | null
  /** Where all intervals are drawn. */
  readonly intervalsHref: string
  /** True where they were asked for. */
  readonly wantsIntervals: boolean
  readonly roomHref: RoomLink
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
      <a href={props.roomHref({ tags: [id] })} className="tagname" data-pigment={tag.pigment}>
        {tag.name}
      </a>
    )
    return [{ id, name: tag.name, label, estimate: alpha, shape: markFor(at), pigment: tag.pigment, starts: at === 0 }]
  })
  const groupRows = agreement.byGroup.map(({ id, name, alpha }, at): AlphaRow => ({
    id,
    name,
    label: <a href={props.roomHref({ groups: [id] })}>{name}</a>,
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
      <AgreementTable {...props} isOpen={props.wantsIntervals} rows={rows} />
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
