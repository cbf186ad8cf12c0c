'use client'

import { ListFilter } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Popover, PopoverClose } from '@/components/ui/Popover'
import { TagName } from '@/components/ui/TagName'
import {
  EVERY_NOTE,
  FILTER_TEXT_MAX_CHARS,
  NOTE_MARKS,
  NOTE_SORTS,
  type NoteFilter,
  type NoteSort,
  showsEveryNote,
} from '@/lib/core/annotation'
import { groupId, memberId } from '@/lib/core/base'
import { COLOURS, colouringOf } from '@/lib/client/hooks/colouring'
import { showNotes, useNoteView } from '@/lib/client/hooks/use-note-filter'
import { useRoomSetup } from '@/lib/client/hooks/use-room'
import { useShown } from '@/lib/client/hooks/use-shown'
import { AskedByAddress } from './AskedByAddress'
import { useDirectory } from './use-directory'

const STATES = ['any', 'open', 'resolved'] as const

/** `list` with `item` in it, or without. */
const withItem = <Item,>(list: readonly Item[], item: Item, isIn: boolean): readonly Item[] =>
  isIn ? [...list.filter((other) => other !== item), item] : list.filter((other) => other !== item)

/** Which notes are shown and in what order; the choice stands in the page's address. */
export const FilterMenu = () => {
  const t = useTranslations('margin.filter')
  const { filter, sort } = useNoteView()
  const isOn = !showsEveryNote(filter) || sort !== 'place'
  return (
    <Popover
      label={t('label')}
      align="end"
      className="filter-slip"
      trigger={
        <button type="button" className="filter-button" data-on={isOn ? '' : undefined}>
          <ListFilter className="i" aria-hidden />
          {t('button')}
        </button>
      }
    >
      <FilterForm />
    </Popover>
  )
}

const FilterForm = () => {
  const t = useTranslations('margin.filter')
  const words = useTranslations('margin')
  const directory = useDirectory()
  const { filter, sort, threads, total, isFiltered } = useShown()
  const name = useId()
  const choose = (change: Partial<NoteFilter>): void => {
    showNotes({ filter: { ...filter, ...change }, sort })
  }
  return (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault()
      }}
    >
      <label className="filter-words">
        <span>{t('words')}</span>
        <input
          className="input"
          type="search"
          maxLength={FILTER_TEXT_MAX_CHARS}
          value={filter.text}
          onChange={(event) => {
            choose({ text: event.target.value })
          }}
        />
      </label>
      <fieldset>
        <legend>{t('verdict')}</legend>
        <div className="filter-tags">
          {directory.tags.map((tag) => (
            <button
              key={tag.id}
              type="button"
              data-pigment={tag.pigment}
              aria-pressed={filter.tags.includes(tag.id)}
              onClick={() => {
                choose({ tags: withItem(filter.tags, tag.id, !filter.tags.includes(tag.id)) })
              }}
            >
              <TagName pigment={tag.pigment} name={tag.name} />
            </button>
          ))}
          <button
            type="button"
            aria-pressed={filter.tags.includes('none')}
            onClick={() => {
              choose({ tags: withItem(filter.tags, 'none' as const, !filter.tags.includes('none')) })
            }}
          >
            {t('untagged')}
          </button>
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('only')}</legend>
        {NOTE_MARKS.map((mark) => (
          <label key={mark} className="menu-item">
            <input
              type="checkbox"
              checked={filter.marks.includes(mark)}
              onChange={(event) => {
                choose({ marks: withItem(filter.marks, mark, event.target.checked) })
              }}
            />
            {t(`marks.${mark}`)}
          </label>
        ))}
      </fieldset>
      <WhoChoice filter={filter} onChoose={choose} />
      <AskedByAddress filter={filter} onChoose={choose} />
      <fieldset className="filter-row">
        <legend>{t('standing')}</legend>
        {STATES.map((state) => (
          <label key={state} className="menu-item">
            <input
              type="radio"
              name={`${name}-state`}
              checked={filter.state === state}
              onChange={() => {
                choose({ state })
              }}
            />
            {t(`states.${state}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className="filter-row">
        <legend>{t('order')}</legend>
        {NOTE_SORTS.map((order: NoteSort) => (
          <label key={order} className="menu-item">
            <input
              type="radio"
              name={`${name}-order`}
              checked={sort === order}
              onChange={() => {
                showNotes({ filter, sort: order })
              }}
            />
            {t(`orders.${order}`)}
          </label>
        ))}
      </fieldset>
      <ColourChoice />
      <p className="filter-foot">
        <span className="num">{t('shown', { shown: threads.length, total })}</span>
        <button
          type="button"
          className="link-act"
          aria-disabled={!isFiltered && sort === 'place'}
          onClick={() => {
            showNotes({ filter: EVERY_NOTE, sort: 'place' })
          }}
        >
          {t('all')}
        </button>
        <PopoverClose>
          <button type="button" className="link-act filter-close">
            {words('close')}
          </button>
        </PopoverClose>
      </p>
    </form>
  )
}

/** By what the text is coloured, and what each colour then means. */
const ColourChoice = () => {
  const t = useTranslations('margin.filter')
  const setup = useRoomSetup()
  const { colour } = useNoteView()
  const name = useId()
  return (
    <fieldset className="filter-row">
      <legend>{t('colour')}</legend>
      {COLOURS.map((by) => (
        <label key={by} className="menu-item">
          <input
            type="radio"
            name={name}
            checked={colour === by}
            onChange={() => {
              showNotes({ colour: by })
            }}
          />
          {t(`colours.${by}`)}
        </label>
      ))}
      {colour === 'verdict' ? null : (
        <ul className="filter-legend">
          {colouringOf(colour, setup).entries.map((entry) => (
            <li key={entry.id}>
              <TagName pigment={entry.pigment} name={entry.name} />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}

/** One voice or one group; an address may name more, and then says so. */
const WhoChoice = ({
  filter,
  onChoose,
}: {
  readonly filter: NoteFilter
  readonly onChoose: (change: Partial<NoteFilter>) => void
}) => {
  const t = useTranslations('margin.filter')
  const { members, layers, me } = useRoomSetup()
  const chosen = [...filter.members.map((id) => `m:${id}`), ...filter.groups.map((id) => `g:${id}`)]
  // A group has a layer in each of its rounds.
  const groups = [
    ...new Map(layers.flatMap(({ group, name }) => (group === undefined ? [] : [[group, name] as const]))),
  ]
  return (
    <label className="filter-who">
      <span>{t('who')}</span>
      <select
        className="input"
        value={chosen.length > 1 ? 'several' : (chosen[0] ?? '')}
        onChange={(event) => {
          const [kind, id = ''] = event.target.value.split(':')
          onChoose({
            members: kind === 'm' ? [memberId(id)] : [],
            groups: kind === 'g' ? [groupId(id)] : [],
          })
        }}
      >
        <option value="">{t('anyone')}</option>
        {chosen.length > 1 ? <option value="several">{t('several', { count: chosen.length })}</option> : null}
        {groups.length === 0 ? null : (
          <optgroup label={t('groups')}>
            {groups.map(([id, name]) => (
              <option key={id} value={`g:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={t('members')}>
          {members.map((member) => (
            <option key={member.id} value={`m:${member.id}`}>
              {member.id === me ? t('me', { name: member.name }) : member.name}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  )
}
