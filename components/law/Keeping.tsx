import { useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'

/** At the foot of a seminar: where its conduct and its records are. */
export const Keeping = ({ href, manages }: { readonly href: string; readonly manages: boolean }) => {
  const t = useTranslations('law.section')
  return (
    <Block id="keeping" title={t('title')}>
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
    </Block>
  )
}
