import { getRequestConfig } from 'next-intl/server'
import auth from '../../app/messages/en/auth.json'
import board from '../../app/messages/en/board.json'
import common from '../../app/messages/en/common.json'
import exported from '../../app/messages/en/export.json'
import figures from '../../app/messages/en/figures.json'
import law from '../../app/messages/en/law.json'
import mail from '../../app/messages/en/mail.json'
import margin from '../../app/messages/en/margin.json'
import paper from '../../app/messages/en/paper.json'
import seminar from '../../app/messages/en/seminar.json'
import session from '../../app/messages/en/session.json'
import tokens from '../../app/messages/en/tokens.json'
import urAuth from '../../app/messages/ur/auth.json'
import urBoard from '../../app/messages/ur/board.json'
import urCommon from '../../app/messages/ur/common.json'
import urExported from '../../app/messages/ur/export.json'
import urFigures from '../../app/messages/ur/figures.json'
import urLaw from '../../app/messages/ur/law.json'
import urMail from '../../app/messages/ur/mail.json'
import urMargin from '../../app/messages/ur/margin.json'
import urPaper from '../../app/messages/ur/paper.json'
import urSeminar from '../../app/messages/ur/seminar.json'
import urSession from '../../app/messages/ur/session.json'
import urTokens from '../../app/messages/ur/tokens.json'
import type { Language } from '../core/base'
import { type Branch, type Translated, completed } from './catalogue'
import { currentLanguage } from './language'

/** The catalogue in English, one namespace a file. A page hands the client only the namespaces that it needs there. */
const ENGLISH = { common, auth, export: exported, seminar, figures, law, margin, paper, board, session, tokens, mail }

const URDU: Translated<typeof ENGLISH> = {
  common: urCommon,
  auth: urAuth,
  export: urExported,
  seminar: urSeminar,
  figures: urFigures,
  law: urLaw,
  margin: urMargin,
  paper: urPaper,
  board: urBoard,
  session: urSession,
  tokens: urTokens,
  mail: urMail,
}

// Made once: every page of a language gives out the same words.
const CATALOGUES: Readonly<Record<Language, Branch>> = { en: ENGLISH, ur: completed(ENGLISH, URDU) }

/** The named parts of the catalogue in the reader's language, for a page that hands them to the client. */
export const messagesOf = async (...names: readonly (keyof typeof ENGLISH)[]): Promise<Branch> => {
  const catalogue = CATALOGUES[await currentLanguage()]
  return Object.fromEntries(names.map((name) => [name, catalogue[name]]))
}

/** How numbers and moments are written in a language. English is that of Britain: 24 hours, the day before the month. */
const FORMATS: Readonly<Record<Language, string>> = { en: 'en-GB', ur: 'ur' }

/** What next-intl asks at each request: the reader's language, times in the server's zone. */
export default getRequestConfig(async () => {
  const locale = await currentLanguage()
  return { locale: FORMATS[locale], messages: CATALOGUES[locale], timeZone: process.env.TZ ?? 'UTC' }
})
