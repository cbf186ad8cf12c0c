'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '@/components/ui/Button'
import { useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { useShown } from '@/lib/client/hooks/use-shown'
import { useSecondsUntil } from './use-seconds'

/** What stands in the margin where there are no notes: none yet, not loaded, or no answer. The text never waits for it. */
export const MarginState = memo(function MarginState() {
  const t = useTranslations('margin')
  const { reconnect } = useRoomActions()
  const { threads, isFiltered } = useShown()
  const isEmpty = threads.length === 0
  const isSynced = useRoom((state) => state.isSynced)
  const isCopy = useRoom((state) => state.isCopy)
  const save = useRoom((state) => state.save)
  const isAllHidden = useRoom((state) => state.layers.length > 0 && state.layers.every((layer) => !layer.isVisible))
  const writes = useRoom((state) => state.layers.find(({ id }) => id === state.writeLayer)?.kind)
  const seconds = useSecondsUntil(save.kind === 'offline' ? save.nextTryAt : undefined)

  if (!isSynced && save.kind === 'offline') {
    return (
      <div className="margin-state">
        <p>
          {save.shut === undefined
            ? t(isCopy ? 'copy' : save.isOnlyHere === true ? 'errorOnlyHere' : 'error')
            : t(`save.${save.shut}`)}{' '}
          {seconds === undefined ? null : t('nextTry', { seconds })}
        </p>
        <Button onClick={reconnect}>{t('tryNow')}</Button>
      </div>
    )
  }
  if (!isEmpty || isCopy) return null
  if (isAllHidden) return <p className="margin-state">{t('hiddenLayers')}</p>
  if (!isSynced) {
    return (
      <div className="margin-state ghost" aria-busy="true">
        {[38, 100, 100, 60, 0, 38, 100, 100, 60].map((width, at) => (
          <i key={at} style={{ width: `${String(width)}%` }} />
        ))}
      </div>
    )
  }
  if (isFiltered) return <p className="margin-state">{t('filter.none')}</p>
  return (
    <p className="margin-state">
      {t(writes === undefined ? 'emptyReadOnly' : writes === 'private' ? 'emptyPrivate' : 'empty')}
    </p>
  )
})
