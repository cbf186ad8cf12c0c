import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/ui/form-action'
import {
  type AgreementIntervals,
  type Counts,
  FOOTNOTES_SECTION,
  type FigureName,
  type Figures,
  type Transitions,
} from '@/lib/core/statistics'
import { AgreementFigure } from './AgreementFigure'
import { ContestedFigure } from './ContestedFigure'
import { CountsTable } from './CountsTable'
import { Figure } from './Figure'
import { type FigureChoices, FilterForm } from './FilterForm'
import { Hatching } from './Hatching'
import { ChartKeys } from './ChartKeys'
import { HeatRows } from './HeatRows'
import { Lead } from './Lead'
import { PairsFigure } from './PairsFigure'
import { ResponsesFigure } from './ResponsesFigure'
import { ShareBars } from './ShareBars'
import { StackBar } from './StackBar'
import { TimeFigure } from './TimeFigure'
import { TransitionsFigure } from './TransitionsFigure'
import { type RoomPart, roomLinks } from './room-links'

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
  /** The intervals of every coefficient; `null` where they are not drawn yet: then `intervalsHref` leads to them. */
  readonly intervals: AgreementIntervals | null
  readonly intervalsHref: string
  /** True where the page asks for every interval; absent elsewhere. */
  readonly wantsIntervals?: boolean
  /** Throws a passage on the board; absent for who may not. */
  readonly board?: FormAction
  /** Stands below the sentence: when this was counted. */
  readonly under?: ReactNode
}) => {
  const t = useTranslations('figures')
  const { figures, transitions, readingHref, choices, intervals } = props
  const roomHref = roomLinks(readingHref, choices.chosen)
  const peopleOf = peopleOfGroups(figures, choices)
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
  const roundName = (number: number): string => {
    const known = choices.rounds.find((round) => round.number === number)
    return known === undefined
      ? t('transitions.round', { number })
      : t('filter.round', { number, kind: t(`roundKinds.${known.kind}`) })
  }
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
      <ChartKeys hint={t('go.hint')}>
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
                      hrefOf={(tag) => roomHref({ tags: [tag.id], ...peopleOf(group.id) })}
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
                hrefOf: (tag) => roomHref({ tags: [tag.id], ...peopleOf(group.id) }),
              }))}
              total={total([totals.members, totals.membersWhoTagged])}
            />
          </Figure>

          <Figure title={t('heat.title')} what={t('heat.what')} csvHref={csv('sentences')}>
            <HeatRows
              figures={figures}
              intervals={intervals}
              readingHref={readingHref}
              roomHref={roomHref}
              paragraphsHref={csv('paragraphs')}
            />
          </Figure>

          <AgreementFigure
            figures={figures}
            intervals={intervals}
            intervalsHref={props.intervalsHref}
            wantsIntervals={props.wantsIntervals === true}
            roomHref={roomHref}
            csvHref={csv('agreement')}
          />

          {transitions === null ? null : (
            <TransitionsFigure
              transitions={transitions}
              figures={figures}
              roomHref={roomHref}
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
            {transitions === null ? null : <TimeFigure figures={figures} roomHref={roomHref} csvHref={csv('time')} />}
          </div>

          <div className={transitions === null ? 'figures-column' : 'figures-column wide'}>
            {transitions === null ? <TimeFigure figures={figures} roomHref={roomHref} csvHref={csv('time')} /> : null}
            <ResponsesFigure figures={figures} roomHref={roomHref} csvHref={csv('responses')} />
          </div>

          <PairsFigure figures={figures} intervals={intervals} roomHref={roomHref} csvHref={csv('pairs')} />

          {figures.byRound.length < 2 ? null : (
            <Figure className="wide" title={t('rounds.title')} what={t('rounds.what')} csvHref={csv('rounds')}>
              <div className="bar-rows">
                {figures.byRound.map((round) => (
                  <div key={round.round}>
                    <a href={roomHref({ rounds: [round.round] })}>{roundName(round.round)}</a>
                    <StackBar
                      tags={tags}
                      counts={round}
                      scaleMax={mostIn(figures.byRound)}
                      hrefOf={(tag) => roomHref({ rounds: [round.round], tags: [tag.id] })}
                      label={t('rounds.chart', { round: roundName(round.round), list: list(round) })}
                    />
                    <span className="num">{round.verdicts}</span>
                  </div>
                ))}
              </div>
              <CountsTable
                tags={tags}
                what={t('rounds.column')}
                leading={[t('columns.tagged')]}
                rows={figures.byRound.map((round) => ({
                  id: String(round.round),
                  heading: roundName(round.round),
                  leading: [round.membersWhoTagged],
                  counts: round,
                  hrefOf: (tag) => roomHref({ rounds: [round.round], tags: [tag.id] }),
                }))}
                total={total([totals.membersWhoTagged])}
              />
            </Figure>
          )}

          <Figure className="wide" title={t('sections.title')} what={t('sections.what')} csvHref={csv('sections')}>
            <div className="bar-rows">
              {sections.map((section) => (
                <div key={section.id} data-level={section.level}>
                  <a href={`${readingHref}#${section.id}`}>{section.title}</a>
                  <StackBar
                    tags={tags}
                    counts={section}
                    scaleMax={mostIn(sections)}
                    hrefOf={(tag) => roomHref({ tags: [tag.id], places: [section], hash: section.id })}
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
              rows={sections.map((row) => ({
                id: row.id,
                heading: row.title,
                leading: [],
                counts: row,
                hrefOf: (tag) => roomHref({ tags: [tag.id], places: [row], hash: row.id }),
              }))}
              total={total([])}
            />
          </Figure>

          <Figure className="wide" title={t('members.title')} what={t('members.what')} csvHref={csv('members')}>
            <div className="bar-rows members">
              {figures.byMember.map((member) => (
                <div key={member.id}>
                  <span>
                    <a href={roomHref({ by: [member.id] })}>{member.name}</a>{' '}
                    {member.group === null ? null : <small>{member.group}</small>}
                  </span>
                  <StackBar
                    tags={tags}
                    counts={member}
                    scaleMax={mostIn(figures.byMember)}
                    hrefOf={(tag) => roomHref({ tags: [tag.id], by: [member.id] })}
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
                hrefOf: (tag) => roomHref({ tags: [tag.id], by: [row.id] }),
              }))}
              total={total([''])}
            />
          </Figure>
        </div>
      </ChartKeys>
      <footer className="definitions">
        <p>
          {t('definitions')} {t('agreementDefinitions')}
        </p>
        {figures.unknownTags === 0 ? null : <p>{t('unknownTags', { count: figures.unknownTags })}</p>}
      </footer>
    </>
  )
}

/** Whom the row of a group counts: its members that the page asks for. */
const peopleOfGroups = (
  { byMember, byGroup }: Figures,
  { chosen }: FigureChoices,
): ((group: string | null) => Pick<RoomPart, 'by' | 'groups'>) => {
  const namesMembers = chosen.some(([name]) => name === 'by')
  return (id) => {
    if (id !== null && !namesMembers) return { groups: [id] }
    const name = id === null ? null : (byGroup.find((group) => group.id === id)?.name ?? null)
    return { by: byMember.flatMap((member) => (member.group === name ? [member.id] : [])) }
  }
}
