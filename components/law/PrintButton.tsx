'use client'

import type { ReactNode } from 'react'

/** Prints the page that it stands on; where there is no JavaScript the browser's own menu does. */
export const PrintButton = ({ children }: { readonly children: ReactNode }) => (
  <button
    type="button"
    className="btn btn-line law-print"
    onClick={() => {
      window.print()
    }}
  >
    {children}
  </button>
)
