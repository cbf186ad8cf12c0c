import { useTranslations } from 'next-intl'
import { MomentField } from '@/components/seminar/MomentField'
import { Field, Form, SelectField, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import type { Grading } from '@/lib/core/statistics'

/** How participation becomes points, and when each round is due. */
export const GradingForm = ({
  grading,
  rounds,
  keep,
}: {
  readonly grading: Grading
  readonly rounds: readonly { readonly id: string; readonly number: number; readonly dueAt: number | null }[]
  readonly keep: FormAction
}) => {
  const t = useTranslations('law.participation')
  return (
    <Form action={keep} className="law-form" label={t('how')}>
      <Field name="points" label={t('points')} inputMode="numeric" defaultValue={String(grading.points)} />
      <SelectField name="rule" label={t('rule')} defaultValue={grading.rule}>
        <option value="scaled">{t('scaled')}</option>
        <option value="whole">{t('whole')}</option>
      </SelectField>
      <Field
        name="late"
        label={t('late')}
        inputMode="numeric"
        defaultValue={String(Math.round(grading.lateShare * 100))}
      />
      {rounds.map(({ id, number, dueAt }) => (
        <MomentField key={id} name={`due:${id}`} label={t('due', { number })} at={dueAt} />
      ))}
      <Submit>{t('save')}</Submit>
    </Form>
  )
}
