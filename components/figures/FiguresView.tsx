import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/ui/form-action'
import {
  type Counts,
  FOOTNOTES_SECTION,
  type FigureName,
  type Figures,
  type HeatCell,
  type Transitions,
} from '@/lib/core/statistics'
import { AgreementFigure } from './AgreementFigure'
import { ContestedFigure } from './ContestedFigure'
import { CountsTable } from './CountsTable'
import { Figure } from './Figure'
import { type FigureChoices, FilterForm } from './FilterForm'
import { Hatching } from './Hatching'
import { HeatStrip, shadeOf } from './HeatStrip'
import { Lead } from './Lead'
import { PairsFigure } from './PairsFigure'
import { ResponsesFigure } from './ResponsesFigure'
import { ShareBars } from './ShareBars'
import { StackBar } from './StackBar'
import { TimeFigure } from './TimeFigure'
import { TransitionsFigure } from './TransitionsFigure'
import { useCoefficientWords } from './words'

/**
 * The figures of a reading, whole and without JavaScript. `readingHref` is where
 * its passages can be read; `figures/csv` below it gives each figure as a file.
 */
export const FiguresView = (props: {
  readonly figures: Figures
  /** How verdicts changed between rounds; `null` where there are no two. */
  readonly transitions: Transitions | null
  readonly readingHref: string
  readonly choices: FigureChoices
  /** Throws a passage on the board; absent for who may not. */
  readonly board?: FormAction
  /** Stands below the sentence: when this was counted. */
  readonly under?: ReactNode
}) => {
  const t = useTranslations('figures')
  const { figures, transitions, readingHref, choices } = props
  const csv = (figure: FigureName): string =>
    `${readingHref}/figures/csv?${String(new URLSearchParams([['figure', figure], ...choices.chosen.map(([name, value]) => [name, value])]))}`
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
      <Hatching pigments={[...tags, ...figures.allTags, ...(transitions?.tags ?? [])].map((tag) => tag.pigment)} />
      <Lead figures={figures} transitions={transitions} />
      <div className="under">
        <FilterForm choices={choices} href={`${readingHref}/figures`} />
        {props.under}
      </div>
      <div className="figures-grid">
        <Figure className="wide" title={t('groups.title')} what={t('groups.what')} csvHref={csv('groups')}>
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

        <Figure title={t('heat.title')} what={t('heat.what')} csvHref={csv('sentences')}>
          <HeatRows figures={figures} readingHref={readingHref} paragraphsHref={csv('paragraphs')} />
        </Figure>

        <AgreementFigure figures={figures} readingHref={readingHref} csvHref={csv('agreement')} />

        {transitions === null ? null : (
          <TransitionsFigure
            transitions={transitions}
            figures={figures}
            readingHref={readingHref}
            csvHref={csv('transitions')}
          />
        )}

        <div className="figures-column">
          <ContestedFigure
            figures={figures}
            readingHref={readingHref}
            csvHref={csv('contested')}
            {...(props.board === undefined ? {} : { board: props.board })}
          />
          {transitions === null ? null : <TimeFigure figures={figures} csvHref={csv('time')} />}
        </div>

        <div className={transitions === null ? 'figures-column' : 'figures-column wide'}>
          {transitions === null ? <TimeFigure figures={figures} csvHref={csv('time')} /> : null}
          <ResponsesFigure figures={figures} csvHref={csv('responses')} />
        </div>

        <PairsFigure figures={figures} csvHref={csv('pairs')} />

        <Figure className="wide" title={t('sections.title')} what={t('sections.what')} csvHref={csv('sections')}>
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

        <Figure className="wide" title={t('members.title')} what={t('members.what')} csvHref={csv('members')}>
          <div className="bar-rows members">
            {figures.byMember.map((member) => (
              <div key={member.id}>
                <span>
                  <a href={`${readingHref}?by=${member.id}`}>{member.name}</a>{' '}
                  {member.group === null ? null : <small>{member.group}</small>}
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
        <p>
          {t('definitions')} {t('agreementDefinitions')}
        </p>
        {figures.unknownTags === 0 ? null : <p>{t('unknownTags', { count: figures.unknownTags })}</p>}
      </footer>
    </>
  )
}

/** How many paragraphs are named as those with most claims. */
const PARAGRAPHS_NAMED = 3

const HeatRows = (props: {
  readonly figures: Figures
  readonly readingHref: string
  /** Where the counts by paragraph are as a file. */
  readonly paragraphsHref: string
}) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const alphas = new Map(props.figures.agreement.bySection.map(({ id, alpha }) => [id, alpha]))
  const claims = new Map(props.figures.bySection.map((section) => [section.id, section.claims]))
  const rows = props.figures.heat
    .filter((section) => section.cells.length > 0)
    .map((section) => ({
      ...section,
      alpha: alphas.get(section.id),
      claims: claims.get(section.id) ?? 0,
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
  const longest = Math.max(1, ...rows.map((row) => row.cells.length))
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  const touched = sum(rows.map((row) => row.touched))
  const sentences = sum(rows.map((row) => row.cells.length))
  const paragraphs = props.figures.byParagraph.toSorted((a, b) => b.claims - a.claims || a.number - b.number)
  return (
    <>
      <div className="heat-rows">
        <div className="head" aria-hidden="true">
          <span>{t('columns.section')}</span>
          <span />
          <span>{t('columns.claims')}</span>
          <span>{t('columns.alpha')}</span>
        </div>
        {rows.map((row) => (
          <div key={row.id} data-level={row.level}>
            <a href={`${props.readingHref}#${row.id}`}>{row.title}</a>
            <HeatStrip
              cells={row.cells}
              share={row.cells.length / longest}
              describe={describe}
              label={t('heat.chart', {
                section: row.title,
                touched: row.touched,
                sentences: row.cells.length,
                most: row.most,
                differ: row.differ,
              })}
            />
            <span className="num">{row.claims}</span>
            {row.alpha?.kind === 'defined' ? (
              <span className="num">{words.value(row.alpha)}</span>
            ) : (
              <span className="quiet" title={row.alpha === undefined ? undefined : words.reason(row.alpha.reason)}>
                {t('notDefined')}
              </span>
            )}
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
      <p className="plain">
        {t('heat.coverage', {
          touched,
          sentences,
          share: sentences === 0 ? '0%' : `${Math.round((touched / sentences) * 100)}%`,
        })}{' '}
        {paragraphs.length === 0
          ? null
          : t('heat.most', {
              list: paragraphs
                .slice(0, PARAGRAPHS_NAMED)
                .map(({ number, claims: count }) => t('heat.paragraph', { number, claims: count }))
                .join(', '),
            })}
      </p>
      <details className="twin">
        <summary>{t('table')}</summary>
        <div className="twin-scroll" tabIndex={0} role="group" aria-label={t('heat.title')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('columns.section')}</th>
                <th scope="col">{t('heat.sentences')}</th>
                <th scope="col">{t('heat.touched')}</th>
                <th scope="col">{t('heat.covered')}</th>
                <th scope="col">{t('heat.differ')}</th>
                <th scope="col">{t('columns.claims')}</th>
                <th scope="col">{t('columns.alpha')}</th>
                <th scope="col">{t('columns.pairable')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.title}</th>
                  <td>{row.cells.length}</td>
                  <td>{row.touched}</td>
                  <td>{Math.round((row.touched / row.cells.length) * 100)}%</td>
                  <td>{row.differ}</td>
                  <td>{row.claims}</td>
                  <td>
                    {row.alpha === undefined ? '' : words.value(row.alpha)}
                    {row.alpha?.kind === 'undefined' ? <small>{words.reason(row.alpha.reason)}</small> : null}
                  </td>
                  <td>{row.alpha?.n.pairable ?? 0}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {paragraphs.length === 0 ? null : (
            <p className="fine">
              <a className="link" href={props.paragraphsHref}>
                {t('heat.paragraphsFile')}
              </a>
            </p>
          )}
        </div>
      </details>
    </>
  )
}
