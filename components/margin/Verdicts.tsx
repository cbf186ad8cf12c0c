'use client'

import { useTranslations } from 'next-intl'
import { Disc } from '@/components/ui/Disc'
import { Sign } from '@/components/ui/Sign'
import { TagName } from '@/components/ui/TagName'
import { type RoomThread, useRoomActions } from '@/lib/client/hooks/use-room'
import { tally } from './tally'
import { useDirectory } from './use-directory'

/** The most discs in one row; the count says the rest. */
const DISCS_MAX = 7

/** Who gave which verdict, a row a tag. */
export const VerdictRows = ({ thread }: { readonly thread: RoomThread }) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const voices = tally(thread, directory.tags)
  if (voices.length === 0) return null
  return (
    <ul className="who" aria-label={t('verdicts')}>
      {voices.map(({ tag, members }) => (
        <li key={tag.id}>
          <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />
          <span className="discs">
            {members.slice(0, DISCS_MAX).map((id) => {
              const member = directory.memberOf(id)
              return <Disc key={id} name={member.name} colour={member.colour} size="s" isNamed />
            })}
          </span>
          <span className="num">{t('tagCount', { count: members.length, tag: tag.name })}</span>
        </li>
      ))}
    </ul>
  )
}

/** The member's own verdict: a button a tag; a second press takes it back. Large for the thumb in the sheet. */
export const VerdictPick = ({ thread, isLarge }: { readonly thread: RoomThread; readonly isLarge: boolean }) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const { tag: giveTag } = useRoomActions()
  const mine = thread.verdicts.find(({ author }) => author === directory.me)?.tag
  return (
    <div className={isLarge ? 'pick' : 'pick pick-small'} role="group" aria-label={t('yourVerdict')}>
      {directory.activeTags.map((tag) => {
        const count = thread.verdicts.filter((verdict) => verdict.tag === tag.id).length
        const isMine = mine === tag.id
        return (
          <button
            key={tag.id}
            type="button"
            data-pigment={tag.pigment}
            aria-pressed={isMine}
            aria-label={t('tagToggle', { tag: tag.name, count })}
            title={tag.definition}
            onClick={() => {
              giveTag(thread.key, tag.id)
            }}
          >
            <TagName pigment={tag.pigment} name={tag.name} />
            {isLarge ? <small className="num">{isMine ? t('yours', { count }) : count}</small> : null}
          </button>
        )
      })}
    </div>
  )
}
