import { useFormatter, useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import type { ForeignFault, ImportReport } from '@/lib/core/exchange'

/** What became of the notes of a file, or would. */
export interface BringOutcome extends ImportReport {
  readonly faults: readonly ForeignFault[]
  readonly added: number
  readonly already: number
  readonly isDone: boolean
}

/** So many of each are listed; the rest is counted. */
const LISTED_MAX = 20

/** What became of the notes of a file, or would: what stands in its place, what is guessed, what has no place. */
export const Brought = ({
  outcome,
  heading,
}: {
  readonly outcome: BringOutcome
  /** Takes the focus when the report comes. */
  readonly heading: RefObject<HTMLHeadingElement | null>
}) => {
  const t = useTranslations('export.bring')
  const format = useFormatter()
  const { exact, moved, guessed, orphans, comments, verdicts, tagsAsWords, others, reactionsLeft, faults } = outcome
  const lost = orphans.filter((quote) => quote !== '')
  return (
    <div className="preview">
      <div className="sh">
        <h2 ref={heading} tabIndex={-1}>
          {t(outcome.isDone ? 'doneTitle' : 'previewTitle')}
        </h2>
        <p>{t(outcome.isDone ? 'added' : 'wouldAdd', { count: outcome.added, already: outcome.already })}</p>
      </div>
      <ul className="brought">
        <li>{t('exact', { count: exact })}</li>
        {moved.length === 0 ? null : <li>{t('moved', { count: moved.length })}</li>}
        <li>{t('said', { comments, verdicts })}</li>
        {tagsAsWords.length === 0 ? null : (
          <li>{t('tagsAsWords', { tags: format.list(tagsAsWords.slice(0, LISTED_MAX)) })}</li>
        )}
        {others.length === 0 ? null : <li>{t('others', { names: format.list(others.slice(0, LISTED_MAX)) })}</li>}
        {reactionsLeft === 0 ? null : <li>{t('reactionsLeft', { count: reactionsLeft })}</li>}
      </ul>
      {guessed.length === 0 ? null : (
        <>
          <h4>{t('guessed', { count: guessed.length })}</h4>
          <ul className="brought">
            {guessed.slice(0, LISTED_MAX).map(({ quote, found, score }, at) => (
              <li key={at}>
                <q dir="auto">{shortened(found)}</q>
                <span className="hint">
                  {t('insteadOf', { sure: format.number(score, { style: 'percent' }) })}{' '}
                  <q dir="auto">{shortened(quote)}</q>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {orphans.length === 0 ? null : (
        <>
          <h4>{t('orphans', { count: orphans.length })}</h4>
          <ul className="brought">
            {lost.slice(0, LISTED_MAX).map((quote, at) => (
              <li key={at}>
                <q dir="auto">{shortened(quote)}</q>
              </li>
            ))}
          </ul>
        </>
      )}
      {faults.length === 0 ? null : (
        <>
          <h4>{t('faults', { count: faults.length })}</h4>
          <ul className="brought">
            {faults.slice(0, LISTED_MAX).map(({ number }) => (
              <li key={number}>{t('fault', { number: String(number) })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const QUOTE_CHARS = 160
const shortened = (quote: string): string =>
  quote.length > QUOTE_CHARS ? `${quote.slice(0, QUOTE_CHARS).trimEnd()}…` : quote
