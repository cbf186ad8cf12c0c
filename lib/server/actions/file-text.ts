/**
 * The text of a file that somebody chose: UTF-8, else what Windows wrote, where every byte is a character. What is
 * no text at all is for the reader of the text to refuse.
 */
export const fileText = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
