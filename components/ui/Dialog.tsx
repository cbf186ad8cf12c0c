'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'

/**
 * A question that must be answered first. `trigger` opens it; `title` names it.
 * Escape and a press outside close it; the focus goes in and comes back.
 */
export const Dialog = ({
  trigger,
  title,
  description,
  children,
  isOpen,
  onOpenChange,
  backTo,
}: {
  readonly trigger?: ReactNode
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
  /** Given, the caller holds the state. */
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  /** Where the focus goes when it closes, for a dialog whose own button is gone by then. Absent: where it was. */
  readonly backTo?: RefObject<HTMLElement | null>
}) => (
  <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
    {trigger === undefined ? null : <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
    <Radix.Portal>
      <Radix.Overlay className="scrim" />
      <Radix.Content
        className="dialog slip"
        {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        onCloseAutoFocus={(event) => {
          if (backTo === undefined) return
          event.preventDefault()
          backTo.current?.focus({ preventScroll: true })
        }}
      >
        <Radix.Title>{title}</Radix.Title>
        {description === undefined ? null : <Radix.Description className="dialog-sub">{description}</Radix.Description>}
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
