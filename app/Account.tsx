import { getLocale, getTranslations } from 'next-intl/server'
import { AccountMenu } from '@/components/ui/AccountMenu'
import { LANGUAGES, languageOf } from '@/lib/core/base'
import { signOutHere, signOutOnAllDevices } from '@/lib/server/actions/account'
import { currentUser } from '@/lib/server/auth/session'
import { unreadNotices } from '@/lib/server/queries/unread-notices'

/** The account at the end of the bar: for the `account` of TopBar. A guest gets the way in. With `counts` it says how many notices are new. */
export const Account = async ({ counts = true }: { readonly counts?: boolean }) => {
  const [user, t, locale] = await Promise.all([currentUser(), getTranslations('common.account'), getLocale()])
  if (user === undefined) return <a href="/sign-in">{t('signIn')}</a>
  const unread = counts ? await unreadNotices() : 0
  const words = {
    open: t('open', { name: user.name }),
    seminars: t('seminars'),
    notices: t('notices', { count: unread }),
    language: t('language'),
    signOut: t('signOut'),
    signOutEverywhere: t('signOutEverywhere'),
    ...(user.email === null ? { onlyHere: t('onlyHere', { name: user.name }) } : {}),
    theme: t('theme'),
    themes: {
      system: t('themes.system'),
      light: t('themes.light'),
      sepia: t('themes.sepia'),
      dark: t('themes.dark'),
      'high-contrast': t('themes.high-contrast'),
    },
    face: t('face'),
    faces: { serif: t('faces.serif'), sans: t('faces.sans'), legible: t('faces.legible') },
  }
  return (
    <AccountMenu
      name={user.name}
      detail={user.sample ? t('sample') : (user.email ?? t('byCode'))}
      colour={user.colour}
      unread={unread}
      language={languageOf(locale) ?? LANGUAGES[0]}
      words={words}
      signOut={signOutHere}
      signOutEverywhere={signOutOnAllDevices}
    />
  )
}
