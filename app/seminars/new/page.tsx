import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import '@/components/seminar/seminar.css'
import { ButtonLink } from '@/components/ui/Button'
import { Field, Form, Submit } from '@/components/ui/Form'
import { TagName } from '@/components/ui/TagName'
import { TopBar } from '@/components/ui/TopBar'
import { READY_CODEBOOKS } from '@/lib/core/annotation'
import { can } from '@/lib/core/policy'
import { openNewSeminar } from '@/lib/server/actions/seminar'
import { currentActor } from '@/lib/server/auth/session'
import { Account } from '../../Account'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('seminar.new'))('title'),
})

/** Opening a seminar, for those who teach. */
const NewSeminarPage = async () => {
  const actor = await currentActor()
  if (actor.kind === 'guest') redirect('/sign-in?next=/seminars/new')
  if (!can(actor, 'seminar.open', { kind: 'server' }).ok) notFound()
  const t = await getTranslations('seminar.new')
  return (
    <>
      <TopBar crumbs={<span>{t('title')}</span>} account={<Account />} />
      <main id="page" className="page form-page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="lead">{t('sub')}</p>
        <Form action={openNewSeminar} className="stack">
          <Field name="name" label={t('name')} hint={t('nameHint')} maxLength={120} className="read" required />
          <fieldset className="books">
            <legend>{t('codebook')}</legend>
            {READY_CODEBOOKS.map((book, at) => (
              <label key={book.id}>
                <input type="radio" name="codebook" value={book.id} defaultChecked={at === 0} />
                <b>{book.name}</b>
                <span className="names">
                  {book.tags
                    .filter((tag) => tag.active)
                    .map((tag) => (
                      <TagName key={tag.name} pigment={tag.pigment} name={tag.name} />
                    ))}
                </span>
                <span dir="auto">{book.description}</span>
              </label>
            ))}
            <label>
              <input type="radio" name="codebook" value="none" />
              <b>{t('none')}</b>
              <span>{t('noneSub')}</span>
            </label>
          </fieldset>
          <div className="form-acts">
            <Submit waiting={t('waiting')}>{t('submit')}</Submit>
            <ButtonLink href="/">{t('cancel')}</ButtonLink>
          </div>
        </Form>
      </main>
    </>
  )
}

export default NewSeminarPage
