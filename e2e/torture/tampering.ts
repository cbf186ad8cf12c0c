import pg from 'pg'
import * as Y from 'yjs'
import { type LayerRecord, parseRecordKey, recordKey } from '../../lib/core/annotation'
import type { LayerId } from '../../lib/core/base'
import { readRecords, writeRecord } from '../../lib/core/layer'
import { project } from '../../lib/core/projection'
import type { RootDatabase } from '../../lib/server/store/database'
import { appendJournal } from '../../lib/server/store/journal'
import { loadJournal } from '../../lib/server/store/load-layer'

/**
 * Lets the database forget every third commit right after it has answered that it
 * is stored: a server that shows as saved what it has not. Until `remember`.
 */
export const forget = async (db: RootDatabase): Promise<void> => {
  await db.$executeRaw`create table forgotten as select * from "LayerUpdate" where false`
  await db.$executeRaw`
    create function forget() returns trigger language plpgsql as $$
    begin
      if new.id % 3 = 0 then
        insert into forgotten select new.*;
        delete from "LayerUpdate" where id = new.id;
      end if;
      return null;
    end $$`
  await db.$executeRaw`
    create trigger forgetful after insert on "LayerUpdate" for each row execute function forget()`
}

/** Ends it, and puts back what was forgotten: the class would be refused what it wrote about that, and never be saved. */
export const remember = async (db: RootDatabase): Promise<void> => {
  await db.$executeRaw`drop function forget cascade`
  await db.$executeRaw`insert into "LayerUpdate" select * from forgotten`
}

/** Takes one row away whose record stays. */
export const loseRow = async (db: RootDatabase, layer: LayerId): Promise<void> => {
  const { key } = await db.annotationRow.findFirstOrThrow({ where: { layerId: layer } })
  await db.annotationRow.delete({ where: { layerId_key: { layerId: layer, key } } })
}

/** Puts other words into one row than its record has. */
export const changeRow = async (db: RootDatabase, layer: LayerId): Promise<void> => {
  const { key } = await db.annotationRow.findFirstOrThrow({ where: { layerId: layer } })
  await db.annotationRow.update({ where: { layerId_key: { layerId: layer, key } }, data: { exact: 'other words' } })
}

/** Stores one record once more, under another key, with its row. */
export const storeTwice = async (db: RootDatabase, layer: LayerId): Promise<void> => {
  const { snapshot, updates } = await loadJournal(db, layer)
  const doc = new Y.Doc()
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot)
  for (const update of updates) Y.applyUpdate(doc, update)
  const [author, record] = oneAnnotation(readRecords(doc))
  const key = recordKey('annotation', author, 'twice')
  const own = new Y.Doc()
  writeRecord(own, key, record)
  const rows = project(layer, [{ kind: 'put', key, record }])
  const update = Y.encodeStateAsUpdate(own)
  await appendJournal(db, [{ layer, member: author, update, rows, newClients: [own.clientID] }])
}

const oneAnnotation = (records: ReadonlyMap<string, LayerRecord>) => {
  for (const [key, record] of records) {
    const parts = parseRecordKey(key)
    if (parts?.kind === 'annotation') return [parts.owner, record] as const
  }
  throw new Error('the class has annotated nothing')
}

/**
 * Lets Postgres answer commits before they are on the disk, and takes ten seconds
 * about putting them there. What was answered is gone when it is killed.
 */
export const commitToMemory = async (url: string): Promise<void> => {
  const address = new URL(url)
  // Its own superuser, who alone may set this; both accounts have the folder's password.
  address.username = 'postgres'
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    await client.query('alter system set synchronous_commit = off')
    await client.query(`alter system set wal_writer_delay = '10s'`)
    await client.query('select pg_reload_conf()')
  } finally {
    await client.end()
  }
}
