import { Check, CloudOff, Info, Loader, Lock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const MARKS = { saved: Check, saving: Loader, kept: CloudOff, refused: TriangleAlert, 'read-only': Lock, note: Info }
const TONES = { saved: 'good', saving: '', kept: 'wait', refused: 'bad', 'read-only': '', note: '' }

/** What can be said with a mark and a word. */
export type StateKind = keyof typeof MARKS

/** A state: a mark and a word, never a colour alone. */
export const State = ({ kind, children }: { readonly kind: StateKind; readonly children: ReactNode }) => {
  const Mark = MARKS[kind]
  return (
    <span className={`state ${TONES[kind]}`}>
      <Mark className="i" aria-hidden />
      <span>{children}</span>
    </span>
  )
}
