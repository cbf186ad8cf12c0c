import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RosterForm } from '@/components/seminar/RosterForm'
import '@/components/seminar/seminar.css'
import { bringRoster } from '@/lib/server/actions/people'
import { SeminarBar } from '../SeminarBar'
import { type SeminarParams, managedSeminarOf } from '../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('seminar.roster'))('title'),
})

/** Importing a roster: read a file or a pasted list, look at it line by line, take it. */
const RosterPage = async ({ params }: SeminarParams) => {
  const seminar = await managedSeminarOf(params)
  const t = await getTranslations('seminar.roster')
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page form-page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="lead">{t('sub')}</p>
        <RosterForm
          act={bringRoster.bind(null, seminar.id)}
          words={{
            file: t('file'),
            fileHint: t('fileHint'),
            text: t('text'),
            list: t('list'),
            textHint: t('textHint'),
            read: t('read'),
            reading: t('reading'),
            take: t('take'),
            taking: t('taking'),
            other: t('other'),
            mend: t('mend'),
            previewTitle: t('previewTitle'),
            faultsTitle: t('faultsTitle'),
            line: t('line'),
            name: t('name'),
            email: t('email'),
            group: t('group'),
            what: t('what'),
            written: t('written'),
            wrong: t('wrong'),
            whats: { new: t('whats.new'), came: t('whats.came'), changed: t('whats.changed'), same: t('whats.same') },
            wrongs: {
              'no-name': t('wrongs.no-name'),
              'no-email': t('wrongs.no-email'),
              'bad-email': t('wrongs.bad-email'),
              'long-name': t('wrongs.long-name'),
              'long-group': t('wrongs.long-group'),
              odd: t('wrongs.odd'),
              twice: t('wrongs.twice', { line: '{line}' }),
            },
          }}
        />
      </main>
    </>
  )
}

export default RosterPage
