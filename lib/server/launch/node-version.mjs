// @ts-check
// Old Node must be able to read this file: nothing newer than ES2018 in it, and only it is imported before it has run.

/**
 * Ends the process with one sentence when Node is too old for what is imported next.
 * @returns {void}
 */
export const refuseOldNode = () => {
  const parts = process.versions.node.split('.')
  const major = Number(parts[0])
  const minor = Number(parts[1])
  if (major > 20 || (major === 20 && minor >= 19)) return
  process.stderr.write(
    'Scholion needs Node 20.19 or newer, and this is Node ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org, then run this again.\n',
  )
  process.exit(1)
}
