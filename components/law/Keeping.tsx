import { useTranslations } from 'next-intl'

/** At the foot of a seminar: where its conduct and its records are. */
export const Keeping = ({ href, manages }: { readonly href: string; readonly manages: boolean }) => {
  const t = useTranslations('law.section')
  return (
    <section className="block" aria-labelledby="keeping">
      <div className="sh">
        <h2 id="keeping">{t('title')}</h2>
      </div>
      <ul className="keeping">
        {manages ? (
          <>
            <li>
              <a className="link" href={`${href}/conduct`}>
                {t('conduct')}
              </a>
            </li>
            <li>
              <a className="link" href={`${href}/log`}>
                {t('log')}
              </a>
            </li>
            <li>
              <a className="link" href={`${href}/keep`}>
                {t('keep')}
              </a>
            </li>
          </>
        ) : null}
        <li>
          <a className="link" href={`${href}/me`}>
            {t('me')}
          </a>
        </li>
      </ul>
    </section>
  )
}
