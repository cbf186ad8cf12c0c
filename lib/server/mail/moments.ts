/** The newest moment up to `now` at which the day's letters are due: `hour` o'clock in the server's time zone. Milliseconds, UTC. */
export const digestMoment = (now: number, hour: number): number => {
  const moment = new Date(now)
  moment.setHours(hour, 0, 0, 0)
  if (moment.getTime() > now) {
    moment.setDate(moment.getDate() - 1)
    moment.setHours(hour, 0, 0, 0)
  }
  return moment.getTime()
}

/** The next such moment: days are 23 to 25 hours long. */
export const nextDigestMoment = (moment: number, hour: number): number => digestMoment(moment + 26 * 60 * 60_000, hour)

/** How long a letter waits that its mail server put off, try by try, in ms; after the last it is given up. */
const PATIENCE_MS: readonly number[] = [2 * 60_000, 10 * 60_000, 60 * 60_000, 4 * 60 * 60_000]

/** When a letter that was put off for the `tries`th time (from 1) is tried again; `undefined` where it is given up. */
export const retryMoment = (tries: number, now: number): number | undefined => {
  const wait = PATIENCE_MS[tries - 1]
  return wait === undefined ? undefined : now + wait
}
