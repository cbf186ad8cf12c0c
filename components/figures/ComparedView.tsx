import { useTranslations } from 'next-intl'
import { type Compared, FOOTNOTES_SECTION, OTHERS_MIN } from '@/lib/core/statistics'
import { Figure } from './Figure'
import { Hatching } from './Hatching'
import { ShareBars } from './ShareBars'

/** A student's verdicts against the class's, without a number by which another could be told. */
export const ComparedView = ({
  compared,
  sections,
  readingHref,
}: {
  readonly compared: Compared
  /** The headings of the paper, by their ids. */
  readonly sections: ReadonlyMap<string, string>
  readonly readingHref: string
}) => {
  const t = useTranslations('figures')
  const { tags, own, byTag, bySection, others, comparable, agreeing, apart } = compared
  const mine = own.reduce((sum, count) => sum + count, 0)
  const countOf = (id: string): number | null => byTag?.shown.find((part) => part.id === id)?.verdicts ?? null
  const shown = tags.map(({ id }) => countOf(id) ?? 0)
  const all = shown.reduce((sum, count) => sum + count, byTag?.rest ?? 0)
  const counts = (numbers: readonly number[], verdicts: number) => ({
    tags: numbers,
    verdicts,
    claims: 0,
    annotations: 0,
    comments: 0,
  })
  const list = (numbers: readonly number[]): string =>
    tags.map((tag, at) => t('share', { name: tag.name, count: numbers[at] ?? 0 })).join(', ')
  const mostShare = Math.max(
    0.5,
    ...own.map((count) => (mine === 0 ? 0 : count / mine)),
    ...shown.map((count) => (all === 0 ? 0 : count / all)),
  )
  const scaleMax = Math.ceil(mostShare * 4) / 4
  const title = (id: string): string => (id === FOOTNOTES_SECTION ? t('sections.footnotes') : (sections.get(id) ?? id))
  const ids = [
    ...new Set([...compared.ownBySection.map(({ id }) => id), ...(bySection?.shown ?? []).map(({ id }) => id)]),
  ]
  return (
    <>
      <Hatching pigments={tags.map((tag) => tag.pigment)} />
      <p className="lead">
        {t.rich('compared.lead', {
          verdicts: mine,
          agreeing,
          comparable,
          b: (chunks) => <b>{chunks}</b>,
        })}
      </p>
      <div className="figures-grid">
        <Figure className="wide" title={t('compared.title')} what={t('compared.what')}>
          <div className="multiples">
            <div>
              <h3>
                {t('compared.you')} <span>{t('compared.verdicts', { count: mine })}</span>
              </h3>
              {mine === 0 ? (
                <p className="quiet">{t('groups.none')}</p>
              ) : (
                <ShareBars
                  tags={tags}
                  counts={counts(own, mine)}
                  scaleMax={scaleMax}
                  label={t('groups.chart', { group: t('compared.you'), list: list(own), verdicts: mine })}
                />
              )}
            </div>
            <div>
              <h3>
                {t('compared.others')}{' '}
                {others === null || byTag === null ? null : (
                  <span>{t('groups.n', { members: others, verdicts: all })}</span>
                )}
              </h3>
              {others === null || byTag === null ? (
                <p className="quiet">{t('compared.few', { least: OTHERS_MIN })}</p>
              ) : (
                <>
                  <ShareBars
                    tags={tags.filter(({ id }) => countOf(id) !== null)}
                    counts={counts(
                      tags.flatMap(({ id }) => countOf(id) ?? []),
                      all,
                    )}
                    scaleMax={scaleMax}
                    label={t('groups.chart', { group: t('compared.others'), list: list(shown), verdicts: all })}
                  />
                  {byTag.rest === null ? null : (
                    <p className="fine">{t('compared.rest', { count: byTag.rest, least: OTHERS_MIN })}</p>
                  )}
                </>
              )}
            </div>
          </div>
          <details className="twin">
            <summary>{t('table')}</summary>
            <div className="twin-scroll" tabIndex={0} role="group" aria-label={t('compared.title')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('filter.tag')}</th>
                    <th scope="col">{t('compared.you')}</th>
                    <th scope="col">{t('compared.others')}</th>
                  </tr>
                </thead>
                <tbody>
                  {tags.map((tag, at) => (
                    <tr key={tag.id}>
                      <th scope="row">{tag.name}</th>
                      <td>{own[at] ?? 0}</td>
                      <td>{countOf(tag.id) ?? t('compared.hidden')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('columns.section')}</th>
                    <th scope="col">{t('compared.you')}</th>
                    <th scope="col">{t('compared.others')}</th>
                  </tr>
                </thead>
                <tbody>
                  {ids.map((id) => (
                    <tr key={id}>
                      <th scope="row">{title(id)}</th>
                      <td>{compared.ownBySection.find((row) => row.id === id)?.verdicts ?? 0}</td>
                      <td>{bySection?.shown.find((row) => row.id === id)?.verdicts ?? t('compared.hidden')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </Figure>
        <Figure className="wide" title={t('compared.apart')} what={t('compared.apartWhat', { least: OTHERS_MIN })}>
          {apart.length === 0 ? <p className="quiet">{t('compared.none')}</p> : null}
          <ul className="moved">
            {apart.map((sentence) => (
              <li key={sentence.start}>
                <a href={readingHref}>
                  <q>{sentence.exact}</q>
                </a>
                <p className="meta">
                  <span>
                    {t('compared.versus', {
                      own: tags[sentence.own]?.name ?? '',
                      most: tags[sentence.most]?.name ?? '',
                    })}
                  </span>
                </p>
              </li>
            ))}
          </ul>
        </Figure>
      </div>
      <footer className="definitions">
        <p>{t('compared.definitions', { least: OTHERS_MIN })}</p>
      </footer>
    </>
  )
}
