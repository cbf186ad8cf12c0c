import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Form, Submit } from '@/components/ui/Form'
import { Sign } from '@/components/ui/Sign'
import type { FormAction } from '@/components/ui/form-action'
import { BoardKeys } from './BoardKeys'
import { BoardLive } from './BoardLive'
import { shortened, usePlaceWords } from './BoardStage'
import { Countdown } from './Countdown'
import { type Face, type KeyedPlace, isSamePlace, stepFrom } from './face'
import './board.css'

const QUOTE_MAX_CHARS = 220
const NAME_MAX_CHARS = 60

/** A student who has said nothing in this round. */
export interface Silent {
  readonly id: string
  readonly name: string
  readonly group: string | null
}

/** The instructor's own screen: what the board shows, what it could, and who is silent. Works by single presses, without JavaScript too. */
export const Remote = ({
  face,
  stamp,
  silent,
  act,
  moveOn,
}: {
  readonly face: Face
  /** Of what the page shows. */
  readonly stamp: string
  readonly silent: readonly Silent[]
  readonly act: FormAction
  readonly moveOn: FormAction
}) => {
  const t = useTranslations('board.control')
  const words = useTranslations('board')
  const href = `/readings/${face.reading.slug}`
  const press = (name: string, word: string, place?: KeyedPlace, label?: string, look = 'btn btn-line') => (
    <Form action={act} label={label ?? word}>
      <input type="hidden" name="act" value={name} />
      {place === undefined ? null : (
        <>
          <input type="hidden" name="layer" value={place.layer} />
          <input type="hidden" name="annotation" value={place.annotation} />
        </>
      )}
      <Submit className={look} aria-label={label}>
        {word}
      </Submit>
    </Form>
  )
  const before = stepFrom(face.passages, face.thrown, -1)
  const after = stepFrom(face.passages, face.thrown, 1)
  return (
    <main id="page" className="page remote">
      <h1 className="page-title">{words('remoteTitle')}</h1>
      <div className="remote-top">
        <a className="btn btn-act" href={`${href}/board`} target="_blank" rel="noreferrer">
          {t('open')}
        </a>
        <p className="quiet">{t('openHint')}</p>
      </div>
      {face.isBlind ? <p className="state wait">{t('blind')}</p> : null}

      <section aria-labelledby="now">
        <h2 id="now">{t('now')}</h2>
        {face.thrown === undefined ? (
          <p className="quiet">{t('nothing')}</p>
        ) : (
          <p className="on-board">
            <q dir="auto">{shortened(face.thrown.quote.exact, QUOTE_MAX_CHARS)}</q>
          </p>
        )}
        <div className="acts-row">
          {before === undefined ? null : press('throw', t('previous'), before)}
          {after === undefined ? null : press('throw', t('next'), after, undefined, 'btn btn-act')}
          {face.thrown === undefined ? null : press('clear', t('clear'))}
        </div>
        <p className="quiet">{face.isShown ? t('isShown') : t('isHidden')}</p>
        <div className="acts-row">{face.isShown ? press('hide', t('hide')) : press('show', t('show'))}</div>
        <p className="quiet">{face.showsNames ? t('hasNames') : t('hasNoNames')}</p>
        <div className="acts-row">{face.showsNames ? press('no-names', t('noNames')) : press('names', t('names'))}</div>
      </section>

      {face.round === undefined ? null : (
        <section aria-labelledby="round">
          <h2 id="round">{t('round')}</h2>
          <p>
            {face.round.phase === 'open' && face.round.closesAt !== null ? (
              <>
                {words('closesIn', { number: face.round.number })}{' '}
                <Countdown until={face.round.closesAt} now={face.now} />
              </>
            ) : (
              words(
                face.round.phase === 'open'
                  ? 'openRound'
                  : face.round.phase === 'closed'
                    ? 'closedRound'
                    : 'waitingRound',
                { number: face.round.number },
              )
            )}
          </p>
          {face.round.hasNext && face.round.phase !== 'waiting' ? (
            <div className="acts-row">
              <Form action={moveOn} label={t('moveOn', { number: face.round.number, next: face.round.number + 1 })}>
                <input type="hidden" name="round" value={face.round.id} />
                <Submit className="btn btn-line">
                  {t('moveOn', { number: face.round.number, next: face.round.number + 1 })}
                </Submit>
              </Form>
            </div>
          ) : (
            <p className="quiet">{t('noNext')}</p>
          )}
        </section>
      )}

      <section>
        <details>
          <summary className="link">{t('silent', { count: silent.length })}</summary>
          <p className="quiet">{silent.length === 0 ? t('nobodySilent') : t('silentHint')}</p>
          <ul className="silent-list">
            {silent.map(({ id, name, group }) => (
              <li key={id}>
                <bdi>{name}</bdi> <small>{group ?? t('noGroup')}</small>
              </li>
            ))}
          </ul>
        </details>
      </section>

      <section aria-labelledby="passages">
        <h2 id="passages">{t('passages')}</h2>
        {face.passages.length === 0 ? <p className="quiet">{words('nothing')}</p> : null}
        <ol className="to-throw">
          {face.passages.map((passage) => (
            <Passage
              key={`${passage.layer} ${passage.annotation}`}
              face={face}
              passage={passage}
              acts={
                <>
                  {isSamePlace(passage, face.thrown)
                    ? null
                    : press('throw', t('throw'), passage, t('throwIt', { passage: named(passage) }))}
                  {passage.isPinned
                    ? press('unpin', t('unpin'), passage, t('unpinIt', { passage: named(passage) }), 'btn btn-plain')
                    : press('pin', t('pin'), passage, t('pinIt', { passage: named(passage) }), 'btn btn-plain')}
                </>
              }
            />
          ))}
        </ol>
      </section>

      <BoardLive href={`${href}/board`} stamp={stamp} still={words('still')} />
      <BoardKeys places={face.passages} thrown={face.thrown} act={act} />
    </main>
  )
}

const named = (passage: Face['passages'][number]): string => shortened(passage.quote.exact, NAME_MAX_CHARS)

const Passage = ({
  face,
  passage,
  acts,
}: {
  readonly face: Face
  readonly passage: Face['passages'][number]
  readonly acts: ReactNode
}) => {
  const t = useTranslations('board')
  const place = usePlaceWords()
  return (
    <li aria-current={isSamePlace(passage, face.thrown) ? true : undefined}>
      <q dir="auto">{shortened(passage.quote.exact, QUOTE_MAX_CHARS)}</q>
      <p className="votes">
        {face.tags.map((tag, column) => {
          const count = passage.counts[column] ?? 0
          return count === 0 ? null : (
            <span key={tag.name}>
              <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} name={tag.name} /> {count}
            </span>
          )
        })}
        <span dir="auto">{place(passage.quote)}</span>
        {passage.isPinned ? <span>{t('pinned')}</span> : null}
        {isSamePlace(passage, face.thrown) ? <strong>{t('control.thrown')}</strong> : null}
      </p>
      <div className="acts-row">{acts}</div>
    </li>
  )
}
