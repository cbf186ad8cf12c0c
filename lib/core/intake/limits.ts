/** The longest file that intake reads, in UTF-16 units: about five hundred printed pages. */
export const INPUT_MAX_CHARS = 1_200_000
/** The most lines with text in a file: five hundred pages of text cut at 70 characters have a third of that. */
export const LINES_MAX = 60_000
/** The most notes that one paper may have. */
export const NOTES_MAX = 5_000
/** The most a PDF's page may measure on a side, in points: what ISO 32000-1 allows (annex C.2), some five metres. */
export const PAGE_SIDE_MAX_PT = 14_400
/** How deep lists and quotations may nest; what lies deeper becomes plain paragraphs. */
export const NESTING_MAX = 12
/** The longest run of lines without a blank one that is read as Markdown, in UTF-16 units; longer ones are plain text. */
export const PARAGRAPH_MAX_CHARS = 60_000
/** The most Markdown signs in such a run; with more it is plain text, since parsing grows with their square. */
export const PARAGRAPH_MAX_SIGNS = 3_000
/** The most Markdown signs in a whole file; paragraphs after these are plain text. A dense paper of full length has half. */
export const FILE_MAX_SIGNS = 100_000
/** The deepest indentation that counts, in characters. */
export const INDENT_MAX_CHARS = 48
/** The most warnings that are kept; the last one says how many more there were. */
export const WARNINGS_MAX = 200
