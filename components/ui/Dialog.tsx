'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

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
}: {
  readonly trigger?: ReactNode
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
  /** Given, the caller holds the state. */
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
}) => (
  <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
    {trigger === undefined ? null : <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
    <Radix.Portal>
      <Radix.Overlay className="scrim" />
      <Radix.Content className="dialog slip" {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
        <Radix.Title>{title}</Radix.Title>
        {description === undefined ? null : <Radix.Description className="dialog-sub">{description}</Radix.Description>}
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)

/** Closes the dialog that it stands in. */
export const DialogClose = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Close asChild>{children}</Radix.Close>
)
