'use client'

import { useTranslations } from 'next-intl'
import { Disc } from '@/components/ui/Disc'
import type { Offer } from './mentioning'

/** The names on offer under the words; the keys stay in the text, which points at the chosen one. */
export const Offers = ({ id, offer }: { readonly id: string; readonly offer: Offer }) => {
  const t = useTranslations('margin.composer')
  return (
    <ul id={id} className="offers" role="listbox" aria-label={t('mention')}>
      {offer.people.map((person, at) => (
        <li
          key={person.id}
          id={optionId(id, at)}
          role="option"
          aria-selected={at === offer.at}
          // The text keeps the focus and its place.
          onPointerDown={(event) => {
            event.preventDefault()
          }}
          onClick={() => {
            offer.choose(person)
          }}
        >
          <Disc name={person.name} colour={person.colour} size="s" />
          {person.name}
        </li>
      ))}
    </ul>
  )
}

/** The id of the option at a place, for `aria-activedescendant`. */
export const optionId = (list: string, at: number): string => `${list}-${String(at)}`
