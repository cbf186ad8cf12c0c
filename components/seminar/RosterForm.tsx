'use client'

import { useActionState, useEffect, useRef } from 'react'
import { Field, FormFields, Submit, TextField } from '@/components/ui/Form'
import { EMPTY_FORM, type FormState } from '@/lib/core/base'
import type { RosterFault } from '@/lib/core/people'

/** What a roster would do, line by line. */
export interface RosterPreview {
  readonly steps: readonly {
    readonly line: number
    readonly name: string
    readonly email: string
    readonly group: string
    readonly what: 'new' | 'came' | 'changed' | 'same'
  }[]
  readonly newGroups: readonly string[]
  readonly left: number
}

/** The state of importing a roster: what was typed, and what it says or what is wrong with it once it was read. */
export interface RosterState extends FormState {
  readonly preview?: RosterPreview
  readonly faults?: readonly RosterFault[]
  /** Sentences with their numbers, in the reader's language. */
  readonly said?: readonly string[]
}

export interface RosterWords {
  readonly file: string
  readonly fileHint: string
  readonly text: string
  /** What stands over the list once there are lines to mend in it. */
  readonly list: string
  readonly textHint: string
  readonly read: string
  readonly reading: string
  readonly take: string
  readonly taking: string
  readonly other: string
  readonly mend: string
  readonly previewTitle: string
  readonly faultsTitle: string
  readonly line: string
  readonly name: string
  readonly email: string
  readonly group: string
  readonly what: string
  readonly written: string
  readonly wrong: string
  readonly whats: Readonly<Record<RosterPreview['steps'][number]['what'], string>>
  /** `{line}` in `twice` stands for the line before. */
  readonly wrongs: Readonly<Record<RosterFault['kind'], string>>
}

type RosterAction = (state: RosterState, data: FormData) => Promise<RosterState>

const why = (fault: RosterFault, words: RosterWords): string =>
  fault.kind === 'twice' ? words.wrongs.twice.replace('{line}', String(fault.before)) : words.wrongs[fault.kind]

/**
 * Imports a roster in two steps: a file or a pasted list is read and shown line
 * by line; then it is taken, or mended. With a line that is wrong there is
 * nothing to take: the lines stand below the text that they are in.
 */
export const RosterForm = ({ words, act }: { readonly words: RosterWords; readonly act: RosterAction }) => {
  const [state, send] = useActionState<RosterState, FormData>(act, EMPTY_FORM)
  const shown = useRef<HTMLHeadingElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (shown.current === null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    else shown.current.focus()
  }, [state])
  const { preview, faults } = state
  return (
    <form ref={form} action={send} className="stack" noValidate>
      <FormFields state={state}>
        {preview === undefined ? (
          <>
            {faults === undefined ? null : (
              <section aria-labelledby="roster-faults">
                <h2 id="roster-faults" ref={shown} tabIndex={-1}>
                  {words.faultsTitle}
                </h2>
                <Said lines={state.said} />
                <table className="people roster" aria-labelledby="roster-faults">
                  <thead>
                    <tr>
                      <th scope="col">{words.line}</th>
                      <th scope="col">{words.written}</th>
                      <th scope="col">{words.wrong}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {faults.map((fault) => (
                      <tr key={fault.line}>
                        <th scope="row" className="num">
                          {fault.line}
                        </th>
                        <td dir="auto">{fault.text}</td>
                        <td>{why(fault, words)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
            {faults === undefined ? (
              <Field
                name="file"
                type="file"
                label={words.file}
                hint={words.fileHint}
                accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
              />
            ) : null}
            <TextField
              // A list that came from a file stands here to be mended.
              key={state.values.text ?? ''}
              name="text"
              label={faults === undefined ? words.text : words.list}
              hint={words.textHint}
              rows={10}
              className="read"
              spellCheck={false}
              dir="auto"
            />
            <div className="form-acts">
              <Submit name="step" value="read" waiting={words.reading}>
                {words.read}
              </Submit>
              {faults === undefined ? null : (
                <Submit name="step" value="other" className="btn btn-line">
                  {words.other}
                </Submit>
              )}
            </div>
          </>
        ) : (
          <>
            <h2 id="roster-preview" ref={shown} tabIndex={-1}>
              {words.previewTitle}
            </h2>
            <Said lines={state.said} />
            <table className="people roster" aria-labelledby="roster-preview">
              <thead>
                <tr>
                  <th scope="col">{words.line}</th>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.email}</th>
                  <th scope="col">{words.group}</th>
                  <th scope="col">{words.what}</th>
                </tr>
              </thead>
              <tbody>
                {preview.steps.map((step) => (
                  <tr key={step.line}>
                    <td className="num">{step.line}</td>
                    <th scope="row" dir="auto">
                      {step.name}
                    </th>
                    <td>{step.email}</td>
                    <td dir="auto">{step.group}</td>
                    <td>{words.whats[step.what]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <textarea name="text" hidden readOnly value={state.values.text ?? ''} />
            <div className="form-acts">
              <Submit name="step" value="take" waiting={words.taking}>
                {words.take}
              </Submit>
              <Submit name="step" value="mend" className="btn btn-line">
                {words.mend}
              </Submit>
            </div>
          </>
        )}
      </FormFields>
    </form>
  )
}

const Said = ({ lines = [] }: { readonly lines: readonly string[] | undefined }) => (
  <ul className="roster-said">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)
