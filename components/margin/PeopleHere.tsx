'use client'

import { useTranslations } from 'next-intl'
import { Disc } from '@/components/ui/Disc'
import { Popover, PopoverClose } from '@/components/ui/Popover'
import { type Offset, offset } from '@/lib/core/document'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { follow } from '@/lib/client/hooks/use-following'
import { useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'

/** How far down the window the line is that a reader counts as reading, in px. */
const READ_AT = 150

/** The place that this window shows now: what the others were told may be a second old. */
const placeInSight = (passages: ReturnType<typeof usePassages>): Offset | undefined => {
  const text = document.querySelector('.text')?.getBoundingClientRect()
  return text === undefined ? undefined : passages.offsetAtPoint(text.left + 8, Math.max(READ_AT, text.top + READ_AT))
}

/** The most discs in the top bar; the count says the rest. */
const DISCS_MAX = 4

/** Who has this reading open: discs and a count; in the slip each name, where they read, and the way there. */
export const PeopleHere = () => {
  const t = useTranslations('margin.people')
  const passages = usePassages()
  const people = useRoom((state) => state.people)
  const { members, me } = useRoomSetup()
  const { callTo } = useRoomActions()
  const others = people.filter((person) => !person.isMe)
  const isStaff = members.some(({ id, role }) => id === me && role !== 'student')
  const own = people.find((person) => person.isMe)?.readingAt ?? null
  if (people.length === 0) return null
  return (
    <Popover
      label={t('label')}
      align="end"
      className="people-slip"
      trigger={
        <button
          type="button"
          className="people-button"
          data-alone={others.length === 0 ? '' : undefined}
          aria-label={`${t('label')}: ${t('count', { count: people.length })}`}
        >
          <span className="discs" aria-hidden>
            {(others.length > 0 ? others : people).slice(0, DISCS_MAX).map((person) => (
              <Disc key={person.member} name={person.name} colour={person.colour} />
            ))}
          </span>
          <span className="quiet num">{t('count', { count: people.length })}</span>
        </button>
      }
    >
      <ul className="people">
        {people.map((person) => {
          const at = person.readingAt
          const paragraph = at === null ? null : passages.paragraphAt(at)
          const row = (
            <>
              <Disc name={person.name} colour={person.colour} size="s" />
              <b>{person.name}</b>
              <span className="quiet">
                {person.isMe ? t('me') : paragraph === null ? null : t('readsAt', { number: paragraph })}
              </span>
            </>
          )
          return (
            <li key={person.member}>
              {person.isMe || at === null ? (
                <span className="person">{row}</span>
              ) : (
                <PopoverClose>
                  <button
                    type="button"
                    className="person"
                    title={t('goTo', { name: person.name })}
                    onClick={() => {
                      passages.scrollTo({ start: at, end: offset(at + 1) })
                    }}
                  >
                    {row}
                  </button>
                </PopoverClose>
              )}
              {person.isMe || at === null ? null : (
                <PopoverClose>
                  <button
                    type="button"
                    className="link-act"
                    aria-label={t('followName', { name: person.name })}
                    onClick={() => {
                      follow(person.member)
                    }}
                  >
                    {t('follow')}
                  </button>
                </PopoverClose>
              )}
            </li>
          )
        })}
      </ul>
      {isStaff && own !== null && others.length > 0 ? (
        <p className="people-acts">
          <PopoverClose>
            <button
              type="button"
              className="btn btn-line"
              onClick={() => {
                callTo(placeInSight(passages) ?? own)
              }}
            >
              {t('everyone')}
            </button>
          </PopoverClose>
          <span className="quiet">{t('everyoneHint')}</span>
        </p>
      ) : null}
    </Popover>
  )
}
