'use client'

import { lazy, Suspense } from 'react'
import type { ComposerProps } from './ComposerEditor'

const load = () => import('./ComposerEditor')
const Editor = lazy(async () => ({ default: (await load()).ComposerEditor }))

/** Fetches the editor's code ahead, when somebody is about to write. */
export const prepareComposer = (): void => {
  void load()
}

/** Where a comment is written. The editor's code comes when it is first needed; its room is there at once. */
export const Composer = (props: ComposerProps) => (
  <Suspense fallback={<div className="composer" aria-busy="true" />}>
    <Editor {...props} />
  </Suspense>
)
