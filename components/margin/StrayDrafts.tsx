'use client'

import { useTranslations } from 'next-intl'
import { memo, useEffect, useState } from 'react'
import { bodyText } from '@/lib/core/annotation'
import { offset } from '@/lib/core/document'
import { type RoomState, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { compose } from './composing'
import { copyText } from './copy-text'
import { type DraftPlace, type PlacedDraft, keepDraft, keepDraftPlace, placedDrafts } from './drafts'
import { useLayerName } from './layer-name'

/**
 * Notes that were half written when their layer closed to the member, who was
 * moved to another group or whose round ended, or when what they are on was taken
 * out of it. Nothing typed is lost: it can be
 * gone on with in the layer that takes their notes now, copied, or let go.
 */
export const StrayDrafts = memo(function StrayDrafts() {
  const t = useTranslations('margin.stray')
  const layerName = useLayerName()
  const setup = useRoomSetup()
  const actions = useRoomActions()
  const layers = useRoom((state) => state.layers)
  const writeLayer = useRoom((state) => state.writeLayer)
  // The last thread that goes leaves what was open as it was.
  const open = useRoom((state) => (state.threads.length === 0 ? null : state.open))
  const [drafts, setDrafts] = useState<readonly PlacedDraft[]>([])
  const [copied, setCopied] = useState<string>()
  const writable = layers
    .filter(({ access }) => access === 'write')
    .map(({ id }) => id)
    .join()
  const reading = setup.reading.id
  useEffect(() => {
    // Asked again when the layers change, or a thread shuts: the composer has kept what it held by then.
    setDrafts(placedDrafts(reading))
  }, [reading, writable, open])
  const astray = useRoom((state) =>
    drafts
      .filter((draft) => isAstray(draft.place, state))
      .map(({ key }) => key)
      .join(' '),
  ).split(' ')
  const strays = drafts.filter(({ key }) => astray.includes(key))
  const target = layers.find(({ id }) => id === writeLayer)

  const letGo = ({ key }: PlacedDraft): void => {
    keepDraft(key, undefined)
    keepDraftPlace(key, undefined)
    setDrafts((now) => now.filter((one) => one.key !== key))
  }
  const goOn = (draft: PlacedDraft): void => {
    const { start, end } = draft.place
    const made = actions.annotate({ start: offset(start), end: offset(end) })
    if (made === undefined || target === undefined) return
    keepDraft(`note:${made}`, draft.body)
    keepDraftPlace(`note:${made}`, { ...draft.place, layer: target.id })
    letGo(draft)
    compose({ key: made, isNew: true })
    actions.openThread(made)
  }

  if (strays.length === 0) return null
  return (
    <section className="strays" aria-label={t('title')}>
      {strays.map((draft) => (
        <article key={draft.key} className="stray">
          <h2 role="status">{t('title')}</h2>
          <p className="lemma" dir="auto">
            {draft.place.exact}
          </p>
          <p className="stray-text" dir="auto">
            {bodyText(draft.body)}
          </p>
          <div className="acts">
            {target === undefined ? null : (
              <button
                type="button"
                className="btn btn-act"
                onClick={() => {
                  goOn(draft)
                }}
              >
                {t('goOn', { layer: layerName(target) })}
              </button>
            )}
            <button
              type="button"
              className="btn btn-plain"
              onClick={() => {
                void copyText(bodyText(draft.body)).then((isCopied) => {
                  setCopied(isCopied ? draft.key : undefined)
                })
              }}
            >
              {t(copied === draft.key ? 'copied' : 'copy')}
            </button>
            <button
              type="button"
              className="btn btn-plain"
              onClick={() => {
                letGo(draft)
              }}
            >
              {t('letGo')}
            </button>
          </div>
        </article>
      ))}
    </section>
  )
})

/** Whether what is being written there has no place any more: its layer takes nothing of the member, or its thread is gone. */
const isAstray = (place: DraftPlace, { layers, threads }: RoomState): boolean => {
  const layer = layers.find(({ id }) => id === place.layer)
  if (layer?.access !== 'write') return true
  // Of a layer that is hidden or not here yet nothing is known.
  if (!layer.isSynced || !layer.isVisible) return false
  return !threads.some(
    ({ layer: at, annotation: { anchor } }) =>
      at === place.layer && anchor.start === place.start && anchor.end === place.end,
  )
}
