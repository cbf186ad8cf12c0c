/** The largest PDF that is taken in, in bytes. */
export const PDF_MAX_BYTES = 30_000_000
/** The most pages of a PDF. */
export const PAGES_MAX = 400
/** The most glyphs of a PDF: about the longest text that intake reads. */
export const GLYPHS_MAX = 1_200_000
/** The most bookmarks that are looked at. */
export const OUTLINE_MAX = 2_000
/** How long one PDF may take, from the moment its turn comes, in milliseconds. */
export const EXTRACT_TIMEOUT_MS = 60_000
/** How far the process may grow while one PDF is read, in megabytes. */
export const EXTRACT_GROWTH_MB = 1_024
/** How many PDFs may wait while one is read. */
export const EXTRACT_WAITING_MAX = 10
