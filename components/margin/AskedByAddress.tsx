'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { NoteFilter } from '@/lib/core/annotation'

/** What a filter may ask for that has no field of its own: the figures lead here with rounds, places and times. */
const NOTHING = { rounds: [], places: [], times: [] } as const

/** Says what the address asks for beyond the fields of the form, and takes it away by one press. Nothing where it asks for none. */
export const AskedByAddress = ({
  filter: { rounds, places, times },
  onChoose,
}: {
  readonly filter: NoteFilter
  readonly onChoose: (change: Partial<NoteFilter>) => void
}) => {
  const t = useTranslations('margin.asked')
  const format = useFormatter()
  if (rounds.length + places.length + times.length === 0) return null
  return (
    <fieldset>
      <legend>{t('title')}</legend>
      <ul className="filter-asked">
        {rounds.length === 0 ? null : <li>{t('rounds', { count: rounds.length, list: rounds.join(', ') })}</li>}
        {places.length === 0 ? null : <li>{t('places', { count: places.length })}</li>}
        {times.map(({ from, until }) => (
          <li key={from}>
            {t('time', { span: format.dateTimeRange(from, until, { dateStyle: 'medium', timeStyle: 'short' }) })}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          onChoose(NOTHING)
        }}
      >
        {t('clear')}
      </button>
    </fieldset>
  )
}
