'use client'

import { useLayoutEffect } from 'react'
import { LOOK, paintLook } from './theme'

/**
 * Paints the look where the script in the head did not run: Next sends the pages
 * of an error and of a 404 empty, and the browser makes them.
 */
export const LookPainter = () => {
  useLayoutEffect(() => {
    if (document.documentElement.dataset.theme === undefined) paintLook(...LOOK)
  }, [])
  return null
}
