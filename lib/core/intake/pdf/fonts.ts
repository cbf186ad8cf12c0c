const BOLD = /bold|black|heavy|semibold|demi|\bCMBX|\bSFBX|-bd\b|medi(?:um)?\b(?!.*regular)/i
const ITALIC = /ital|obliq|slant|kursiv|\bCMTI|\bCMSL|\bSFTI|\bCMMI|-it\b/i

/** True where a font's name says that it is bold. */
export const readsAsBold = (name: string): boolean => BOLD.test(bare(name))
/** True where a font's name says that it is slanted. */
export const readsAsItalic = (name: string): boolean => ITALIC.test(bare(name))

/** The name without the mark of a subset (`ABCDEF+`). */
const bare = (name: string): string => name.replace(/^[A-Z]{6}\+/, '')
