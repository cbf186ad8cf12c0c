import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ChoiceKeeper } from '@/components/ui/ChoiceKeeper'
import { LookPainter } from '@/components/ui/LookPainter'
import { lookScript } from '@/components/ui/theme'
import { LANGUAGES, LANGUAGE_FACTS, languageOf } from '@/lib/core/base'
import { keptChoices } from '@/lib/server/queries/choices'
import './globals.css'
import './touch.css'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = await getTranslations('common')
  return { title: { default: 'Scholion', template: '%s · Scholion' }, description: t('description') }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // A keyboard takes its room from the page, so that what stands at its lower edge is not under it.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#FBF9F4' },
    { media: '(prefers-color-scheme: dark)', color: '#191714' },
  ],
}

/** Every page: the language and its direction, the theme before the first paint, and the way past the bar. */
const RootLayout = async ({ children }: { readonly children: ReactNode }) => {
  const [locale, t, head, kept] = await Promise.all([getLocale(), getTranslations('common'), headers(), keptChoices()])
  const language = languageOf(locale) ?? LANGUAGES[0]
  return (
    <html lang={language} dir={LANGUAGE_FACTS[language].direction} suppressHydrationWarning>
      <head>
        <script
          nonce={head.get('x-nonce') ?? undefined}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: lookScript(kept?.user, kept) }}
        />
      </head>
      <body>
        <a className="skip" href="#page">
          {t('skip')}
        </a>
        <LookPainter />
        {kept === undefined ? null : <ChoiceKeeper user={kept.user} />}
        {children}
      </body>
    </html>
  )
}

export default RootLayout
