/** How a moment is written in a language. English is that of Britain: 24 hours, the day before the month. */
const formatsOf = (language: string) => {
  const locale = language === 'en' ? 'en-GB' : language
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return {
    clock: new Intl.DateTimeFormat(locale, time),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    full: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...time }),
  }
}

// A margin writes thousands of moments, and a format is dear to make.
const made = new Map<string, ReturnType<typeof formatsOf>>()

const formats = (language: string): ReturnType<typeof formatsOf> => {
  const known = made.get(language) ?? formatsOf(language)
  made.set(language, known)
  return known
}

const dayOf = (at: number): string => new Date(at).toDateString()

/** A moment as the margin says it, in the reader's own zone: 10:42 today, else 12 Nov. `at` and `now` in ms since 1970. */
export const shortMoment = (at: number, now: number, language: string): string =>
  (dayOf(at) === dayOf(now) ? formats(language).clock : formats(language).day).format(at)

/** The whole moment: Tuesday 24 November 2026 at 10:42. */
export const fullMoment = (at: number, language: string): string => formats(language).full.format(at)

/** For `<time dateTime>`. */
export const isoMoment = (at: number): string => new Date(at).toISOString()
