import { useTranslations } from 'next-intl'
import { type ContestedPassage, type Figures, FOOTNOTES_SECTION } from '@/lib/core/statistics'
import { Form, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import { Figure } from './Figure'
import { StackBar } from './StackBar'
import { decimals } from './words'

/** How many passages stand open; the others are one press away. */
const SHOWN = 5
/** No discussion has time for more. */
export const CONTESTED_LISTED_MAX = 40
const QUOTE_MAX_CHARS = 280

/** The passages worth discussing, each a link to its thread in the reading room. */
export const ContestedFigure = (props: {
  readonly figures: Figures
  readonly readingHref: string
  readonly csvHref: string
  /** Throws a passage on the board; absent for who may not. */
  readonly board?: FormAction
}) => {
  const t = useTranslations('figures')
  const { contested, contestedCount } = props.figures
  const listed = contested.slice(0, CONTESTED_LISTED_MAX)
  const item = (passage: ContestedPassage) => (
    <Passage
      key={`${passage.layer} ${passage.annotation}`}
      passage={passage}
      figures={props.figures}
      readingHref={props.readingHref}
      {...(props.board === undefined ? {} : { board: props.board })}
    />
  )
  return (
    <Figure title={t('contested.title')} what={t('contested.what')} csvHref={props.csvHref}>
      {contested.length === 0 ? <p className="quiet">{t('contested.none')}</p> : null}
      <ol className="contested">{listed.slice(0, SHOWN).map(item)}</ol>
      {listed.length > SHOWN ? (
        <details className="twin">
          <summary>{t('contested.more', { count: listed.length - SHOWN })}</summary>
          <ol className="contested" start={SHOWN + 1}>
            {listed.slice(SHOWN).map(item)}
          </ol>
        </details>
      ) : null}
      {contestedCount > CONTESTED_LISTED_MAX ? (
        <p className="fine">{t('contested.rest', { count: contestedCount })}</p>
      ) : null}
    </Figure>
  )
}

const Passage = (props: {
  readonly passage: ContestedPassage
  readonly figures: Figures
  readonly readingHref: string
  readonly board?: FormAction
}) => {
  const t = useTranslations('figures')
  const { passage, figures, readingHref } = props
  const counts = figures.allTags
    .map((tag, at) => ({ tag, count: passage.tags[at] ?? 0 }))
    .filter(({ count }) => count > 0)
  const list = counts.map(({ tag, count }) => t('share', { name: tag.name, count })).join(', ')
  const section = figures.heat.findLast(({ cells }) => (cells[0]?.start ?? Infinity) <= passage.start)
  const where = section === undefined || section.id === FOOTNOTES_SECTION ? null : section.title
  const nameOf = (id: string): string => figures.byMember.find((member) => member.id === id)?.name ?? ''
  return (
    <li>
      <a href={`${readingHref}#a=${encodeURIComponent(passage.annotation)}`}>
        <q>{shortened(passage.exact)}</q>
      </a>
      <StackBar
        tags={figures.allTags}
        counts={passage}
        scaleMax={passage.verdicts}
        label={t('contested.chart', { list, disagreement: decimals(passage.disagreement) })}
      />
      <p className="meta num">
        {counts.map(({ tag, count }) => (
          <span key={tag.id} aria-hidden="true">
            <span className="sign" data-pigment={tag.pigment}>
              {tag.key.toUpperCase()}
            </span>{' '}
            {count}
          </span>
        ))}
        <span>{t('contested.voices', { voices: passage.voices, members: figures.totals.members })}</span>
        {where === null ? null : <span>{where}</span>}
      </p>
      {props.board === undefined ? null : <Throw passage={passage} board={props.board} />}
      {passage.comments.map((comment, at) => (
        // Two comments of one passage may be the same words of the same member.
        <p key={at} className="best">
          {shortened(comment.text)}{' '}
          <span>{t('contested.by', { name: nameOf(comment.member), support: comment.support })}</span>
        </p>
      ))}
    </li>
  )
}

/** Throws the passage on the board of the reading. */
const Throw = ({ passage, board }: { readonly passage: ContestedPassage; readonly board: FormAction }) => {
  const t = useTranslations('figures.contested')
  const words = t('throwIt', { passage: shortened(passage.exact) })
  return (
    <Form action={board} label={words} className="throw">
      <input type="hidden" name="layer" value={passage.layer} />
      <input type="hidden" name="annotation" value={passage.annotation} />
      <Submit className="link" aria-label={words}>
        {t('throw')}
      </Submit>
    </Form>
  )
}

const shortened = (text: string): string =>
  text.length <= QUOTE_MAX_CHARS ? text : `${text.slice(0, QUOTE_MAX_CHARS).replace(/[\uD800-\uDBFF]?$|\s+\S*$/, '')}…`
