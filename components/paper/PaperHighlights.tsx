'use client'

import type { PaperView } from '@/lib/client/editor/paper-view'

export const PaperHighlights = ({ paper }: { readonly paper: PaperView }) => (paper === null ? null : null)
