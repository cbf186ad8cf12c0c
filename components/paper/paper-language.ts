/** The language of a paper's own words, whichever the page around them speaks. Papers do not say theirs yet: they are English. */
export const PAPER_LANGUAGE = { lang: 'en', dir: 'ltr' } as const
