'use client'

import { useActionState, useEffect, useRef } from 'react'
import { Field, FormFields, Submit, TextField } from '@/components/ui/Form'
import { EMPTY_FORM, type FormState } from '@/lib/core/base'
import { PaperPreview, type PreviewedPaper, type PreviewWords } from './PaperPreview'

/** The state of adding a reading: what was typed, and the paper once it was read. */
export interface AddReadingState extends FormState {
  readonly preview?: PreviewedPaper
}

export interface AddReadingWords extends PreviewWords {
  readonly file: string
  readonly fileHint: string
  readonly text: string
  readonly textHint: string
  readonly read: string
  readonly reading: string
  readonly set: string
  readonly setting: string
  readonly other: string
}

type AddReadingAction = (state: AddReadingState, data: FormData) => Promise<AddReadingState>

/**
 * Adds a reading in two steps: a file or a text is read and shown; then it is
 * set, or another one is read. One form: the buttons say which step.
 */
export const AddReading = ({ words, add }: { readonly words: AddReadingWords; readonly add: AddReadingAction }) => {
  const [state, send] = useActionState<AddReadingState, FormData>(add, EMPTY_FORM)
  const shown = useRef<HTMLHeadingElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.preview === undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    else shown.current?.focus()
  }, [state])
  return (
    <form ref={form} action={send} className="stack" noValidate>
      <FormFields state={state}>
        {state.preview === undefined ? (
          <>
            <Field
              name="file"
              type="file"
              label={words.file}
              hint={words.fileHint}
              accept=".pdf,.md,.markdown,.txt,application/pdf,text/plain,text/markdown"
            />
            <TextField
              name="text"
              label={words.text}
              hint={words.textHint}
              rows={8}
              className="read"
              spellCheck={false}
            />
            <div className="form-acts">
              <Submit name="step" value="read" waiting={words.reading}>
                {words.read}
              </Submit>
            </div>
          </>
        ) : (
          <>
            <PaperPreview paper={state.preview} words={words} heading={shown} />
            {state.values.upload === undefined ? (
              <textarea name="text" hidden readOnly value={state.values.text ?? ''} />
            ) : (
              <input type="hidden" name="upload" value={state.values.upload} />
            )}
            <div className="form-acts">
              <Submit name="step" value="set" waiting={words.setting}>
                {words.set}
              </Submit>
              <Submit name="step" value="other" className="btn btn-line">
                {words.other}
              </Submit>
            </div>
          </>
        )}
      </FormFields>
    </form>
  )
}
