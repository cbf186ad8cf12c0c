/** The languages that pages speak. The first holds where a reader asks for none of them. */
export const LANGUAGES = ['en', 'ur'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a language calls itself, and which way its lines run. */
export const LANGUAGE_FACTS: Readonly<Record<Language, { readonly name: string; readonly direction: 'ltr' | 'rtl' }>> =
  {
    en: { name: 'English', direction: 'ltr' },
    ur: { name: 'اردو', direction: 'rtl' },
  }

/** The language of a tag that is one of ours, whatever its region (`en-GB`); `undefined` for any other text. */
export const languageOf = (tag: string | undefined): Language | undefined => {
  const [asked] = tag?.split('-', 1) ?? []
  return LANGUAGES.find((language) => language === asked)
}
