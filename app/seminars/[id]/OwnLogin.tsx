import { getTranslations } from 'next-intl/server'
import { Block } from '@/components/ui/Block'
import { Field, Form, Submit } from '@/components/ui/Form'
import { addOwnLogin } from '@/lib/server/actions/account'
import { currentUser } from '@/lib/server/auth/session'

/** For who came in by the class code alone: an e-mail and a password, to come back from another device. Nothing for others. */
export const OwnLogin = async () => {
  const user = await currentUser()
  if (user?.email !== null) return null
  const t = await getTranslations('auth.later')
  return (
    <Block id="own-login" title={t('title')}>
      <p className="quiet own-login-sub">{t('sub')}</p>
      <Form action={addOwnLogin} className="own-name">
        <Field name="email" type="email" label={t('email')} autoComplete="username" required />
        <Field
          name="password"
          type="password"
          label={t('password')}
          hint={t('passwordHint')}
          autoComplete="new-password"
          required
        />
        <Submit className="btn btn-line">{t('submit')}</Submit>
      </Form>
    </Block>
  )
}
