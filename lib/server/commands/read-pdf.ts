import { extractPdf, looksLikePdf } from '../extract/extract'
import { PDF_MAX_BYTES } from '../extract/limits'

export { PDF_MAX_BYTES, looksLikePdf }

/** Reads a PDF as a paper and keeps nothing; a file that is none is refused with a sentence. */
export const readPdf: typeof extractPdf = (bytes, limits) => extractPdf(bytes, limits)
