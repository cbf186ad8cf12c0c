import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClassCodeField } from '@/components/seminar/ClassCodeField'
import { Door } from '@/components/seminar/Door'
import { ProviderButton } from '@/components/seminar/ProviderButton'
import { SampleAccounts } from '@/components/seminar/SampleAccounts'
import { LanguageChoice } from '@/components/ui/LanguageChoice'
import { LANGUAGES, languageOf } from '@/lib/core/base'
import { checkClassCode, enterAsSample } from '@/lib/server/actions/enter'
import { asking } from '@/lib/server/queries/asking'
import { waysIn } from '@/lib/server/queries/ways-in'

/** The page at the door with its other ways in; `children` is the way that this page is about. */
export const DoorPage = async ({
  children,
  next,
  others,
}: {
  readonly children: ReactNode
  /** Where to go once inside. */
  readonly next: string
  /** Links to the other ways, beside the identity providers. */
  readonly others: ReactNode
}) => {
  const [t, account, locale, { providers, sample }] = await Promise.all([
    getTranslations('auth'),
    getTranslations('common.account'),
    getLocale(),
    waysIn((await asking()).db),
  ])
  return (
    <Door
      foot={
        <>
          <SampleAccounts accounts={sample} next={next} enter={enterAsSample} />
          <LanguageChoice label={account('language')} current={languageOf(locale) ?? LANGUAGES[0]} className="link" />
        </>
      }
    >
      {children}
      <div className="door-or">
        {providers.map(({ id, name }) => (
          <ProviderButton
            key={id}
            provider={id}
            next={next}
            label={t('withProvider', { name })}
            failed={t('providerFailed', { name })}
          />
        ))}
        {others}
      </div>
    </Door>
  )
}

/** The way in for a guest: the class code first. `typed` is a code that was refused, and `problem` why. */
export const WayIn = async ({ typed, problem }: { readonly typed?: string; readonly problem?: string }) => {
  const t = await getTranslations('auth')
  return (
    <DoorPage
      next="/"
      others={
        <>
          <Link href="/sign-in" className="link">
            {t('withEmail')}
          </Link>
          <Link href="/sign-in?next=/seminars/new" className="link">
            {t('teach')}
          </Link>
        </>
      }
    >
      <h1>{t.rich('heading', { br: () => <br /> })}</h1>
      <p className="door-sub">{t('sub')}</p>
      <form action="/join" className="stack">
        <ClassCodeField
          words={{
            label: t('code'),
            placeholder: t('codePlaceholder'),
            hint: t('codeHint'),
            closed: t('codeClosed'),
            unknown: t('codeUnknown'),
            tooMany: t('codeTooMany'),
            open: t('codeOpen', { name: '{name}', instructors: '{instructors}' }),
            openAlone: t('codeOpenAlone', { name: '{name}' }),
          }}
          check={checkClassCode}
          initial={typed}
          error={problem}
        />
        <button className="btn btn-act btn-wide">{t('join')}</button>
      </form>
    </DoorPage>
  )
}
