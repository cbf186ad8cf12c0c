import { useTranslations } from 'next-intl'

/** At the foot of a seminar: where its conduct and its records are. */
export const Keeping = ({ href, manages }: { readonly href: string; readonly manages: boolean }) => {
  const t = useTranslations('law.section')
  if (!manages) return null
  return (
    <section className="block" aria-labelledby="keeping">
      <div className="sh">
        <h2 id="keeping">{t('title')}</h2>
      </div>
      <ul className="keeping">
        <li>
          <a className="link" href={`${href}/log`}>
            {t('log')}
          </a>
        </li>
      </ul>
    </section>
  )
}
