import type { Random } from '../base'

/** A fair shuffle (Fisher and Yates, in Durstenfeld's form). */
const shuffled = <Item>(items: readonly Item[], random: Random): readonly Item[] => {
  const left = [...items]
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1))
}

/** How many groups `count` people make at about `size` each: sizes differ by one at most, none is over `size`. */
export const groupsNeeded = (count: number, size: number): number => Math.max(1, Math.ceil(count / size))

/**
 * Deals people into `groups` groups so that these are as like each other as can
 * be: sizes differ by one at most, and so does how many of a kind are in each.
 * Within a kind, and in which group comes which remainder, chance decides.
 * `kindOf` says what is to be spread; one kind for all is a plain deal.
 */
export const dealt = <Item>(
  items: readonly Item[],
  groups: number,
  kindOf: (item: Item) => string,
  random: Random,
): readonly (readonly Item[])[] => {
  const kinds = [...new Set(items.map(kindOf))]
  // Dealt one after the other like cards: a run of one kind gives each group as many of it as any other, or one more.
  const run = shuffled(kinds, random).flatMap((kind) =>
    shuffled(
      items.filter((item) => kindOf(item) === kind),
      random,
    ),
  )
  const hands = Array.from({ length: groups }, (_, at) => run.filter((_item, place) => place % groups === at))
  return shuffled(hands, random)
}

/** What a student leans to: the tag of most of their verdicts, of several the first in `order`; `''` without any. */
export const leaning = (verdicts: ReadonlyMap<string, number>, order: readonly string[]): string => {
  const most = Math.max(0, ...verdicts.values())
  return most === 0 ? '' : (order.find((tag) => verdicts.get(tag) === most) ?? '')
}
