import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/server/auth/options'

interface Context {
  readonly params: Promise<{ readonly nextauth: string[] }>
}

const handler = async (request: NextRequest, context: Context): Promise<Response> => {
  const answer: unknown = await NextAuth(request, context, authOptions())
  if (answer instanceof Response) return answer
  throw new Error('next-auth did not answer')
}

export { handler as GET, handler as POST }
