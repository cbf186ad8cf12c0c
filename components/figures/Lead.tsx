import { useTranslations } from 'next-intl'
import type { Figures } from '@/lib/core/statistics'

/** The sentence over the figures: what happened, in one breath. */
export const Lead = ({ figures }: { readonly figures: Figures }) => {
  const t = useTranslations('figures')
  const { totals, tags } = figures
  if (totals.verdicts === 0) return <p className="lead">{t('leadEmpty')}</p>
  const most = Math.max(...totals.tags)
  const leaders = tags.filter((_, at) => totals.tags[at] === most)
  const leader = leaders.length === 1 ? leaders[0] : undefined
  return (
    <p className="lead">
      {t.rich('lead', {
        tagged: totals.membersWhoTagged,
        members: totals.members,
        verdicts: totals.verdicts,
        claims: totals.claims,
        b: (chunks) => <b>{chunks}</b>,
      })}{' '}
      {leader === undefined
        ? t('leadTie')
        : t.rich('leadMost', {
            share: `${Math.round((most / totals.verdicts) * 100)}%`,
            tag: () => (
              <span className="tagname" data-pigment={leader.pigment}>
                {leader.name}
              </span>
            ),
          })}
    </p>
  )
}
