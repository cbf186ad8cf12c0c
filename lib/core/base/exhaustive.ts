/**
 * Stands in the branch that cannot be reached. A forgotten case of a union is
 * then a type error, and a value that slipped past the types throws.
 */
export const exhaustive = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
