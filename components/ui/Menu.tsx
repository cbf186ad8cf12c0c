'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** A menu of things to do, under its trigger. Arrow keys, type-ahead and Escape as menus have them. */
export const Menu = ({
  trigger,
  children,
  align = 'end',
}: {
  /** One button. */
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
}) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className="menu slip" align={align} sideOffset={6} collisionPadding={8}>
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)

/** One thing to do. */
export const MenuItem = ({
  onSelect,
  isDisabled = false,
  children,
}: {
  readonly onSelect: () => void
  readonly isDisabled?: boolean
  readonly children: ReactNode
}) => (
  <Radix.Item className="menu-item" onSelect={onSelect} disabled={isDisabled}>
    {children}
  </Radix.Item>
)

/** Somewhere to go. */
export const MenuLink = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <Radix.Item asChild>
    <a className="menu-item" href={href}>
      {children}
    </a>
  </Radix.Item>
)

/** Something that is on or off; the menu stays open. */
export const MenuCheck = ({
  isChecked,
  onChange,
  children,
}: {
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  readonly children: ReactNode
}) => (
  <Radix.CheckboxItem
    className="menu-item"
    checked={isChecked}
    onCheckedChange={onChange}
    onSelect={(event) => {
      event.preventDefault()
    }}
  >
    <span className="menu-tick">
      <Radix.ItemIndicator>
        <Check className="i" aria-hidden />
      </Radix.ItemIndicator>
    </span>
    {children}
  </Radix.CheckboxItem>
)

/** A hairline between two kinds of things. */
export const MenuLine = () => <Radix.Separator className="menu-line" />

/** Words in a menu that do nothing. */
export const MenuNote = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Label className="menu-note">{children}</Radix.Label>
)
