import { useTranslations } from 'next-intl'
import { decimals } from '@/components/figures/words'
import { Wordmark } from '@/components/ui/Wordmark'
import type { FormAction } from '@/components/ui/form-action'
import { BoardKeys } from './BoardKeys'
import { BoardLive } from './BoardLive'
import { BoardStage } from './BoardStage'
import { BoardStrip } from './BoardStrip'
import { Countdown } from './Countdown'
import { FullScreenButton } from './FullScreenButton'
import type { Face, FaceRound } from './face'
import './board.css'

/** The page on the wall: nothing on it asks to be pressed, and nothing on it names anyone unless the instructor opens it. */
export const Board = ({
  face,
  stamp,
  act,
}: {
  readonly face: Face
  /** Of what the page shows. */
  readonly stamp: string
  /** What the instructor's keys do; absent for those who only watch. */
  readonly act: FormAction | undefined
}) => {
  const t = useTranslations('board')
  const href = `/readings/${face.reading.slug}`
  return (
    <div className="board">
      <nav className="board-ways" aria-label={t('ways')}>
        <a className="btn btn-line" href={href}>
          {t('read')}
        </a>
        {act === undefined ? null : (
          <a className="btn btn-line" href={`${href}/board/remote`}>
            {t('remote')}
          </a>
        )}
        <FullScreenButton word={t('full')} />
      </nav>
      <header className="board-top">
        <Wordmark />
        <h1 dir="auto">{face.reading.title}</h1>
        {face.round === undefined ? null : <Until round={face.round} now={face.now} />}
      </header>
      <main id="page" tabIndex={-1}>
        <BoardStage face={face} />
      </main>
      <footer className="board-foot">
        <BoardStrip face={face} />
        <Counts face={face} />
      </footer>
      <BoardLive href={`${href}/board`} stamp={stamp} still={t('still')} />
      <BoardKeys places={face.passages} thrown={face.thrown} act={act} />
    </div>
  )
}

const Until = ({ round, now }: { readonly round: FaceRound; readonly now: number }) => {
  const t = useTranslations('board')
  const { number } = round
  if (round.phase === 'open' && round.closesAt !== null) {
    return (
      <p className="until">
        {t('closesIn', { number })} <Countdown until={round.closesAt} now={now} />
      </p>
    )
  }
  const words = {
    open: t('openRound', { number }),
    closed: t('closedRound', { number }),
    waiting: t('waitingRound', { number }),
  }
  return <p className="until">{words[round.phase]}</p>
}

const Counts = ({ face }: { readonly face: Face }) => {
  const t = useTranslations('board.counts')
  const { counts, alpha } = face
  const shown: readonly { readonly id: string; readonly value: string; readonly word: string }[] = [
    { id: 'claims', value: String(counts.claims), word: t('claims', { count: counts.claims }) },
    { id: 'verdicts', value: String(counts.verdicts), word: t('verdicts', { count: counts.verdicts }) },
    alpha?.kind === 'defined'
      ? { id: 'alpha', value: decimals(alpha.value), word: t('alpha', { units: alpha.n.units }) }
      : { id: 'comments', value: String(counts.comments), word: t('comments', { count: counts.comments }) },
    { id: 'voices', value: String(counts.voices), word: t('voices', { members: counts.members }) },
  ]
  return (
    <dl className="counts" aria-label={t('label')}>
      {shown.map(({ id, value, word }) => (
        <div key={id}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
