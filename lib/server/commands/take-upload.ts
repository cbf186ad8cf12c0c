import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { takeUploadOf } from '../store/originals'

/** Gives back what `keepUpload` kept, once; `undefined` where its hour is over, or it is somebody else's. */
export const takeUpload = async (db: Database, actor: Actor, id: string): Promise<Uint8Array | undefined> =>
  actor.kind === 'user' ? takeUploadOf(db, actor.user, id, Date.now()) : undefined
