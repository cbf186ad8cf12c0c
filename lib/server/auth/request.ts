import { headers } from 'next/headers'

/**
 * The network address that this request came from, as far as is known: the last
 * one in `X-Forwarded-For`, which our proxy or Next itself put there. Never
 * proof, only a brake on who tries much.
 */
export const addressOfRequest = async (): Promise<string> => {
  const forwarded = (await headers()).get('x-forwarded-for') ?? ''
  return forwarded.split(',').at(-1)?.trim() ?? ''
}
