import { type Counts, EVERYTHING, type Figures } from '../../core/statistics'
import { readingFigures } from '../queries/figures'
import { noReading } from './not-there'
import { ADMINISTRATOR, SWITCH, verb } from './verb'

/** `stats READING [--json]`: the figures of a reading. 0 done, 1 no such reading, 2 bad use. */
export const run = verb({
  usage: 'Use: scholion stats READING --json, where READING is the slug or the id of a reading.',
  flags: { json: SWITCH },
  read: ([reading, ...more], { json }) => (reading === undefined || more.length > 0 ? undefined : { reading, json }),
  run: async ({ reading, json }, context) => {
    const found = await readingFigures(
      await context.database(),
      ADMINISTRATOR,
      reading,
      EVERYTHING,
      Infinity,
      json ? 'all' : 'none',
    )
    if (!found.ok) {
      context.err(noReading(reading))
      return 1
    }
    const { tags, totals, byGroup, byRound, bySection, byMember, ...rest } = found.value
    const keyed = <Row extends Counts>(row: Row) => ({ ...row, tags: tagCounts(tags, row) })
    const printed = {
      ...rest,
      choices: undefined,
      students: undefined,
      manages: undefined,
      tags,
      totals: keyed(totals),
      byGroup: byGroup.map(keyed),
      byRound: byRound.map(keyed),
      bySection: bySection.map(keyed),
      byMember: byMember.map(keyed),
    }
    if (json) context.out(JSON.stringify(printed, null, 2))
    else context.out(summary(found.value))
    return 0
  },
})

/** Verdicts by the name of the tag: what a reader of the JSON asks for. */
const tagCounts = (tags: Figures['tags'], counts: Counts): Record<string, number> =>
  Object.fromEntries(tags.map((tag, at) => [tag.name, counts.tags[at] ?? 0]))

const summary = (figures: Figures): string => {
  const line = (name: string, counts: Counts): string =>
    `${name}: ${counts.verdicts} verdicts on ${counts.claims} claims (${figures.tags
      .map((tag, at) => `${tag.name} ${counts.tags[at] ?? 0}`)
      .join(', ')})`
  return [
    line('All', figures.totals),
    ...figures.byGroup.map((group) => line(group.id === null ? 'No group' : group.name, group)),
  ].join('\n')
}
