// @ts-check

/** Something that a person can put right. The message is the whole of what they see: what is wrong, what to do. */
export class Trouble extends Error {
  /** @param {string} sentence @param {ErrorOptions} [options] */
  constructor(sentence, options) {
    super(sentence, options)
    this.name = 'Trouble'
  }
}

/**
 * The code of a Node or Postgres error, such as `ENOENT`; empty where it has none.
 * @param {unknown} error
 * @returns {string}
 */
export const codeOf = (error) =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * The message of whatever was thrown.
 * @param {unknown} error
 * @returns {string}
 */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error))

/**
 * Turns the failures of a full disk or a folder without rights into trouble; gives anything else back as it came.
 * @param {unknown} error
 * @param {string} folder
 * @returns {unknown}
 */
export const asDiskTrouble = (error, folder) => {
  const code = codeOf(error)
  const text = messageOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|ENOSPC|Disk quota exceeded/.test(text)) {
    return new Trouble(`The disk of ${folder} is full: make room (about 500 MB) and start again.`, { cause: error })
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new Trouble(`${folder} cannot be written: make it yours (chown), or name another folder in DATA_DIR.`, {
      cause: error,
    })
  }
  return error
}
