import { useTranslations } from 'next-intl'
import { type Counts, FOOTNOTES_SECTION, type Figures, type HeatCell, type HeatSection } from '@/lib/core/statistics'
import { CountsTable } from './CountsTable'
import { Figure } from './Figure'
import { Hatching } from './Hatching'
import { HeatStrip, shadeOf } from './HeatStrip'
import { Lead } from './Lead'
import { ShareBars } from './ShareBars'
import { StackBar } from './StackBar'

/** The figures of a reading, whole and without JavaScript. `readingHref` is where its sections can be read. */
export const FiguresView = (props: { readonly figures: Figures; readonly readingHref: string }) => {
  const t = useTranslations('figures')
  const { figures, readingHref } = props
  const { tags, totals } = figures
  const groups = figures.byGroup.map((group) => ({
    ...group,
    name: group.id === null ? (figures.byGroup.length === 1 ? t('groups.all') : t('groups.noGroup')) : group.name,
  }))
  const sections = figures.bySection.map((section) => ({
    ...section,
    title: section.id === FOOTNOTES_SECTION ? t('sections.footnotes') : section.title,
  }))
  const list = (counts: Counts): string =>
    tags.map((tag, at) => t('share', { name: tag.name, count: counts.tags[at] ?? 0 })).join(', ')
  const mostShare = Math.max(
    0.5,
    ...groups.flatMap((group) => group.tags.map((count) => (group.verdicts === 0 ? 0 : count / group.verdicts))),
  )
  const mostIn = (rows: readonly Counts[]): number => Math.max(1, ...rows.map((row) => row.verdicts))
  const total = (leading: readonly (string | number)[]) => ({
    id: 'all',
    heading: t('columns.all'),
    leading,
    counts: totals,
  })

  return (
    <>
      <Hatching pigments={tags.map((tag) => tag.pigment)} />
      <Lead figures={figures} />
      <div className="figures-grid">
        <Figure className="wide" title={t('groups.title')} what={t('groups.what')}>
          <div className="multiples">
            {groups.map((group) => (
              <div key={group.id ?? ''}>
                <h3>
                  {group.name} <span>{t('groups.n', { members: group.members, verdicts: group.verdicts })}</span>
                </h3>
                {group.verdicts === 0 ? (
                  <p className="quiet">{t('groups.none')}</p>
                ) : (
                  <ShareBars
                    tags={tags}
                    counts={group}
                    scaleMax={Math.ceil(mostShare * 4) / 4}
                    label={t('groups.chart', { group: group.name, list: list(group), verdicts: group.verdicts })}
                  />
                )}
              </div>
            ))}
          </div>
          <CountsTable
            tags={tags}
            what={t('columns.group')}
            leading={[t('columns.members'), t('columns.tagged')]}
            rows={groups.map((group) => ({
              id: group.id ?? '',
              heading: group.name,
              leading: [group.members, group.membersWhoTagged],
              counts: group,
            }))}
            total={total([totals.members, totals.membersWhoTagged])}
          />
        </Figure>

        <Figure title={t('heat.title')} what={t('heat.what')}>
          <HeatRows heat={figures.heat} readingHref={readingHref} />
        </Figure>

        <Figure title={t('sections.title')} what={t('sections.what')}>
          <div className="bar-rows">
            {sections.map((section) => (
              <div key={section.id} data-level={section.level}>
                <a href={`${readingHref}#${section.id}`}>{section.title}</a>
                <StackBar
                  tags={tags}
                  counts={section}
                  scaleMax={mostIn(sections)}
                  label={t('sections.chart', { section: section.title, list: list(section) })}
                />
                <span className="num">{section.verdicts}</span>
              </div>
            ))}
          </div>
          <CountsTable
            tags={tags}
            what={t('columns.section')}
            leading={[]}
            rows={sections.map((row) => ({ id: row.id, heading: row.title, leading: [], counts: row }))}
            total={total([])}
          />
        </Figure>

        <Figure className="wide" title={t('members.title')} what={t('members.what')}>
          <div className="bar-rows members">
            {figures.byMember.map((member) => (
              <div key={member.id}>
                <span>
                  {member.name} {member.group === null ? null : <small>{member.group}</small>}
                </span>
                <StackBar
                  tags={tags}
                  counts={member}
                  scaleMax={mostIn(figures.byMember)}
                  label={t('members.chart', { member: member.name, list: list(member) })}
                />
                <span className="num">{member.verdicts}</span>
              </div>
            ))}
          </div>
          <CountsTable
            tags={tags}
            what={t('columns.member')}
            leading={[t('columns.group')]}
            rows={figures.byMember.map((row) => ({
              id: row.id,
              heading: row.name,
              leading: [row.group ?? t('groups.noGroup')],
              counts: row,
            }))}
            total={total([''])}
          />
        </Figure>
      </div>
      <footer className="definitions">
        <p>{t('definitions')}</p>
        {figures.unknownTags === 0 ? null : <p>{t('unknownTags', { count: figures.unknownTags })}</p>}
      </footer>
    </>
  )
}

const HeatRows = (props: { readonly heat: readonly HeatSection[]; readonly readingHref: string }) => {
  const t = useTranslations('figures')
  const rows = props.heat
    .filter((section) => section.cells.length > 0)
    .map((section) => ({
      ...section,
      touched: section.cells.filter((cell) => cell.claims > 0).length,
      differ: section.cells.filter((cell) => (cell.disagreement ?? 0) > 0).length,
      most: Math.max(0, ...section.cells.map((cell) => cell.claims)),
    }))
  const describe = (cell: HeatCell): string =>
    t('heat.cell', {
      claims: cell.claims,
      members: cell.members,
      disagreement: cell.disagreement === null ? t('heat.notDefined') : cell.disagreement.toFixed(2),
    })
  return (
    <>
      <div className="heat-rows">
        {rows.map((row) => (
          <div key={row.id} data-level={row.level}>
            <a href={`${props.readingHref}#${row.id}`}>{row.title}</a>
            <HeatStrip
              cells={row.cells}
              describe={describe}
              label={t('heat.chart', {
                section: row.title,
                touched: row.touched,
                sentences: row.cells.length,
                most: row.most,
                differ: row.differ,
              })}
            />
          </div>
        ))}
      </div>
      <p className="heat-key" aria-hidden="true">
        <svg width="50" height="14">
          {[0, 1, 2, 3, 4].map((claims) => (
            <rect key={claims} x={claims * 10} width="9" height="14" fill="var(--ink)" opacity={shadeOf(claims)} />
          ))}
        </svg>
        {t('heat.ramp')}
        <svg width="26" height="12">
          <path d="M0 8h7v4h-7zM9 4h7v8h-7zM18 0h7v12h-7z" fill="var(--ink)" />
        </svg>
        {t('heat.notch')}
      </p>
      <details className="twin">
        <summary>{t('table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.section')}</th>
              <th scope="col">{t('heat.sentences')}</th>
              <th scope="col">{t('heat.touched')}</th>
              <th scope="col">{t('heat.differ')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.title}</th>
                <td>{row.cells.length}</td>
                <td>{row.touched}</td>
                <td>{row.differ}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
