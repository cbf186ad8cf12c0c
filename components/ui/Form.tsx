'use client'

import { Check, TriangleAlert } from 'lucide-react'
import {
  type ComponentProps,
  type ReactNode,
  createContext,
  useActionState,
  useContext,
  useEffect,
  useId,
  useRef,
} from 'react'
import { useFormStatus } from 'react-dom'
import { EMPTY_FORM, type FormState } from '@/lib/core/base'
import type { FormAction } from './form-action'
import { keepFocus } from './keep-focus'

const FormContext = createContext<FormState>(EMPTY_FORM)

/** Gives the fields inside it their values and errors, for a form that holds its own state. */
export const FormFields = ({ state, children }: { readonly state: FormState; readonly children: ReactNode }) => (
  <FormContext value={state}>
    {children}
    <div role="status" className="form-said">
      {state.problem === undefined ? null : (
        <p className="form-error">
          <TriangleAlert className="i" aria-hidden />
          {state.problem}
        </p>
      )}
      {state.done === undefined ? null : (
        <p className="form-done">
          <Check className="i" aria-hidden />
          {state.done}
        </p>
      )}
    </div>
  </FormContext>
)

/**
 * A form over a server action; it works before and without JavaScript. A
 * refused form keeps what was typed, says one sentence at each wrong field, and
 * puts the focus on the first. A form that goes away by what it did leaves the
 * focus in the part of the page where it stood.
 */
export const Form = ({
  action,
  children,
  className,
  label,
}: {
  readonly action: FormAction
  readonly children: ReactNode
  readonly className?: string
  /** The form's name for assistive tools, where no heading names it. */
  readonly label?: string
}) => {
  const [state, send] = useActionState(action, EMPTY_FORM)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])
  return (
    <form ref={form} action={send} onSubmit={keepFocus} className={className} aria-label={label} noValidate>
      <FormFields state={state}>{children}</FormFields>
    </form>
  )
}

interface FieldWords {
  readonly name: string
  readonly label: ReactNode
  /** One line that helps before anything is wrong. */
  readonly hint?: ReactNode
  /** The label is for assistive tools only. */
  readonly isLabelHidden?: boolean
}

const useField = (name: string, hint: ReactNode) => {
  const form = useContext(FormContext)
  const id = useId()
  const error = form.errors[name]
  const describedBy = [error === undefined ? '' : `${id}-error`, hint === undefined ? '' : `${id}-hint`]
    .filter((part) => part !== '')
    .join(' ')
  return {
    id,
    error,
    value: form.values[name],
    control: {
      id,
      name,
      'aria-invalid': error === undefined ? undefined : true,
      'aria-describedby': describedBy === '' ? undefined : describedBy,
    },
  }
}

const Around = ({
  id,
  label,
  isLabelHidden = false,
  hint,
  error,
  children,
}: Omit<FieldWords, 'name'> & {
  readonly id: string
  readonly error: string | undefined
  readonly children: ReactNode
}) => (
  <div className="field">
    <label htmlFor={id} className={isLabelHidden ? 'vh' : undefined}>
      {label}
    </label>
    {children}
    {error === undefined ? null : (
      <p className="error" id={`${id}-error`}>
        <TriangleAlert className="i" aria-hidden />
        {error}
      </p>
    )}
    {hint === undefined ? null : (
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
  </div>
)

const classes = (...names: readonly (string | undefined)[]): string =>
  names.filter((name) => name !== undefined && name !== '').join(' ')

/** One line to type in, with its label, its error and its hint. */
export const Field = ({
  name,
  label,
  hint,
  isLabelHidden,
  className,
  defaultValue,
  ...rest
}: FieldWords & Omit<ComponentProps<'input'>, 'name'>) => {
  const { id, error, value, control } = useField(name, hint)
  return (
    <Around id={id} label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      <input className={classes('input', className)} defaultValue={value ?? defaultValue} {...rest} {...control} />
    </Around>
  )
}

/** Several lines to type in. */
export const TextField = ({
  name,
  label,
  hint,
  isLabelHidden,
  className,
  defaultValue,
  ...rest
}: FieldWords & Omit<ComponentProps<'textarea'>, 'name'>) => {
  const { id, error, value, control } = useField(name, hint)
  return (
    <Around id={id} label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      <textarea className={classes('input', className)} defaultValue={value ?? defaultValue} {...rest} {...control} />
    </Around>
  )
}

/** One of several, folded up. `children` are options. */
export const SelectField = ({
  name,
  label,
  hint,
  isLabelHidden,
  className,
  defaultValue,
  children,
  ...rest
}: FieldWords & Omit<ComponentProps<'select'>, 'name'>) => {
  const { id, error, value, control } = useField(name, hint)
  const chosen = value ?? defaultValue
  return (
    <Around id={id} label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      <select key={String(chosen)} className={classes('input', className)} defaultValue={chosen} {...rest} {...control}>
        {children}
      </select>
    </Around>
  )
}

/** One of several, each in sight. A refused form keeps what was chosen; `first` is chosen at first. */
export const RadioField = ({
  name,
  value,
  first,
  children,
  className,
}: {
  readonly name: string
  readonly value: string
  readonly first: string | undefined
  readonly children: ReactNode
  readonly className?: string
}) => {
  const chosen = useContext(FormContext).values[name] ?? first
  return (
    <label className={className}>
      {/* React puts a form back to where it began after an action: another beginning is another field. */}
      <input key={String(chosen)} type="radio" name={name} value={value} defaultChecked={chosen === value} />
      {children}
    </label>
  )
}

/** A thing that is on or off. A refused form keeps how it was left; `sentWith` is a field that is always sent, by which it knows that it was. */
export const CheckField = ({
  name,
  sentWith,
  first,
  children,
  className,
}: {
  readonly name: string
  readonly sentWith: string
  readonly first: boolean
  readonly children: ReactNode
  readonly className?: string
}) => {
  const { values } = useContext(FormContext)
  const isOn = values[sentWith] === undefined ? first : values[name] === 'on'
  return (
    <label className={className}>
      <input key={String(isOn)} type="checkbox" name={name} value="on" defaultChecked={isOn} />
      {children}
    </label>
  )
}

/** Sends the form it stands in; says so while it waits, and cannot be pressed twice. */
export const Submit = ({
  children,
  waiting,
  className = 'btn btn-act',
  ...rest
}: Omit<ComponentProps<'button'>, 'type'> & { readonly waiting?: ReactNode }) => {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      className={className}
      aria-disabled={pending ? true : undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
      {...rest}
    >
      {pending && waiting !== undefined ? waiting : children}
    </button>
  )
}
