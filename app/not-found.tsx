import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/ui/Button'
import { TopBar } from '@/components/ui/TopBar'

/** What a page that is not there, or not for this reader, says: the same for both. */
const NotFound = async () => {
  const t = await getTranslations('common.notFound')
  return (
    <>
      <TopBar />
      <main id="page" className="page lone">
        <h1 className="page-title">{t('title')}</h1>
        <p className="lone-sub">{t('sentence')}</p>
        <ButtonLink href="/" look="act">
          {t('home')}
        </ButtonLink>
      </main>
    </>
  )
}

export default NotFound
