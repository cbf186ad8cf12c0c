import Negotiator from 'negotiator'
import { cookies, headers } from 'next/headers'
import { type Language, LANGUAGES, languageOf } from '../core/base'

/** Where a browser keeps the language that its reader chose. */
const LANGUAGE_COOKIE = 'scholion-language'
const CHOICE_TTL_S = 400 * 24 * 60 * 60

/** The language of a page: the one that was chosen, else the first of ours that the browser asks for, else English. */
export const languageFor = (chosen: string | undefined, acceptLanguage: string | null): Language => {
  const asked = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? '' } }).languages([...LANGUAGES])
  return languageOf(chosen) ?? languageOf(asked[0]) ?? LANGUAGES[0]
}

/** The language of who asks for the page or sends the form that is being answered. */
export const currentLanguage = async (): Promise<Language> => {
  const [kept, head] = await Promise.all([cookies(), headers()])
  return languageFor(kept.get(LANGUAGE_COOKIE)?.value, head.get('accept-language'))
}

/**
 * The answer to a choice of language: the cookie, and the way back to the page
 * on which it was made (`referrer`), on this server alone. A language that is
 * none of ours changes nothing.
 */
export const answerChoice = (asked: unknown, referrer: string | null): Response => {
  const language = typeof asked === 'string' ? languageOf(asked) : undefined
  const headers = new Headers({ Location: ownPlace(referrer), 'Cache-Control': 'no-store' })
  if (language !== undefined) {
    const cookie = `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${CHOICE_TTL_S}; HttpOnly; SameSite=Lax`
    headers.append('Set-Cookie', cookie)
  }
  return new Response(null, { status: 303, headers })
}

/** Path and query alone, so that it leads nowhere else. */
const ownPlace = (referrer: string | null): string => {
  if (referrer === null || !URL.canParse(referrer)) return '/'
  const { pathname, search } = new URL(referrer)
  return pathname.replace(/^[/\\]*/, '/') + search
}
