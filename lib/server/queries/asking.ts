import type { Actor } from '../../core/policy'
import { currentActor } from '../auth/session'
import { type RootDatabase, database } from '../store/database'

/** Who asks in this request of Next, and the database that a query reads for them. */
export interface Asking {
  /** For a query to read; a page only hands it on. */
  readonly db: RootDatabase
  /** A guest where nobody is signed in. */
  readonly actor: Actor
}

/** The one door by which pages and routes reach the database. Only inside a request of Next. */
export const asking = async (): Promise<Asking> => ({ db: database(), actor: await currentActor() })
