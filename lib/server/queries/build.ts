import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

let known: Promise<string> | undefined

/** The name of the release that runs, the same until the server starts again; empty on a development server. */
export const buildId = (): Promise<string> => (known ??= read())

const read = async (): Promise<string> => {
  if (process.env.NODE_ENV !== 'production') return ''
  try {
    // Not for the bundler: the file is not there yet when it looks.
    const file = join(/* turbopackIgnore: true */ process.cwd(), process.env.NEXT_DIST_DIR ?? '.next', 'BUILD_ID')
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
