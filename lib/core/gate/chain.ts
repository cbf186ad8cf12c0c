import type { Item } from 'yjs'
import type { ReadStruct, StructId } from './read-update'

/** Counts the steps of the slow path down, so that one update cannot keep the server busy. */
export interface Budget {
  left: number
}

/** A struct that the layer does not have, with the key that it is under. */
export interface FreshStruct extends ReadStruct {
  readonly key: string
}

interface Link extends StructId {
  readonly length: number
  readonly origin: StructId | null
  /** Absent for what the layer has already. */
  readonly fresh?: FreshStruct
}

/**
 * All values ever written under one key, oldest first, as Yjs keeps them; the
 * last is the key's. It finds where Yjs will put new ones, without writing.
 */
export class Chain {
  /** The key's item before the update; `undefined` for a new key. */
  readonly before: Item | undefined
  private last: Link | undefined
  private readonly appended: Link[] = []
  // Built only when a value does not simply follow the last.
  private links: Link[] | undefined

  constructor(before: Item | undefined) {
    this.before = before
    this.last = before === undefined ? undefined : linkOf(before)
  }

  /** The struct that holds the key's last value, where the update brought it. */
  get freshLast(): FreshStruct | undefined {
    return this.last?.fresh
  }

  /** Places `fresh` where Yjs will. False where the budget is spent, or the origin is not in this chain. */
  place(fresh: FreshStruct, budget: Budget): boolean {
    const link: Link = {
      client: fresh.client,
      clock: fresh.clock,
      length: fresh.length,
      origin: fresh.origin,
      fresh,
    }
    if (this.links === undefined && follows(fresh.origin, this.last)) {
      this.appended.push(link)
      this.last = link
      return true
    }
    this.links ??= this.allLinks(budget)
    const isPlaced = integrate(this.links, link, budget)
    this.last = this.links.at(-1)
    return isPlaced
  }

  private allLinks(budget: Budget): Link[] {
    const links: Link[] = []
    for (let item = this.before ?? null; item !== null && budget.left > 0; item = item.left) {
      links.push(linkOf(item))
      budget.left -= 1
    }
    return links.reverse().concat(this.appended)
  }
}

const linkOf = (item: Item): Link => ({
  client: item.id.client,
  clock: item.id.clock,
  length: item.length,
  origin: item.origin,
})

const follows = (origin: StructId | null, last: Link | undefined): boolean =>
  origin === null ? last === undefined : origin.client === last?.client && origin.clock === last.clock + last.length - 1

/**
 * Yjs's own rule for values that were written at the same time (YATA;
 * yjs, structs/Item.js, `integrate`), for chains without right origins.
 */
const integrate = (links: Link[], link: Link, budget: Budget): boolean => {
  const start = link.origin === null ? -1 : splitAfter(links, link.origin, budget)
  if (start === undefined) return false
  let left = start
  // The links from here to the one in hand are those that `link` conflicts with.
  let conflicting = start + 1
  for (let at = start + 1; at < links.length; at += 1) {
    budget.left -= 1
    const other = links[at]
    if (other === undefined || budget.left <= 0) break
    if (sameId(link.origin, other.origin)) {
      // One client’s own earlier value too: Yjs puts the later of the two before it.
      if (other.client >= link.client) break
      left = at
      conflicting = at + 1
      continue
    }
    const origin = other.origin === null ? -1 : indexOf(links, other.origin, start + 1, at, budget)
    if (origin < 0) break
    if (origin < conflicting) {
      left = at
      conflicting = at + 1
    }
  }
  links.splice(left + 1, 0, link)
  return budget.left > 0
}

/** The index of the link that ends with `id`, after splitting one if need be. */
const splitAfter = (links: Link[], id: StructId, budget: Budget): number | undefined => {
  const at = indexOf(links, id, 0, links.length, budget)
  const link = links[at]
  if (link === undefined) return undefined
  const length = id.clock + 1 - link.clock
  if (length < link.length) {
    const rest = { ...link, clock: id.clock + 1, length: link.length - length, origin: id }
    links.splice(at, 1, { ...link, length }, rest)
  }
  return at
}

/** The index of the link that holds `id`, from `from` to before `to`; -1 where none does. */
const indexOf = (links: readonly Link[], id: StructId, from: number, to: number, budget: Budget): number => {
  for (let at = from; at < to && budget.left > 0; at += 1) {
    budget.left -= 1
    const link = links[at]
    if (link?.client === id.client && link.clock <= id.clock && id.clock < link.clock + link.length) return at
  }
  return -1
}

const sameId = (a: StructId | null, b: StructId | null): boolean =>
  a === null ? b === null : a.client === b?.client && a.clock === b.clock
