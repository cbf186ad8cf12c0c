import { type CommentBody, commentBodySchema } from '@/lib/core/annotation'

// A draft lives with its tab: a reload keeps it, another window has its own.
const PREFIX = 'scholion:draft:'

/** The draft under `key`; `undefined` where there is none, or where the browser keeps nothing. */
export const readDraft = (key: string): CommentBody | undefined => {
  try {
    const text = sessionStorage.getItem(PREFIX + key)
    if (text === null) return undefined
    const parsed = commentBodySchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Keeps a draft; `undefined` lets it go. */
export const keepDraft = (key: string, body: CommentBody | undefined): void => {
  try {
    if (body === undefined) sessionStorage.removeItem(PREFIX + key)
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(body))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}
