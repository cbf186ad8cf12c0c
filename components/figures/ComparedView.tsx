import { useTranslations } from 'next-intl'
import { type Compared, FOOTNOTES_SECTION, OTHERS_MIN } from '@/lib/core/statistics'
import { Figure } from './Figure'
import { Hatching } from './Hatching'
import { ShareBars } from './ShareBars'
import { Head, Twin } from './Twin'
import { roomLinks } from './room-links'

/** One table of counts: the student's and all others'; `null` stands for what is shown with the rest. */
const VersusTable = ({
  what,
  rows,
}: {
  readonly what: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly own: number
    readonly others: number | null
  }[]
}) => {
  const t = useTranslations('figures.compared')
  return (
    <table>
      <Head columns={[what, t('you'), t('others')]} />
      <tbody>
        {rows.map(({ id, name, own, others }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{own}</td>
            <td>{others ?? t('hidden')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A student's verdicts against the class's, without a number by which another could be told. */
export const ComparedView = ({
  compared,
  me,
  sections,
  readingHref,
}: {
  readonly compared: Compared
  /** Whose the student's own verdicts are, as the reading room names them. */
  readonly me: string
  /** The headings of the paper, by their ids. */
  readonly sections: ReadonlyMap<string, string>
  readonly readingHref: string
}) => {
  const t = useTranslations('figures')
  const roomHref = roomLinks(readingHref, [])
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
                  hrefOf={(tag) => roomHref({ tags: [tag.id], by: [me] })}
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
                    hrefOf={(tag) => roomHref({ tags: [tag.id] })}
                    label={t('groups.chart', { group: t('compared.others'), list: list(shown), verdicts: all })}
                  />
                  {byTag.rest === null ? null : (
                    <p className="fine">{t('compared.rest', { count: byTag.rest, least: OTHERS_MIN })}</p>
                  )}
                </>
              )}
            </div>
          </div>
          <Twin summary={t('table')} label={t('compared.title')}>
            <VersusTable
              what={t('filter.tag')}
              rows={tags.map((tag, at) => ({
                id: tag.id,
                name: tag.name,
                own: own[at] ?? 0,
                others: countOf(tag.id),
              }))}
            />
            <VersusTable
              what={t('columns.section')}
              rows={ids.map((id) => ({
                id,
                name: title(id),
                own: compared.ownBySection.find((row) => row.id === id)?.verdicts ?? 0,
                others: bySection?.shown.find((row) => row.id === id)?.verdicts ?? null,
              }))}
            />
          </Twin>
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
