import { useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'
import { Form, SelectField, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import { TagName } from '@/components/ui/TagName'
import type { Tag } from '@/lib/core/annotation'

/** A tag and what its verdicts touch. */
export interface TouchedTag extends Tag {
  readonly touches: { readonly verdicts: number; readonly members: number; readonly readings: number }
}

/** Each tag that can be retired or merged, with what that would touch, asked before it is done; and the merges that can be undone. */
export const TagTouch = ({ tags, act }: { readonly tags: readonly TouchedTag[]; readonly act: FormAction }) => {
  const t = useTranslations('seminar.codebook')
  const shown = tags.filter(({ active, heir, touches }) => active || heir !== undefined || touches.verdicts > 0)
  return (
    <Block id="touch" title={t('touch')}>
      <p className="quiet">{t('touchHint')}</p>
      <ul className="tag-touch">
        {shown.map((tag) => (
          <li key={tag.id}>
            <p>{tag.active ? <TagName pigment={tag.pigment} name={tag.name} /> : <b>{tag.name}</b>}</p>
            <p className="quiet">{t('touches', tag.touches)}</p>
            {tag.heir === undefined ? (
              <Ask tag={tag} heirs={tags.filter(({ id, active }) => active && id !== tag.id)} act={act} />
            ) : (
              <>
                <p className="quiet">{t('countsAs', { tag: tags.find(({ id }) => id === tag.heir)?.name ?? '' })}</p>
                <Form action={act} label={t('part', { tag: tag.name })}>
                  <input type="hidden" name="tag" value={tag.id} />
                  <input type="hidden" name="act" value="part" />
                  <Submit className="btn btn-line">{t('part', { tag: tag.name })}</Submit>
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
    </Block>
  )
}

const Ask = ({
  tag,
  heirs,
  act,
}: {
  readonly tag: TouchedTag
  readonly heirs: readonly Tag[]
  readonly act: FormAction
}) => {
  const t = useTranslations('seminar.codebook')
  const { verdicts } = tag.touches
  return (
    <details>
      <summary className="link">{t('touchTag', { tag: tag.name })}</summary>
      {tag.active ? (
        <Form action={act} label={t('retire', { tag: tag.name })}>
          <input type="hidden" name="tag" value={tag.id} />
          <input type="hidden" name="act" value="retire" />
          <p>{t('retireSays', { verdicts, tag: tag.name })}</p>
          <Submit className="btn btn-line">{t('retire', { tag: tag.name })}</Submit>
        </Form>
      ) : null}
      {heirs.length === 0 ? null : (
        <Form action={act} className="stack" label={t('merge', { tag: tag.name })}>
          <input type="hidden" name="tag" value={tag.id} />
          <input type="hidden" name="act" value="merge" />
          <p>{t('mergeSays', { verdicts })}</p>
          <SelectField name="heir" label={t('mergeInto', { tag: tag.name })} defaultValue={heirs[0]?.id}>
            {heirs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <div className="form-acts">
            <Submit className="btn btn-line">{t('merge', { tag: tag.name })}</Submit>
          </div>
        </Form>
      )}
    </details>
  )
}
