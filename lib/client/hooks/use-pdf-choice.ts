'use client'

import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import type { PdfLayout } from '../../core/export'

const KEY = 'scholion-pdf'
/** What a reader is offered first. Written here, since the writers of files are no part of the page. */
const FIRST: PdfLayout = { paper: 'a4', columns: 1, marginNotes: false, names: true }

const storedSchema = z.object({
  paper: z.enum(['a4', 'letter']),
  columns: z.union([z.literal(1), z.literal(2)]),
  marginNotes: z.boolean(),
  names: z.boolean(),
})

const listeners = new Set<() => void>()
let choice: PdfLayout | undefined

const current = (): PdfLayout => {
  choice ??= stored() ?? FIRST
  return choice
}

const stored = (): PdfLayout | undefined => {
  try {
    const read = storedSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return read.success ? read.data : undefined
  } catch (error) {
    // A browser that keeps nothing, or something that is not ours.
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined
    throw error
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Sets PDFs so from now on; kept on this device. */
export const choosePdf = (next: PdfLayout): void => {
  choice = next
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
  listeners.forEach((listener) => {
    listener()
  })
}

/** How this reader last wanted a PDF. */
export const usePdfChoice = (): PdfLayout => useSyncExternalStore(subscribe, current, () => FIRST)
