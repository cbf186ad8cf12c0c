import { authSettings } from '../auth/settings'
import { env } from '../env'
import type { Database } from '../store/database'
import { type SampleAccount, sampleAccounts } from '../store/people'

/** The doors besides class code and e-mail. */
export interface WaysIn {
  readonly providers: readonly { readonly id: 'oidc' | 'google'; readonly name: string }[]
  /** The sample's people; none on a server that has no sample. */
  readonly sample: readonly SampleAccount[]
}

/** What the way in offers. For guests: asks nobody for leave. */
export const waysIn = async (db: Database): Promise<WaysIn> => {
  const { oidc, google } = authSettings()
  return {
    providers: [
      ...(oidc === undefined ? [] : [{ id: 'oidc' as const, name: oidc.name }]),
      ...(google === undefined ? [] : [{ id: 'google' as const, name: 'Google' }]),
    ],
    sample: env().hasSample ? await sampleAccounts(db) : [],
  }
}
