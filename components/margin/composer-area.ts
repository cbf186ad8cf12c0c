import type { ReactNode } from 'react'
import type { Written } from './comment-of'

/** Where the words stand: a plain field at first, the editor of `ComposerEditor` once its code is here. */
export interface ComposerAreaProps {
  /** What stands in it at first. */
  readonly first: Written
  readonly placeholder: string
  /** The words that the note is about, to quote. */
  readonly passage: string
  readonly onWrite: (written: Written) => void
  /** `auto` once there are words: they say which way they run. Before that the page does. */
  readonly direction: 'auto' | undefined
  /** What is wrong with the words, if anything. */
  readonly problem: ReactNode
  /** Sends and closes; the editor puts its tools before them. */
  readonly buttons: ReactNode
}
