const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const dayOf = (at: number): string => new Date(at).toDateString()

/** A moment as the margin says it, in the reader's own zone: 10:42 today, else 12 Nov. `at` and `now` in ms since 1970. */
export const shortMoment = (at: number, now: number): string =>
  dayOf(at) === dayOf(now) ? clock.format(at) : day.format(at)

/** The whole moment: Tuesday 24 November 2026 at 10:42. */
export const fullMoment = (at: number): string => full.format(at)

/** For `<time dateTime>`. */
export const isoMoment = (at: number): string => new Date(at).toISOString()
