import { useTranslations } from 'next-intl'
import type { Coefficient, Figures, Transitions } from '@/lib/core/statistics'
import { Alluvial } from './Alluvial'
import type { RoomLink } from './room-links'
import { Figure } from './Figure'
import { Twin } from './Twin'
import { decimals, useCoefficientWords } from './words'

/** How verdicts changed between two rounds: a diagram, the table, the passages, the comments that changes followed. */
export const TransitionsFigure = (props: {
  readonly transitions: Transitions
  readonly figures: Figures
  readonly roomHref: RoomLink
  readonly csvHref: string
}) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const { transitions, figures, roomHref } = props
  const { from, to, pairs, changed, tags, before, after, pairedBefore, pairedAfter } = transitions
  const nameOf = (id: string): string => figures.byMember.find((member) => member.id === id)?.name ?? ''
  const tagName = (at: number): string => tags[at]?.name ?? ''
  const said = (coefficient: Coefficient): string =>
    coefficient.kind === 'defined' ? decimals(coefficient.value) : t('notDefined')
  return (
    <Figure
      title={t('transitions.title', { changed, pairs })}
      what={t('transitions.what', { from, to })}
      csvHref={props.csvHref}
    >
      {pairs === 0 ? (
        <p className="quiet">{t('transitions.none')}</p>
      ) : (
        <Alluvial transitions={transitions} roomHref={props.roomHref} />
      )}
      <p className="plain">
        {t('transitions.alpha', {
          from,
          to,
          before: said(before.coefficient),
          after: said(after.coefficient),
          changed: transitions.membersWhoChanged,
          members: transitions.membersInBoth,
        })}
      </p>
      <p className="fine">
        {t('transitions.fine', {
          before: said(pairedBefore),
          after: said(pairedAfter),
          onlyBefore: transitions.onlyBefore,
          onlyAfter: transitions.onlyAfter,
          from,
          to,
        })}
        {[before.coefficient, after.coefficient].map((coefficient, at) =>
          coefficient.kind === 'defined' ? null : (
            <span key={at === 0 ? 'before' : 'after'}>
              {' '}
              {t('agreement.rowUndefined', {
                name: t('transitions.round', { number: at === 0 ? from : to }),
                reason: words.reason(coefficient.reason),
              })}
            </span>
          ),
        )}
      </p>
      {transitions.passages.length === 0 ? null : (
        <>
          <h3>{t('transitions.where')}</h3>
          <ol className="moved">
            {transitions.passages.slice(0, PASSAGES_SHOWN).map((passage) => (
              <li key={passage.start}>
                <a
                  href={props.roomHref({
                    places: [passage],
                    rounds: [from, to],
                    hash: `p=${passage.start}-${passage.end}`,
                  })}
                >
                  <q>{shortened(passage.exact)}</q>
                </a>
                <p className="meta num">
                  <span>{t('transitions.changedHere', { changed: passage.changed, pairs: passage.pairs })}</span>
                  {passage.moves.slice(0, MOVES_SHOWN).map((move) => (
                    <span key={`${move.from} ${move.to}`}>
                      {t('transitions.move', { from: tagName(move.from), to: tagName(move.to), count: move.count })}
                    </span>
                  ))}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
      {transitions.comments.length === 0 ? null : (
        <>
          <h3>{t('transitions.after')}</h3>
          <ul className="moved">
            {transitions.comments.map((comment) => (
              <li key={`${comment.annotation} ${comment.text}`}>
                <a
                  href={roomHref({ tags: [], by: [], rounds: [], hash: `a=${encodeURIComponent(comment.annotation)}` })}
                >
                  <q>{shortened(comment.text)}</q>
                </a>
                <p className="meta num">
                  <span>{nameOf(comment.member)}</span>
                  <span>{t('transitions.followed', { count: comment.followed })}</span>
                  <span>{t('go.movers', { list: comment.movers.map(nameOf).join(', ') })}</span>
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <TransitionsTable transitions={transitions} />
    </Figure>
  )
}

const PASSAGES_SHOWN = 3
const MOVES_SHOWN = 3
const QUOTE_MAX_CHARS = 160

const shortened = (text: string): string =>
  text.length <= QUOTE_MAX_CHARS ? text : `${text.slice(0, QUOTE_MAX_CHARS).replace(/[\uD800-\uDBFF]?$|\s+\S*$/, '')}…`

const TransitionsTable = ({ transitions }: { readonly transitions: Transitions }) => {
  const t = useTranslations('figures')
  const { tags, table, from, to, pairs } = transitions
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  const title = t('transitions.table', { from, to })
  return (
    <Twin summary={t('table')} label={title}>
      <table>
        <caption className="vh">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('transitions.corner', { from, to })}</th>
            {tags.map((tag) => (
              <th key={tag.id} scope="col">
                <span className="tagname" data-pigment={tag.pigment}>
                  {tag.name}
                </span>
              </th>
            ))}
            <th scope="col">{t('transitions.round', { number: from })}</th>
          </tr>
        </thead>
        <tbody>
          {tags.map((tag, row) => (
            <tr key={tag.id}>
              <th scope="row">
                <span className="tagname" data-pigment={tag.pigment}>
                  {tag.name}
                </span>
              </th>
              {tags.map((other, column) => (
                <td key={other.id}>{table[row]?.[column] ?? 0}</td>
              ))}
              <td>{sum(table[row] ?? [])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('transitions.round', { number: to })}</th>
            {tags.map((tag, column) => (
              <td key={tag.id}>{sum(table.map((row) => row[column] ?? 0))}</td>
            ))}
            <td>{pairs}</td>
          </tr>
        </tfoot>
      </table>
    </Twin>
  )
}
