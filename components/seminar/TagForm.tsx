import { useTranslations } from 'next-intl'
import { CheckField, Field, Form, RadioField, SelectField, Submit, TextField } from '@/components/ui/Form'
import { Swatch } from '@/components/ui/TagName'
import type { FormAction } from '@/components/ui/form-action'
import { PIGMENTS, type Tag } from '@/lib/core/annotation'

/** Changes a tag, or adds one: folded up until somebody wants to. */
export const TagForm = ({
  tag,
  above,
  keep,
}: {
  readonly tag?: Tag
  /** The tags that it may stand below. */
  readonly above: readonly Pick<Tag, 'id' | 'name'>[]
  readonly keep: FormAction
}) => {
  const t = useTranslations('seminar.codebook')
  const words = tag === undefined ? t('add') : t('change')
  return (
    <details className="tag-set">
      <summary className="link" aria-label={tag === undefined ? words : t('changeTag', { tag: tag.name })}>
        {words}
      </summary>
      <Form action={keep} className="stack" label={words}>
        <input type="hidden" name="tag" value={tag?.id ?? ''} />
        <div className="tag-line">
          <Field
            name="key"
            label={t('key')}
            defaultValue={tag?.key.toUpperCase()}
            maxLength={1}
            className="key-input"
          />
          <Field name="name" label={t('name')} defaultValue={tag?.name} maxLength={40} />
        </div>
        <TextField name="definition" label={t('definition')} defaultValue={tag?.definition} rows={3} maxLength={500} />
        <TextField name="example" label={t('example')} defaultValue={tag?.example} rows={2} maxLength={500} />
        <TextField
          name="counterExample"
          label={t('counterExample')}
          defaultValue={tag?.counterExample}
          rows={2}
          maxLength={500}
        />
        {above.length === 0 ? null : (
          <SelectField name="parent" label={t('isBelow')} defaultValue={tag?.parent ?? ''}>
            <option value="">{t('none_above')}</option>
            {above.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <fieldset className="pigments">
          <legend>{t('pigment')}</legend>
          {PIGMENTS.map((pigment) => (
            <RadioField key={pigment} name="pigment" value={pigment} first={tag?.pigment}>
              <Swatch pigment={pigment} />
              {t('pigmentLine', { pigment, line: t(`lines.${pigment}`) })}
            </RadioField>
          ))}
        </fieldset>
        {tag?.active === true ? (
          <input type="hidden" name="active" value="on" />
        ) : (
          <CheckField name="active" sentWith="tag" first={tag === undefined} className="menu-item">
            {t('active')}
          </CheckField>
        )}
        {tag === undefined ? null : <p className="quiet">{t('keepsVerdicts')}</p>}
        <div className="form-acts">
          <Submit>{tag === undefined ? t('addIt') : t('keep')}</Submit>
        </div>
      </Form>
    </details>
  )
}
