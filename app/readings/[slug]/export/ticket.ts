import { z } from 'zod'

/** A window's own name for a file that it waits for: too long to be guessed. */
export const ticketText = z.string().regex(/^[A-Za-z0-9-]{20,64}$/)
