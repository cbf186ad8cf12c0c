/** Letters as they are compared where case and accents do not count: decomposed (Unicode NFKD), without marks, lower case. */
export const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
