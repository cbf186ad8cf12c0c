'use client'

import { ALargeSmall, Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { IconButton } from '@/components/ui/Button'
import { Choice, LookChoice } from '@/components/ui/LookChoice'
import { CHOICE_EVENT, CHOICE_PLACES, NUMBERINGS, SIZES, SPACINGS } from '@/lib/core/base'
import { showTool } from '@/lib/client/hooks/use-page-tool'

const subscribe = (listener: () => void): (() => void) => {
  addEventListener(CHOICE_EVENT, listener)
  addEventListener('storage', listener)
  addEventListener('resize', listener)
  return () => {
    removeEventListener(CHOICE_EVENT, listener)
    removeEventListener('storage', listener)
    removeEventListener('resize', listener)
  }
}

/** The text size in px at the browser's own base of 16, as the page shows it now. */
const sizeNow = (): number => {
  const root = getComputedStyle(document.documentElement)
  return Math.round(Number.parseFloat(root.getPropertyValue('--read-size')) * 16)
}

const keepSize = (size: number): void => {
  try {
    localStorage.setItem(CHOICE_PLACES.size, String(size))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    // Nothing is kept in this browser; the size holds until the page goes.
    document.documentElement.dataset.size = String(size)
  }
  dispatchEvent(new Event(CHOICE_EVENT))
}

/** Text size, lines, numbers, face and theme, and the list of keys, behind one button. All are kept on this device and in the account. */
export const LookMenu = () => {
  const t = useTranslations('paper')
  const common = useTranslations('common.account')
  const size = useSyncExternalStore(subscribe, sizeNow, () => 18)
  const smaller = SIZES.findLast((step) => step < size)
  const larger = SIZES.find((step) => step > size)
  return (
    <>
      <IconButton label={t('look')} popoverTarget="look" className="look-button">
        <ALargeSmall className="i" aria-hidden />
      </IconButton>
      <div id="look" popover="auto" className="menu slip account-slip look-slip" role="group" aria-label={t('look')}>
        <p className="menu-note">{t('size')}</p>
        <div className="size-row">
          <IconButton
            label={t('smaller')}
            disabled={smaller === undefined}
            onClick={() => {
              if (smaller !== undefined) keepSize(smaller)
            }}
          >
            <Minus className="i" aria-hidden />
          </IconButton>
          <output className="num">{t('sizeNow', { size })}</output>
          <IconButton
            label={t('larger')}
            disabled={larger === undefined}
            onClick={() => {
              if (larger !== undefined) keepSize(larger)
            }}
          >
            <Plus className="i" aria-hidden />
          </IconButton>
        </div>
        <Choice
          choice="spacing"
          legend={t('spacing')}
          values={SPACINGS}
          words={{
            normal: t('spacings.normal'),
            compact: t('spacings.compact'),
            roomy: t('spacings.roomy'),
          }}
        />
        <Choice
          choice="numbering"
          legend={t('numbers')}
          values={NUMBERINGS}
          words={{
            paragraphs: t('numberings.paragraphs'),
            sentences: t('numberings.sentences'),
            none: t('numberings.none'),
          }}
        />
        <LookChoice
          words={{
            theme: common('theme'),
            themes: {
              system: common('themes.system'),
              light: common('themes.light'),
              sepia: common('themes.sepia'),
              dark: common('themes.dark'),
              'high-contrast': common('themes.high-contrast'),
            },
            face: common('face'),
            faces: { serif: common('faces.serif'), sans: common('faces.sans'), legible: common('faces.legible') },
          }}
        />
        <button
          type="button"
          className="menu-item keys-open"
          popoverTarget="look"
          popoverTargetAction="hide"
          onClick={() => {
            showTool('keys')
          }}
        >
          {t('openKeys')}
        </button>
      </div>
    </>
  )
}
