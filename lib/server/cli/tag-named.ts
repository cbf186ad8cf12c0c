/** The tag of this name, whatever its case; `undefined` where there is none. */
export const tagNamed = <Named extends { readonly name: string }>(
  tags: readonly Named[],
  text: string,
): Named | undefined => {
  const folded = (name: string): string => name.normalize('NFKC').toLowerCase()
  return tags.find(({ name }) => folded(name) === folded(text))
}
