import type { Metadata } from 'next'
import { after } from 'next/server'
import { getTranslations } from 'next-intl/server'
import { AddReading } from '@/components/seminar/AddReading'
import '@/components/seminar/seminar.css'
import { Block } from '@/components/ui/Block'
import { Form, Submit } from '@/components/ui/Form'
import { addReading, setAgain } from '@/lib/server/actions/reading'
import { expectPaper } from '@/lib/server/queries/preview-paper'
import { SeminarBar } from '../../SeminarBar'
import { type SeminarParams, managedSeminarOf } from '../../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('seminar.add'))('title'),
})

/** Adding a reading to a seminar: read a file, look at it, set it; or set a paper again that is there. */
const AddReadingPage = async ({ params }: SeminarParams) => {
  const seminar = await managedSeminarOf(params)
  after(expectPaper)
  const t = await getTranslations('seminar.add')
  const papers = new Map(seminar.readings.map((reading) => [reading.version, reading]))
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page form-page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="lead">{t('sub')}</p>
        <AddReading
          add={addReading.bind(null, seminar.id)}
          words={{
            file: t('file'),
            fileHint: t('fileHint'),
            text: t('text'),
            textHint: t('textHint'),
            read: t('read'),
            reading: t('reading'),
            set: t('set'),
            setting: t('setting'),
            other: t('other'),
            previewTitle: t('previewTitle'),
            noAuthors: t('noAuthors'),
            sections: t('sections'),
            noSections: t('noSections'),
            begins: t('begins'),
            line: t('line', { line: '{line}' }),
            page: t('page', { line: '{line}' }),
            noWarnings: t('noWarnings'),
          }}
        />
        {papers.size === 0 ? null : (
          <Block id="choose" title={t('chooseTitle')} sub={t('chooseSub')}>
            <ul className="shelf">
              {[...papers.values()].map((reading) => (
                <li key={reading.version}>
                  <b>{reading.title}</b>
                  <Form action={setAgain.bind(null, seminar.id)}>
                    <input type="hidden" name="version" value={reading.version} />
                    <Submit className="link" aria-label={`${t('choose')}: ${reading.title}`}>
                      {t('choose')}
                    </Submit>
                  </Form>
                </li>
              ))}
            </ul>
          </Block>
        )}
      </main>
    </>
  )
}

export default AddReadingPage
