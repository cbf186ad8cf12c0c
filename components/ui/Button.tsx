import type { ComponentProps, ReactNode } from 'react'

/** How loud: the page's one act, an outlined button, or plain words. */
export type ButtonLook = 'act' | 'line' | 'plain'

const classOf = (look: ButtonLook, isWide: boolean, more: string | undefined): string =>
  ['btn', `btn-${look}`, isWide ? 'btn-wide' : '', more ?? ''].filter((name) => name !== '').join(' ')

interface Looks {
  readonly look?: ButtonLook
  /** Takes the whole width: the one button of a narrow form. */
  readonly isWide?: boolean
}

/** A button. Its words say what happens. Not a submit unless `type` says so. */
export const Button = ({
  look = 'line',
  isWide = false,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Looks) => <button type={type} className={classOf(look, isWide, className)} {...rest} />

/**
 * A link that looks as a button does: it goes somewhere. It is the browser's
 * own: it stands on pages that every reader loads, and Next's brings 4 kB and
 * asks the server for the other page before anyone wants it.
 */
export const ButtonLink = ({
  look = 'line',
  isWide = false,
  href,
  className,
  children,
}: Looks & {
  readonly href: string
  readonly className?: string
  readonly children: ReactNode
}) => (
  <a href={href} className={classOf(look, isWide, className)}>
    {children}
  </a>
)

/** A button with an icon alone: `label` is its name. Only for search, text size and more. */
export const IconButton = ({
  label,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { readonly label: string }) => (
  <button
    type={type}
    aria-label={label}
    title={label}
    className={['btn btn-plain btn-icon', className ?? ''].join(' ')}
    {...rest}
  />
)
