'use client'

import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** A slip beside its trigger, for what is read or set in place. Escape and a press outside close it. */
export const Popover = ({
  trigger,
  label,
  children,
  side = 'bottom',
  align = 'center',
  className = '',
  isOpen,
  onOpenChange,
}: {
  /** One button. */
  readonly trigger: ReactNode
  /** The slip's name for assistive tools. */
  readonly label: string
  readonly children: ReactNode
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly align?: 'start' | 'center' | 'end'
  readonly className?: string
  /** Given, the caller holds the state. */
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
}) => (
  <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        className={`popover slip ${className}`}
        aria-label={label}
        side={side}
        align={align}
        sideOffset={6}
        collisionPadding={8}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)

/** Closes the popover that it stands in. */
export const PopoverClose = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Close asChild>{children}</Radix.Close>
)
