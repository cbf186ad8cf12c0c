/** What a member has read of one reading. Moments are ms since 1970, as those who wrote have them. */
export interface ReadMarks {
  /** What was said until then counts as read: the first visit, or later where marks were too many. */
  readonly since: number
  /** Until when each note has been read, by the key of its annotation. */
  readonly until: Readonly<Record<string, number>>
}

/** So many marks an account keeps of one reading. */
export const READ_MARKS_MAX = 1_000

/** True where what was said last in the note (`latest`) has been read. */
export const isRead = ({ since, until }: ReadMarks, note: string, latest: number): boolean =>
  latest <= since || latest <= (until[note] ?? 0)

/** What the account kept (`undefined`: nothing yet) and what a device says, as one; bounded. */
export const mergeReadMarks = (kept: ReadMarks | undefined, said: ReadMarks): ReadMarks => {
  const since = kept?.since ?? said.since
  const until = new Map(Object.entries(kept?.until ?? {}))
  for (const [note, at] of Object.entries(said.until)) until.set(note, Math.max(at, until.get(note) ?? 0))
  const marks = [...until].filter(([, at]) => at > since).sort((a, b) => b[1] - a[1])
  const beyond = marks[READ_MARKS_MAX]
  return {
    since: beyond?.[1] ?? since,
    until: Object.fromEntries(marks.slice(0, READ_MARKS_MAX).filter(([, at]) => at > (beyond?.[1] ?? since))),
  }
}
