'use client'

import { Rows3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Sign } from '@/components/ui/Sign'
import { type RoomThread, sameItems } from '@/lib/client/hooks/use-room'
import { tallyAll } from './tally'
import { useDirectory } from './use-directory'
import type { MoreRow } from './placed-row'

interface CrowdProps {
  readonly row: MoreRow
  readonly threads: readonly RoomThread[]
  readonly onUnfold: (row: MoreRow) => void
}

const isSame = (before: CrowdProps, now: CrowdProps): boolean =>
  before.row.id === now.row.id &&
  before.row.top === now.row.top &&
  before.onUnfold === now.onUnfold &&
  sameItems(before.threads, now.threads)

/** The notes of a crowded paragraph that have no room, in one line that unfolds them. */
export const Crowd = memo(function Crowd({ row, threads, onUnfold }: CrowdProps) {
  const t = useTranslations('margin')
  const directory = useDirectory()
  const where =
    row.isAbove === true ? t('above') : row.paragraph === null ? t('here') : t('onParagraph', { number: row.paragraph })
  return (
    <li className="th shut" data-row={row.id} style={{ top: row.top }}>
      <button
        type="button"
        className="th-open"
        aria-label={t('moreLabel', { count: threads.length, where })}
        onClick={() => {
          onUnfold(row)
          // The line goes away; the first of those that it stood for has the focus.
          requestAnimationFrame(() => {
            const first = `[data-thread="${CSS.escape(row.keys[0] ?? '')}"] .th-open`
            document.querySelector<HTMLElement>(first)?.focus({ preventScroll: true })
          })
        }}
      >
        <span className="head">
          <Rows3 className="i" aria-hidden />
          {t.rich('more', { count: threads.length, where, b: (chunks) => <b>{chunks}</b> })}
          <span className="votes num" aria-hidden>
            {tallyAll(threads, directory.tags).map(({ tag, count }) => (
              <span key={tag.id}>
                <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />
                {count}
              </span>
            ))}
          </span>
        </span>
      </button>
    </li>
  )
}, isSame)
