'use client'

import { createContext, useContext } from 'react'
import type { Passages } from '../editor/passages'

export type { Passages } from '../editor/passages'

const PassagesContext = createContext<Passages | null>(null)

/** The passages of the page for everything below; made by the reading room. */
export const PassagesProvider = PassagesContext.Provider

/** Where passages stand on the page. The same object for the life of the page; `subscribeLayout` tells of changes. */
export const usePassages = (): Passages => {
  const passages = useContext(PassagesContext)
  if (passages === null) throw new Error('outside a reading room')
  return passages
}
