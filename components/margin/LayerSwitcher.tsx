'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useId } from 'react'
import { useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { useLayerName } from './layer-name'

/** The layers of the reading: which are shown, how many notes each has, and which takes new notes. */
export const LayerSwitcher = () => {
  const t = useTranslations('margin.layers')
  const format = useFormatter()
  const name = useId()
  const layerName = useLayerName()
  const layers = useRoom((state) => state.layers)
  const writeLayer = useRoom((state) => state.writeLayer)
  const { show, writeTo } = useRoomActions()
  const canChoose = layers.filter((layer) => layer.access === 'write').length > 1
  if (layers.length === 0) return null
  const nameOf = (layer: (typeof layers)[number]): string => {
    const plain = layer.kind === 'member' && layer.isOwn === true ? t('own') : layerName(layer)
    return layer.round === undefined ? plain : t('round', { name: layerName(layer), number: layer.round })
  }
  return (
    <section className="layers" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <ul>
        {layers.map((layer) => (
          <li key={layer.id}>
            <label className="layer-show">
              <input
                type="checkbox"
                checked={layer.isVisible}
                onChange={(event) => {
                  show(layer.id, event.target.checked)
                }}
              />
              <span>{nameOf(layer)}</span>
            </label>
            {canChoose && layer.access === 'write' ? (
              <label className="layer-write" title={t('writeIn', { layer: nameOf(layer) })}>
                <input
                  type="radio"
                  name={name}
                  aria-label={t('writeIn', { layer: nameOf(layer) })}
                  checked={layer.id === writeLayer}
                  onChange={() => {
                    writeTo(layer.id)
                  }}
                />
                <span aria-hidden>{layer.id === writeLayer ? t('writing') : t('write')}</span>
              </label>
            ) : null}
            <span className="n num">{format.number(layer.noteCount)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
