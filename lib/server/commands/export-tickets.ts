import type { PressProgress } from '../press/press'

/** How far a file is; `unknown` where nobody here makes it (any more). */
export type ExportProgress = PressProgress | { readonly state: 'unknown' }

/** Files that windows wait for in this process, by their own names for them. */
const tickets = new Map<string, PressProgress>()

/** Runs `work` and remembers how far it is, until it is done. */
export const withTicket = async <Value>(
  ticket: string,
  work: (onProgress: (progress: PressProgress) => void) => Promise<Value>,
): Promise<Value> => {
  try {
    return await work((progress) => tickets.set(ticket, progress))
  } finally {
    tickets.delete(ticket)
  }
}

/** How far the file of a ticket is. It says nothing of whose file it is, or of what. */
export const exportProgress = (ticket: string): ExportProgress => tickets.get(ticket) ?? { state: 'unknown' }
