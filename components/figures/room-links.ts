import { FILTER_PLACES_MAX } from '@/lib/core/annotation'

/** What of a reading a mark of a chart stands for. A kind that is absent is as the page's own filter has it. */
export interface RoomPart {
  readonly tags?: readonly string[]
  /** Members; with `groups` they stand in the place of whom the page asks for. */
  readonly by?: readonly string[]
  readonly groups?: readonly string[]
  readonly rounds?: readonly number[]
  /** Stretches of the text, as offsets. More than an address takes are left out: then the rest of the part leads there. */
  readonly places?: readonly { readonly start: number; readonly end: number }[]
  /** Spans of time, in milliseconds since 1970. */
  readonly times?: readonly { readonly from: number; readonly until: number }[]
  /** What the reading room goes to. */
  readonly hash?: string
}

/** The address of the reading room with the filter that shows the passages of a part. */
export type RoomLink = (part: RoomPart) => string

/** More members than this are left out of an address. */
const MEMBERS_MAX = 40

/** `chosen` are the parameters of the page. */
export const roomLinks =
  (readingHref: string, chosen: readonly (readonly [string, string])[]): RoomLink =>
  ({ tags, by, groups, rounds, places = [], times = [], hash }) => {
    const kept = (name: string, own: readonly string[] | undefined): readonly (readonly [string, string])[] =>
      own === undefined ? chosen.filter(([known]) => known === name) : own.map((value) => [name, value] as const)
    const hasWho = by !== undefined || groups !== undefined
    const parameters = [
      ...kept('tag', tags),
      ...kept('by', hasWho ? ((by?.length ?? 0) > MEMBERS_MAX ? [] : (by ?? [])) : undefined),
      ...kept('group', hasWho ? (groups ?? []) : undefined),
      ...kept('round', rounds?.map(String)),
      ...(places.length > FILTER_PLACES_MAX ? [] : places.map(({ start, end }) => ['in', `${start}-${end}`] as const)),
      ...times.map(({ from, until }) => ['when', `${from}-${until}`] as const),
    ]
    const query = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString()
    return `${readingHref}${query === '' ? '' : `?${query}`}${hash === undefined ? '' : `#${hash}`}`
  }
