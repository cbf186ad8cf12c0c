'use client'

import {
  type ComponentProps,
  type ReactElement,
  type ReactNode,
  type RefObject,
  cloneElement,
  createContext,
  useContext,
  useId,
  useRef,
  useState,
} from 'react'
import { type Beside, putBeside } from './beside'

const PopoverId = createContext<string | undefined>(undefined)

type ButtonElement = ReactElement<ComponentProps<'button'>>

/**
 * A slip beside its trigger, for what is read or set in place: the browser's own
 * popover, so Escape and a press outside close it, and the keyboard goes from
 * the trigger into it.
 */
export const Popover = ({
  trigger,
  label,
  children,
  side = 'bottom',
  align = 'center',
  className = '',
  buttonRef,
}: Partial<Beside> & {
  /** One button. */
  readonly trigger: ButtonElement
  /** For who wants the button: it takes no other. */
  readonly buttonRef?: RefObject<HTMLButtonElement | null>
  /** The slip's name for assistive tools. */
  readonly label: string
  readonly children: ReactNode
  readonly className?: string
}) => {
  const id = useId()
  const own = useRef<HTMLButtonElement>(null)
  const button = buttonRef ?? own
  const [isShown, setShown] = useState(false)
  return (
    <PopoverId value={id}>
      {cloneElement(trigger, { ref: button, popoverTarget: id, 'aria-haspopup': 'dialog' })}
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={`popover slip ${className}`}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setShown(true)
          // It is placed once it can be measured.
          event.currentTarget.style.visibility = 'hidden'
        }}
        onToggle={(event) => {
          // Not before it is closed: the browser gives the focus back only from within it.
          if (event.newState !== 'open') setShown(false)
          if (event.newState !== 'open' || button.current === null) return
          putBeside(event.currentTarget, button.current.getBoundingClientRect(), { side, align })
          event.currentTarget.style.visibility = ''
        }}
      >
        {isShown ? children : null}
      </div>
    </PopoverId>
  )
}

/** Closes the popover that it stands in. Takes one button. */
export const PopoverClose = ({ children }: { readonly children: ButtonElement }) =>
  cloneElement(children, { popoverTarget: useContext(PopoverId), popoverTargetAction: 'hide' })
