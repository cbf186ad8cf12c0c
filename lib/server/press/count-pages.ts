import { PdfFile } from './pdf-file'
import { UnreadablePdf } from './unreadable-pdf'

/** How many pages notes could be written on behind this file; `undefined` where it is unwritable: PR34. */
export const countPages = (bytes: Uint8Array): number | undefined => {
  try {
    return new PdfFile(bytes).pages().length
  } catch (error) {
    if (error instanceof UnreadablePdf) return undefined
    throw error
  }
}
