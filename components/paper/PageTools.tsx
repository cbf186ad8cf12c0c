'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Suspense, lazy, useEffect, useRef } from 'react'
import { IconButton } from '@/components/ui/Button'
import { showTool, usePageTool } from '@/lib/client/hooks/use-page-tool'
import { isTyping, shortcutOf, useShortcuts } from '@/lib/client/hooks/use-shortcuts'

const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog')).KeysDialog }))

/** The button that opens the field for words. */
export const FindButton = () => {
  const t = useTranslations('paper.find')
  const { find } = useShortcuts()
  return (
    <IconButton
      label={t('open')}
      aria-keyshortcuts={find === '' ? undefined : find}
      onClick={() => {
        showTool('find')
      }}
    >
      <Search className="i" aria-hidden />
    </IconButton>
  )
}

/** Listens for the keys that open a tool, and shows the list of keys; its code comes when it is asked for. */
export const PageTools = () => {
  const tool = usePageTool()
  const origin = useRef<HTMLElement | null>(null)
  const hasKeys = tool === 'keys'
  useEffect(() => {
    if (!hasKeys) return undefined
    // The list has no button of its own to give the focus back to: it may have been opened from anywhere.
    origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    return () => {
      const back = origin.current
      requestAnimationFrame(() => {
        back?.focus({ preventScroll: true })
      })
    }
  }, [hasKeys])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return
      const name = shortcutOf(event)
      if (name !== 'find' && name !== 'help') return
      event.preventDefault()
      showTool(name === 'find' ? 'find' : 'keys')
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  return hasKeys ? (
    <Suspense>
      <KeysDialog />
    </Suspense>
  ) : null
}
