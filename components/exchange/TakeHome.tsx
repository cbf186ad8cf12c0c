import { useTranslations } from 'next-intl'
import { useLayerName } from '@/components/margin/layer-name'
import { Field, SelectField } from '@/components/ui/Form'
import { FILE_FORMATS } from './formats'
import type { FilesLayer } from './BringIn'

/**
 * Chooses what of a reading goes into a file, and into which. A plain form that
 * asks for the file: it needs no JavaScript.
 */
export const TakeHome = ({
  slug,
  layers,
  rounds,
  filter,
  hasAliases,
  hasOriginal = false,
}: {
  readonly slug: string
  readonly layers: readonly FilesLayer[]
  /** How many rounds the reading has. */
  readonly rounds: number
  /** The room's filter as its address had it; empty where it shows every note. */
  readonly filter: string
  /** True where the reader may know who is who, and members see pseudonyms: a file says those unless names are asked for. */
  readonly hasAliases: boolean
  /** True where the paper came as a PDF. */
  readonly hasOriginal?: boolean
}) => {
  const t = useTranslations('export')
  const nameOf = useLayerName()
  return (
    <form action={`/readings/${slug}/export`} className="stack">
      <fieldset className="field">
        <legend>{t('format')}</legend>
        <div className="formats">
          {FILE_FORMATS.map((format, at) => (
            <label key={format} className="format">
              <input type="radio" name="format" value={format} defaultChecked={at === 0} />
              <span>
                <b>{t(`formats.${format}`)}</b>
                <span className="hint">{t(`about.${format}`)}</span>
              </span>
            </label>
          ))}
          {hasOriginal ? (
            <label className="format">
              <input type="radio" name="format" value="original" />
              <span>
                <b>{t('original.format')}</b>
                <span className="hint">{t('original.about')}</span>
              </span>
            </label>
          ) : null}
        </div>
      </fieldset>
      <SelectField name="layer" label={t('layer')} defaultValue="">
        <option value="">{t('everything')}</option>
        {layers.map((layer) => (
          <option key={layer.id} value={layer.id}>
            {nameOf(layer)}
          </option>
        ))}
      </SelectField>
      {rounds < 2 ? null : (
        <SelectField name="round" label={t('round')} defaultValue="">
          <option value="">{t('everyRound')}</option>
          {Array.from({ length: rounds }, (_, at) => (
            <option key={at} value={String(at + 1)}>
              {t('roundNumber', { number: String(at + 1) })}
            </option>
          ))}
        </SelectField>
      )}
      <Field name="member" label={t('member')} hint={t('memberHint')} autoComplete="off" />
      {filter === '' ? null : (
        <label className="check">
          <input type="checkbox" name="filter" value={filter} defaultChecked />
          {t('filtered')}
        </label>
      )}
      {hasAliases ? (
        <SelectField name="names" label={t('whichNames')} hint={t('realNamesHint')} defaultValue="">
          <option value="">{t('aliases')}</option>
          <option value="hidden">{t('noNames')}</option>
          <option value="real">{t('realNames')}</option>
        </SelectField>
      ) : (
        <label className="check">
          <input type="checkbox" name="names" value="hidden" />
          <span>
            {t('noNames')}
            <span className="hint">{t('noNamesHint')}</span>
          </span>
        </label>
      )}
      <div className="form-acts">
        <button type="submit" className="btn btn-act">
          {t('make')}
        </button>
      </div>
    </form>
  )
}
