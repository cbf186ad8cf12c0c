import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** What an instructor does first in a new seminar, in this order; what is done is said so. */
export const BeginList = ({
  href,
  hasReading,
  hasStudents,
}: {
  /** The seminar's page. */
  readonly href: string
  readonly hasReading: boolean
  /** Has a student come? */
  readonly hasStudents: boolean
}) => {
  const t = useTranslations('seminar.begin')
  const steps = [
    { id: 'reading', href: `${href}/readings/new`, isDone: hasReading },
    { id: 'code', href: `${href}/code`, isDone: hasStudents },
    { id: 'roster', href: `${href}/roster`, isDone: false },
  ] as const
  return (
    <section className="block begin" aria-labelledby="begin">
      <div className="sh">
        <h2 id="begin">{t('title')}</h2>
      </div>
      <ol aria-labelledby="begin">
        {steps.map((step) => (
          <li key={step.id}>
            <Link href={step.href} className="link">
              {t(`${step.id}.do`)}
            </Link>
            <span>{t(step.isDone ? 'done' : `${step.id}.why`)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
