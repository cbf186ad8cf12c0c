/**
 * An expected outcome: either the value, or the reason why there is none.
 * `Reason` is a discriminated union or a string literal union, never an `Error`.
 */
export type Result<Value, Reason> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason }

/** The outcome that went well. */
export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
})

/** The outcome that was expected to be possible and is not what was asked for. */
export const refused = <Reason>(reason: Reason): { readonly ok: false; readonly reason: Reason } => ({
  ok: false,
  reason,
})
