'use client'

import { Highlighter } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Popover } from '@/components/ui/Popover'
import { TagName } from '@/components/ui/TagName'
import { type Pen, takePen, usePen } from '@/lib/client/hooks/use-pen'
import { useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { useDirectory } from './use-directory'
import type { SelectionActs } from './use-selection-acts'

/** Chooses once what every further selection becomes. Not there where nothing can be written. `side`: where its slip opens. */
export const PenMenu = ({ side = 'bottom' }: { readonly side?: 'top' | 'bottom' }) => {
  const t = useTranslations('margin.pen')
  const directory = useDirectory()
  const { pen } = usePen()
  const canWrite = useRoom((state) => state.writeLayer !== null)
  const name = useId()
  if (!canWrite) return null
  const choice = (value: Pen, words: React.ReactNode) => (
    <label key={value ?? 'rest'} className="menu-item">
      <input
        type="radio"
        name={name}
        checked={pen === value}
        onChange={() => {
          takePen(value)
        }}
      />
      {words}
    </label>
  )
  return (
    <Popover
      label={t('label')}
      side={side}
      align="end"
      className="pen-slip"
      trigger={
        <button type="button" className="btn btn-plain pen-button" data-on={pen === null ? undefined : ''}>
          <Highlighter className="i" aria-hidden />
          {t('button')}
        </button>
      }
    >
      <p className="quiet">{t('explain')}</p>
      <fieldset>
        <legend className="vh">{t('label')}</legend>
        {choice(null, t('rest'))}
        {choice('highlight', t('highlight'))}
        {directory.activeTags.map((tag) => choice(tag.id, <TagName pigment={tag.pigment} name={tag.name} />))}
      </fieldset>
    </Popover>
  )
}

/** On a phone: one large button that does to the selection what the pen in hand does. Nothing without a pen. */
export const PenMark = ({ acts }: { readonly acts: Pick<SelectionActs, 'tag' | 'highlight'> }) => {
  const t = useTranslations('margin.pen')
  const directory = useDirectory()
  const { pen } = usePen()
  if (pen === null) return null
  const tag = directory.tags.find(({ id }) => id === pen)
  return (
    <div className="pick">
      <button
        type="button"
        data-pigment={tag?.pigment}
        onClick={() => {
          if (pen === 'highlight') acts.highlight()
          else acts.tag(pen)
        }}
      >
        {tag === undefined ? <b>{t('highlight')}</b> : <TagName pigment={tag.pigment} name={tag.name} />}
      </button>
    </div>
  )
}

/** While a pen is in hand: which, how it writes, the way back, and how to put it down. */
export const PenStrip = () => {
  const t = useTranslations('margin.pen')
  const words = useTranslations('margin')
  const directory = useDirectory()
  const { undo } = useRoomActions()
  const canUndo = useRoom((state) => state.canUndo)
  const { pen } = usePen()
  if (pen === null) return null
  const tag = directory.tags.find(({ id }) => id === pen)
  return (
    <div className="pen-strip of-pen slip" role="status" data-keeps-selection="">
      {tag === undefined ? <b>{t('highlight')}</b> : <TagName pigment={tag.pigment} name={tag.name} />}
      <span className="mouse-only">{t('how')}</span>
      <span className="touch-only">{t('howTouched')}</span>
      <button type="button" className="link-act touch-only" aria-disabled={!canUndo} onClick={undo}>
        {words('undo')}
      </button>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          takePen(null)
        }}
      >
        {t('putDown')}
      </button>
    </div>
  )
}
