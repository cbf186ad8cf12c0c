import type { ReactNode } from 'react'

/**
 * A mark of a chart that leads to its passages. `label` is its name for who
 * cannot see it; without an address it is the mark alone. The chart around it
 * must not be an image to a screen reader, but a group.
 */
export const MarkLink = ({
  href,
  label,
  children,
}: {
  readonly href: string | undefined
  readonly label: string
  readonly children: ReactNode
}) =>
  href === undefined ? (
    children
  ) : (
    <a href={href} aria-label={label} className="mark-link">
      {children}
    </a>
  )
