import type { ReactNode } from 'react'
import { Wordmark } from '@/components/ui/Wordmark'
import { GlossedPage } from './GlossedPage'
import './door.css'

/** A page at the way in: what to do on the left, a glossed page on the right where there is room. */
export const Door = ({ children, foot }: { readonly children: ReactNode; readonly foot?: ReactNode }) => (
  <div className="door">
    <main id="page" className="door-way">
      <header className="door-mark">
        <Wordmark />
      </header>
      <div className="door-form">{children}</div>
      <footer className="door-foot">{foot}</footer>
    </main>
    <GlossedPage />
  </div>
)
