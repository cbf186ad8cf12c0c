'use client'

import { useTranslations } from 'next-intl'
import { useActionState, useEffect, useRef } from 'react'
import { useLayerName } from '@/components/margin/layer-name'
import { CheckField, Field, FormFields, SelectField, Submit } from '@/components/ui/Form'
import { EMPTY_FORM, type FormState } from '@/lib/core/base'
import { type BringOutcome, Brought } from './Brought'

/** A layer as the page of files knows it. */
export interface FilesLayer {
  readonly id: string
  readonly kind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
  readonly name: string
  readonly access: 'write' | 'read'
}

export interface BringState extends FormState {
  readonly outcome?: BringOutcome
}

type BringAction = (state: BringState, data: FormData) => Promise<BringState>

/**
 * Brings another tool's notes into a layer in two steps: the file is read and
 * shown what would become of it; then it is taken in, or another is chosen.
 */
export const BringIn = ({
  layers,
  bring,
}: {
  /** Those in which the member may write. */
  readonly layers: readonly FilesLayer[]
  readonly bring: BringAction
}) => {
  const t = useTranslations('export.bring')
  const nameOf = useLayerName()
  const [state, send] = useActionState<BringState, FormData>(bring, EMPTY_FORM)
  const shown = useRef<HTMLHeadingElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const { outcome, values } = state
  useEffect(() => {
    if (state.outcome === undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    else shown.current?.focus()
  }, [state])
  return (
    <form ref={form} action={send} className="stack" noValidate>
      <FormFields state={state}>
        {outcome === undefined ? (
          <>
            <Field
              name="file"
              type="file"
              label={t('file')}
              hint={t('fileHint')}
              accept=".json,.jsonld,application/json,application/ld+json"
            />
            <SelectField name="layer" label={t('layer')} hint={t('layerHint')} defaultValue={layers[0]?.id}>
              {layers.map((layer) => (
                <option key={layer.id} value={layer.id}>
                  {nameOf(layer)}
                </option>
              ))}
            </SelectField>
            <CheckField name="mine" sentWith="layer" first={false} className="check">
              <span>
                {t('mine')}
                <span className="hint">{t('mineHint')}</span>
              </span>
            </CheckField>
            <div className="form-acts">
              <Submit name="step" value="read" waiting={t('reading')}>
                {t('read')}
              </Submit>
            </div>
          </>
        ) : (
          <>
            <Brought outcome={outcome} heading={shown} />
            {outcome.isDone ? null : (
              <>
                <textarea name="text" hidden readOnly value={values.text ?? ''} />
                <input type="hidden" name="layer" value={values.layer ?? ''} />
                <input type="hidden" name="mine" value={values.mine ?? ''} />
              </>
            )}
            <div className="form-acts">
              {outcome.isDone || outcome.added === 0 ? null : (
                <Submit name="step" value="take" waiting={t('taking')}>
                  {t('take')}
                </Submit>
              )}
              <Submit name="step" value="other" className="btn btn-line">
                {t('other')}
              </Submit>
            </div>
          </>
        )}
      </FormFields>
    </form>
  )
}
