'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { memo, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { Sign } from '@/components/ui/Sign'
import { EVERY_NOTE, type NoteFilter, type Tag } from '@/lib/core/annotation'
import { showNotes, useNoteView } from '@/lib/client/hooks/use-note-filter'
import { useShown } from '@/lib/client/hooks/use-shown'
import { FilterMenu } from './FilterMenu'
import { Pinned } from './Pinned'
import { RoundNote } from './RoundNote'
import { TakeBack } from './TakeBack'
import { TakenOut } from './TakenOut'
import { createTally } from './tally'
import { useDirectory } from './use-directory'

/**
 * Over the margin: the round, the verdicts by tag (a press shows those alone), the
 * filter, and the way back and forward through one's own actions. `onHeight` is told
 * how tall it stands, so that no note begins below it.
 */
export const MarginHead = memo(function MarginHead({ onHeight }: { readonly onHeight: (px: number) => void }) {
  const t = useTranslations('margin')
  const head = useRef<HTMLDivElement>(null)
  const tell = useEffectEvent(onHeight)
  useEffect(() => {
    if (head.current === null) return undefined
    const sizes = new ResizeObserver(([entry]) => {
      tell(Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0))
    })
    sizes.observe(head.current)
    return () => {
      sizes.disconnect()
    }
  }, [])
  return (
    <div className="filters" ref={head}>
      <h2 className="vh">{t('notes')}</h2>
      <RoundNote />
      <Pinned />
      <TakenOut />
      <div className="filters-row">
        <Tallies />
        <span className="grow" />
        <FilterMenu />
      </div>
      <div className="filters-row">
        <ShownCount />
        <span className="grow" />
        <TakeBack />
      </div>
    </div>
  )
})

/** The verdicts in sight by tag. */
const Tallies = () => {
  const directory = useDirectory()
  const { beside: threads } = useShown()
  const { filter } = useNoteView()
  const tallied = useMemo(() => createTally(directory.tags), [directory.tags])
  return tallied(threads).map(({ tag, count }) => <Tally key={tag.id} tag={tag} count={count} filter={filter} />)
}

/** How many verdicts one tag has; a press shows those alone, or all again. */
const Tally = memo(function Tally({
  tag,
  count,
  filter,
}: {
  readonly tag: Tag
  readonly count: number
  readonly filter: NoteFilter
}) {
  const t = useTranslations('margin')
  const format = useFormatter()
  const isOn = filter.tags.includes(tag.id)
  const words = t('tally', { tag: tag.name, count })
  return (
    <button
      type="button"
      className="tally"
      title={words}
      aria-label={words}
      aria-pressed={isOn}
      onClick={() => {
        const tags = isOn ? filter.tags.filter((id) => id !== tag.id) : [...filter.tags, tag.id]
        showNotes({ filter: { ...filter, tags } })
      }}
    >
      <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />
      <span className="num" aria-hidden>
        {format.number(count)}
      </span>
    </button>
  )
})

/** How many notes there are; where some are left out, how many are shown, and the way back to all. */
export const ShownCount = () => {
  const t = useTranslations('margin')
  const { threads, total, isFiltered, sort } = useShown()
  if (!isFiltered) return <span className="num">{t('noteCount', { count: total })}</span>
  return (
    <span className="shown-count">
      <span className="num" role="status">
        {t('filter.shown', { shown: threads.length, total })}
      </span>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          showNotes({ filter: EVERY_NOTE, sort })
        }}
      >
        {t('filter.all')}
      </button>
    </span>
  )
}
