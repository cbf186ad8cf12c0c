import { extractPdf, looksLikePdf } from '../extract/extract'

export { looksLikePdf }

/** Reads a PDF as a paper and keeps nothing; a file that is none is refused with a sentence. */
export const readPdf: typeof extractPdf = (bytes, limits) => extractPdf(bytes, limits)
