import { getTranslations } from 'next-intl/server'
import { Block } from '@/components/ui/Block'
import { Form, RadioField, Submit } from '@/components/ui/Form'
import { askToConfirm, keepMailWish } from '@/lib/server/actions/mail'
import type { MailChoice as Choice } from '@/lib/server/queries/mail-choice'

/** When the reader gets mail; or what is to be done before any can come. */
export const MailChoice = async ({ choice }: { readonly choice: Choice }) => {
  const t = await getTranslations('mail.wish')
  return (
    <Block id="mail" title={t('title')}>
      {choice.kind === 'none' ? <p className="law-sub">{t('none')}</p> : null}
      {choice.kind === 'unproven' ? (
        <>
          <p className="law-sub">{t('unproven', { email: choice.email })}</p>
          <Form action={askToConfirm} className="law-acts" label={t('title')}>
            <Submit className="btn btn-line">{t('confirm')}</Submit>
          </Form>
        </>
      ) : null}
      {choice.kind === 'address' ? (
        <>
          <p className="law-sub">{t('to', { email: choice.email })}</p>
          <Form action={keepMailWish} className="law-form" label={t('title')}>
            <fieldset>
              <legend className="quiet">{t('how')}</legend>
              {(['off', 'daily', 'named'] as const).map((how) => (
                <RadioField key={how} name="how" value={how} first={choice.how} className="law-radio">
                  <span>{t(how)}</span>
                </RadioField>
              ))}
            </fieldset>
            <Submit className="btn btn-line">{t('keep')}</Submit>
          </Form>
        </>
      ) : null}
    </Block>
  )
}
