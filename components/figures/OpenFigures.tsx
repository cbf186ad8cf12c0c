import { useTranslations } from 'next-intl'
import { Form, Submit } from '../ui/Form'
import type { FormAction } from '../ui/form-action'

/** Says whether students see themselves against the class, and lets the instructor change it by one press. */
export const OpenFigures = ({
  reading,
  isOpen,
  isBlind,
  action,
}: {
  readonly reading: string
  readonly isOpen: boolean
  /** True while a round is not revealed: nobody sees anything before. */
  readonly isBlind: boolean
  readonly action: FormAction
}) => {
  const t = useTranslations('figures')
  return (
    <Form action={action} className="open-figures" label={t('students.label')}>
      <input type="hidden" name="reading" value={reading} />
      <input type="hidden" name="open" value={isOpen ? 'no' : 'yes'} />
      <p>{t(isOpen ? (isBlind ? 'students.waiting' : 'students.open') : 'students.closed')}</p>
      <Submit className="btn btn-line">{t(isOpen ? 'students.stop' : 'students.allow')}</Submit>
    </Form>
  )
}
