'use client'

import { Maximize } from 'lucide-react'
import { toggleFullScreen } from './BoardKeys'

/** Fills the screen with the board. */
export const FullScreenButton = ({ word }: { readonly word: string }) => (
  <button type="button" className="btn btn-line" onClick={() => void toggleFullScreen()}>
    <Maximize className="i" aria-hidden />
    {word}
  </button>
)
