import { cpus, totalmem } from 'node:os'

/** One measured number. `against` is the same measured on something else; `ratio` is ours divided by it. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly against?: { readonly what: string; readonly value: number; readonly ratio: number }
}

/** A limit that must hold, in the unit that its name says; at most, where the name does not say at least. */
export interface Limit {
  readonly name: string
  readonly limit: number
  readonly value: number
  readonly holds: boolean
}

/** What a part of a benchmark found. */
export type Found = Pick<Report, 'figures' | 'limits'>

/** What a benchmark found; written to `.data/bench/NAME.json` as it is. */
export interface Report {
  readonly name: string
  /** ISO 8601. */
  readonly date: string
  readonly machine: string
  readonly figures: readonly Figure[]
  readonly limits: readonly Limit[]
}

/** A limit that holds where `value` is at most `limit`. */
export const atMost = (name: string, value: number, limit: number): Limit => ({
  name,
  limit,
  value,
  holds: value <= limit,
})

/** A limit that holds where `value` is at least `limit`. */
export const atLeast = (name: string, value: number, limit: number): Limit => ({
  name,
  limit,
  value,
  holds: value >= limit,
})

/** A report of now, on this machine. */
export const reportOf = (name: string, figures: readonly Figure[], limits: readonly Limit[]): Report => ({
  name,
  date: new Date().toISOString(),
  machine: `${cpus()[0]?.model ?? process.arch} x ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  figures,
  limits,
})
