import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { LookPainter } from '@/components/ui/LookPainter'
import { THEME_SCRIPT } from '@/components/ui/theme'
import { LANGUAGES, LANGUAGE_FACTS, languageOf } from '@/lib/core/base'
import './globals.css'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = await getTranslations('common')
  return { title: { default: 'Scholion', template: '%s · Scholion' }, description: t('description') }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#FBF9F4' },
    { media: '(prefers-color-scheme: dark)', color: '#191714' },
  ],
}

/** Every page: the language and its direction, the theme before the first paint, and the way past the bar. */
const RootLayout = async ({ children }: { readonly children: ReactNode }) => {
  const [locale, t, head] = await Promise.all([getLocale(), getTranslations('common'), headers()])
  const language = languageOf(locale) ?? LANGUAGES[0]
  return (
    <html lang={language} dir={LANGUAGE_FACTS[language].direction} suppressHydrationWarning>
      <head>
        <script
          nonce={head.get('x-nonce') ?? undefined}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }}
        />
      </head>
      <body>
        <a className="skip" href="#page">
          {t('skip')}
        </a>
        <LookPainter />
        {children}
      </body>
    </html>
  )
}

export default RootLayout
