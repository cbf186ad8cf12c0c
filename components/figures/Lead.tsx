import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { Coefficient, Figures, Transitions } from '@/lib/core/statistics'
import { decimals } from './words'

/** A section speaks in the sentence when so many values there can be paired. */
const SECTION_PAIRABLE_MIN = 20

/** The sentence over the figures: what happened, in one breath. */
export const Lead = ({
  figures,
  transitions,
}: {
  readonly figures: Figures
  readonly transitions: Transitions | null
}) => {
  const t = useTranslations('figures')
  const { totals, tags } = figures
  if (totals.verdicts === 0) return <p className="lead">{t('leadEmpty')}</p>
  const b = (chunks: ReactNode) => <b>{chunks}</b>
  const most = Math.max(...totals.tags)
  const leaders = tags.filter((_, at) => totals.tags[at] === most)
  const leader = leaders.length === 1 ? leaders[0] : undefined
  const { coefficient, interval } = figures.agreement.sentences.alpha
  const split = sectionsApart(figures)
  return (
    <p className="lead">
      {t.rich('lead', {
        tagged: totals.membersWhoTagged,
        members: totals.members,
        verdicts: totals.verdicts,
        claims: totals.claims,
        b,
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
          })}{' '}
      {coefficient.kind === 'undefined'
        ? t('leadNoAlpha')
        : interval.kind === 'defined'
          ? t.rich('leadAlpha', {
              alpha: decimals(coefficient.value),
              low: decimals(interval.low),
              high: decimals(interval.high),
              b,
            })
          : t.rich('leadAlphaAlone', { alpha: decimals(coefficient.value), b })}
      {split === undefined ? null : (
        <> {t.rich('leadSplit', { most: split.most, least: split.least, alpha: decimals(split.alpha), b })}</>
      )}
      {transitions === null || transitions.pairs === 0 ? null : (
        <>
          {' '}
          <Changed transitions={transitions} />
        </>
      )}
    </p>
  )
}

/** How much changed since the earlier round, and the most frequent change. */
const Changed = ({ transitions }: { readonly transitions: Transitions }) => {
  const t = useTranslations('figures')
  const { table, tags, pairs, changed, from } = transitions
  const b = (chunks: ReactNode) => <b>{chunks}</b>
  if (changed === 0) return t('leadUnchanged', { from })
  const moves = table.flatMap((row, at) => row.flatMap((count, to) => (at === to ? [] : [{ at, to, count }])))
  const most = Math.max(...moves.map(({ count }) => count))
  const [first, ...more] = moves.filter(({ count }) => count === most)
  const [old, now] = [tags[first?.at ?? -1], tags[first?.to ?? -1]]
  const share = `${Math.round((changed / pairs) * 100)}%`
  if (old === undefined || now === undefined || more.length > 0) return t.rich('leadChanged', { from, share, b })
  const name = (tag: Transitions['tags'][number]) => () => (
    <span className="tagname" data-pigment={tag.pigment}>
      {tag.name}
    </span>
  )
  return t.rich('leadChangedMost', { from, share, b, old: name(old), now: name(now) })
}

/** The sections where members agree most and least, where two can be compared. */
const sectionsApart = (
  figures: Figures,
): { readonly most: string; readonly least: string; readonly alpha: number } | undefined => {
  const titles = new Map(figures.bySection.map(({ id, title }) => [id, title]))
  const compared = figures.agreement.bySection
    .flatMap(({ id, alpha }) => (isWellFounded(alpha) ? [{ title: titles.get(id) ?? '', alpha: alpha.value }] : []))
    .sort((a, b) => b.alpha - a.alpha)
  const [most, least] = [compared[0], compared.at(-1)]
  if (most === undefined || least === undefined || most.alpha === least.alpha) return undefined
  return { most: most.title, least: least.title, alpha: least.alpha }
}

const isWellFounded = (alpha: Coefficient): alpha is Extract<Coefficient, { readonly kind: 'defined' }> =>
  alpha.kind === 'defined' && alpha.n.pairable >= SECTION_PAIRABLE_MIN
