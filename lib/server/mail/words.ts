import { createFormatter, createTranslator } from 'use-intl/core'
import english from '../../../app/messages/en/mail.json'
import urdu from '../../../app/messages/ur/mail.json'
import type { Language } from '../../core/base'

// The server's own process is no part of Next: letters read the catalogue by themselves.
const CATALOGUES: Readonly<Record<Language, typeof english>> = { en: english, ur: urdu }

/** The sentences of letters in a language, and moments as it writes them, in the server's time zone. */
export const wordsIn = (language: Language) => {
  const timeZone = process.env.TZ ?? 'UTC'
  const shared = { locale: language, messages: CATALOGUES[language], timeZone }
  const format = createFormatter(shared)
  return {
    say: createTranslator({ ...shared, namespace: 'letter' }),
    sayConfirm: createTranslator({ ...shared, namespace: 'confirm' }),
    moment: (at: number): string => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }),
  }
}
