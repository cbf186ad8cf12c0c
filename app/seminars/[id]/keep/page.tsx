import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import '@/components/law/law.css'
import { MomentField } from '@/components/seminar/MomentField'
import '@/components/seminar/seminar.css'
import { Block } from '@/components/ui/Block'
import { Field, Form, SelectField, Submit } from '@/components/ui/Form'
import { dropSeminar, erase, keepSeminar } from '@/lib/server/actions/law'
import { SeminarBar } from '../SeminarBar'
import { type SeminarParams, managedSeminarOf } from '../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('law.keep'))('title') })

/** How long a seminar is kept, and how it ends: archive, export, erasure of a member, deletion. */
const KeepPage = async ({ params }: SeminarParams) => {
  const seminar = await managedSeminarOf(params)
  const t = await getTranslations('law.keep')
  const format = await getFormatter()
  const { archivedAt, retainUntil, retainThen } = seminar.keeping
  const keep = keepSeminar.bind(null, seminar.id)
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <Block id="export" title={t('export')}>
          <p className="law-sub">{t('exportSub')}</p>
          <p className="law-acts">
            <a className="btn btn-line" href={`/seminars/${seminar.id}/export`}>
              {t('exportNow')}
            </a>
          </p>
        </Block>
        <Block id="archive" title={t('archive')}>
          <p className="law-sub">
            {archivedAt === null
              ? t('archiveSub')
              : t('archivedAt', { at: format.dateTime(archivedAt, { dateStyle: 'medium' }) })}
          </p>
          <Form action={keep} className="law-acts" label={t('archive')}>
            <input type="hidden" name="act" value={archivedAt === null ? 'archive' : 'wake'} />
            <Submit className="btn btn-line">{t(archivedAt === null ? 'archiveNow' : 'wakeNow')}</Submit>
          </Form>
        </Block>
        <Block id="retention" title={t('retention')}>
          <p className="law-sub">{t('retentionSub')}</p>
          <Form action={keep} className="law-form" label={t('retention')}>
            <input type="hidden" name="act" value="retain" />
            <MomentField name="until" label={t('until')} at={retainUntil} />
            <SelectField name="then" label={t('then')} defaultValue={retainThen}>
              <option value="archive">{t('thenArchive')}</option>
              <option value="delete">{t('thenDelete')}</option>
            </SelectField>
            <Submit className="btn btn-line">{t('retain')}</Submit>
          </Form>
        </Block>
        <Block id="erase" title={t('erase')}>
          <p className="law-sub">{t('eraseSub')}</p>
          <Form action={erase.bind(null, seminar.id)} className="law-form" label={t('erase')}>
            <SelectField name="member" label={t('member')} defaultValue="">
              <option value="" />
              {seminar.members
                .filter(({ isMe }) => !isMe)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </SelectField>
            <Field name="name" label={t('eraseName')} autoComplete="off" dir="auto" />
            <Submit className="btn btn-line">{t('eraseNow')}</Submit>
          </Form>
        </Block>
        <Block id="delete" title={t('delete')}>
          <p className="law-sub">{t('deleteSub')}</p>
          <Form action={dropSeminar.bind(null, seminar.id)} className="law-form" label={t('delete')}>
            <Field name="name" label={t('typeName', { name: seminar.name })} autoComplete="off" dir="auto" />
            <Submit>{t('deleteNow')}</Submit>
          </Form>
        </Block>
      </main>
    </>
  )
}

export default KeepPage
