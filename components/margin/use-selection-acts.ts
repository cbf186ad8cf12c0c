'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import type { TagId } from '@/lib/core/base'
import { type PassageRange, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { prepareComposer } from './Composer'
import { compose } from './composing'
import { copyText } from './copy-text'
import { passageLink } from './passage-link'

/** What can be done with the selected passage. */
export interface SelectionActs {
  /** Why nothing can be written here; `undefined` where it can. */
  readonly reason: string | undefined
  readonly highlight: () => void
  readonly tag: (tag: TagId) => void
  readonly comment: () => void
  readonly copyLink: () => void
  /** What became of copying the link, for a moment. */
  readonly copied: string | undefined
}

/** Lets go of the page's selection, so that the highlight beneath it can be seen. */
const letGo = (): void => {
  document.getSelection()?.removeAllRanges()
}

export const useSelectionActs = (selection: PassageRange | null): SelectionActs => {
  const t = useTranslations('margin.bar')
  const actions = useRoomActions()
  const save = useRoom((state) => state.save)
  const writeLayer = useRoom((state) => state.writeLayer)
  const threads = useRoom((state) => state.threads)
  const [copied, setCopied] = useState<string>()

  const annotate = useCallback((): { readonly key: RecordKey; readonly isNew: boolean } | undefined => {
    if (selection === null) return undefined
    const known = new Set(threads.map(({ key }) => key))
    const key = actions.annotate(selection)
    return key === undefined ? undefined : { key, isNew: !known.has(key) }
  }, [actions, selection, threads])

  const isSelected = selection !== null
  useEffect(() => {
    // Who selects may be about to write.
    if (isSelected && writeLayer !== null) prepareComposer()
  }, [isSelected, writeLayer])

  const reason =
    writeLayer !== null
      ? undefined
      : t('readOnly', {
          reason: save.kind === 'read-only' ? t('cannotAdd') : save.kind === 'loading' ? t('loading') : t('noLayer'),
        })

  return {
    reason,
    copied,
    highlight: () => {
      if (annotate() === undefined) return
      letGo()
      actions.select(null)
    },
    tag: (tag) => {
      const made = annotate()
      if (made === undefined) return
      actions.tag(made.key, tag)
      letGo()
      actions.select(null)
    },
    comment: () => {
      const made = annotate()
      if (made === undefined) return
      compose(made)
      actions.openThread(made.key)
      letGo()
      actions.select(null)
    },
    copyLink: () => {
      if (selection === null) return
      const words = document.getSelection()?.toString() ?? ''
      const address = passageLink(location.href, selection, words)
      void copyText(address).then((isCopied) => {
        setCopied(isCopied ? t('linkCopied') : t('linkFailed', { address }))
      })
    },
  }
}
