import type { ReactNode } from 'react'
import type { Pigment } from '@/lib/core/annotation'

/** Each pigment's hatching as SVG, after `--t-pattern` in app/tokens.css. Lines take the pigment's line colour. */
const HATCHINGS: Readonly<Record<Pigment, { readonly size: number; readonly lines: (stroke: string) => ReactNode }>> = {
  minium: { size: 8, lines: (stroke) => <rect width="8" height="8" fill={stroke} opacity="0.45" /> },
  azurite: { size: 6, lines: (stroke) => <path d="M-1 7 7-1M-1 1 1-1M5 7 7 5" stroke={stroke} strokeWidth="1.5" /> },
  orpiment: {
    size: 5,
    lines: (stroke) => (
      <g fill={stroke}>
        <circle cx="1.5" cy="1.5" r="0.9" />
        <circle cx="4" cy="4" r="0.9" />
      </g>
    ),
  },
  verdigris: { size: 5, lines: (stroke) => <path d="M0 2.5h5" stroke={stroke} strokeWidth="1.25" /> },
  folium: { size: 6, lines: (stroke) => <path d="M-1-1 7 7M5-1 7 1M-1 5 1 7" stroke={stroke} strokeWidth="1.5" /> },
  madder: { size: 6, lines: (stroke) => <path d="M-1-1 7 7M-1 7 7-1" stroke={stroke} strokeWidth="0.9" /> },
  malachite: { size: 5, lines: (stroke) => <path d="M2.5 0v5" stroke={stroke} strokeWidth="1.5" /> },
  umber: { size: 6, lines: (stroke) => <path d="M0 0h3v3h-3zM3 3h3v3h-3z" fill={stroke} /> },
  woad: { size: 10, lines: (stroke) => <path d="M-2 12 12-2M-2 2 2-2M8 12 12 8" stroke={stroke} strokeWidth="3" /> },
  graphite: { size: 8, lines: (stroke) => <circle cx="4" cy="4" r="1.2" fill={stroke} /> },
}

/** The reference to a pigment's hatching, for `fill`. Needs `<Hatching>` on the page once. */
export const hatch = (pigment: Pigment): string => `url(#hatch-${pigment})`

/** The hatchings of all charts of a page. Takes no room. */
export const Hatching = ({ pigments }: { readonly pigments: readonly Pigment[] }) => (
  <svg width="0" height="0" aria-hidden="true" className="tw:absolute">
    <defs>
      {[...new Set(pigments)].map((pigment) => {
        const { size, lines } = HATCHINGS[pigment]
        return (
          <pattern key={pigment} id={`hatch-${pigment}`} width={size} height={size} patternUnits="userSpaceOnUse">
            <rect width={size} height={size} fill={`var(--${pigment}-fill-2)`} />
            {lines(`var(--${pigment}-line)`)}
          </pattern>
        )
      })}
    </defs>
  </svg>
)
