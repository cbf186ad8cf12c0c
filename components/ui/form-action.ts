import type { FormState } from '@/lib/core/base'

/** What a form calls: a server action in the shape of React's `useActionState`. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>
