'use client'

import { useTranslations } from 'next-intl'
import { Sign } from '@/components/ui/Sign'
import { type RoomThread, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { tallyAll } from './tally'
import { useDirectory } from './use-directory'

/** Over the margin: the verdicts in sight by tag, and the way back and forward through one's own actions. */
export const MarginHead = ({ threads }: { readonly threads: readonly RoomThread[] }) => {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const { undo, redo } = useRoomActions()
  const canUndo = useRoom((state) => state.canUndo)
  const canRedo = useRoom((state) => state.canRedo)
  return (
    <div className="filters">
      <h2 className="vh">{t('notes')}</h2>
      {tallyAll(threads, directory.tags).map(({ tag, count }) => (
        <span key={tag.id} className="tally" title={t('tally', { tag: tag.name, count })}>
          <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />
          <span className="num" aria-hidden>
            {count}
          </span>
          <span className="vh">{t('tally', { tag: tag.name, count })}</span>
        </span>
      ))}
      <span className="num">{t('noteCount', { count: threads.length })}</span>
      <span className="grow" />
      {/* Aria rather than disabled: the focus stays where the member put it. */}
      <button type="button" className="link-act" aria-disabled={!canUndo} onClick={undo}>
        {t('undo')}
      </button>
      <button type="button" className="link-act" aria-disabled={!canRedo} onClick={redo}>
        {t('redo')}
      </button>
    </div>
  )
}
