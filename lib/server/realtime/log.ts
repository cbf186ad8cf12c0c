/** What an error says for the log: its kind and its message, never what a member wrote. */
export const describeError = (error: unknown): string =>
  // Messages of JSON.parse and of zod carry pieces of the input.
  error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')
    ? error.name
    : error instanceof Error
      ? `${error.name}: ${firstLine(error.message)}`
      : 'something that is no error'

const firstLine = (text: string): string => text.trim().split('\n').at(0)?.slice(0, 200) ?? ''

/** One line on stderr: what happened to whom, by their ids. */
export const logTrouble = (what: string, ids: Readonly<Record<string, string>>, error?: unknown): void => {
  const names = Object.entries(ids).map(([name, id]) => `${name}=${id}`)
  console.warn(['collab:', what, ...names, ...(error === undefined ? [] : [describeError(error)])].join(' '))
}
