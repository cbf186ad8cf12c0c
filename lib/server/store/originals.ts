import { z } from 'zod'
import type { SeminarId, UserId, VersionId } from '../../core/base'
import type { Places } from '../../core/intake'
import type { Database } from './database'

const places = z.object({
  pages: z.array(
    z.object({
      left: z.number(),
      bottom: z.number(),
      right: z.number(),
      top: z.number(),
      rotation: z.number(),
    }),
  ),
  /** Page, first offset, baseline, size, first edge and the steps to the others, all but the first two in tenths of a point. */
  runs: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.array(z.number())])),
})

/** Runs as they are kept: steps between edges are short numbers, and most of a file is runs. */
const packed = ({ pages, runs }: Places): z.infer<typeof places> => ({
  pages: pages.map((page) => ({ ...page })),
  runs: runs.map(({ page, start, baseline, em, edges }) => {
    const tenths = edges.map((edge) => Math.round(edge * 10))
    const steps = tenths.slice(1).map((edge, nth) => edge - (tenths[nth] ?? 0))
    return [page, start, Math.round(baseline * 10), Math.round(em * 10), tenths[0] ?? 0, steps]
  }),
})

const unpacked = ({ pages, runs }: z.infer<typeof places>): Places => ({
  pages,
  runs: runs.map(([page, start, baseline, em, first, steps]) => {
    let edge = first
    const edges = [first / 10, ...steps.map((step) => (edge += step) / 10)]
    return { page, start, baseline: baseline / 10, em: em / 10, edges }
  }),
})

/** Keeps the file that a version was read from, once; the answer is its id. */
export const writeOriginal = async (
  db: Database,
  original: {
    readonly version: VersionId
    /** SHA-256 of the bytes, in hex. */
    readonly hash: string
    readonly bytes: Uint8Array
    readonly places: Places
  },
): Promise<string> => {
  const { version: versionId, hash } = original
  // The same file may come twice at one moment.
  const made = await db.original.createManyAndReturn({
    data: [{ versionId, hash, bytes: Uint8Array.from(original.bytes), places: packed(original.places) }],
    skipDuplicates: true,
    select: { id: true },
  })
  const [row] = made
  if (row !== undefined) return row.id
  const known = await db.original.findUniqueOrThrow({
    where: { versionId_hash: { versionId, hash } },
    select: { id: true },
  })
  return known.id
}

/** The file that a reading was set from, with the places of its text; `undefined` where there is none. */
export const findOriginal = async (
  db: Database,
  id: string,
): Promise<{ readonly bytes: Uint8Array; readonly places: Places } | undefined> => {
  const row = await db.original.findUnique({ where: { id }, select: { bytes: true, places: true } })
  return row === null ? undefined : { bytes: row.bytes, places: unpacked(places.parse(row.places)) }
}

/** The original of the newest reading of a version in a seminar, for one that is set again. */
export const originalInSeminar = async (
  db: Database,
  seminar: SeminarId,
  version: VersionId,
): Promise<string | undefined> => {
  const row = await db.reading.findFirst({
    where: { seminarId: seminar, versionId: version, originalId: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { originalId: true },
  })
  return row?.originalId ?? undefined
}

/** An upload waits so long for its user to set it. */
const UPLOAD_TTL_MS = 3_600_000
/** The most uploads of one user that wait at a time. */
const UPLOADS_MAX = 3

/** Keeps a file between its preview and its setting, among the newest of its user's. The answer is its id. */
export const writeUpload = async (db: Database, user: UserId, bytes: Uint8Array, at: number): Promise<string> => {
  await forgetLateUploads(db, at)
  const own = await db.upload.findMany({
    where: { userId: user },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  await db.upload.deleteMany({ where: { id: { in: own.slice(UPLOADS_MAX - 1).map(({ id }) => id) } } })
  const row = await db.upload.create({
    data: { userId: user, bytes: Uint8Array.from(bytes), createdAt: new Date(at) },
    select: { id: true },
  })
  return row.id
}

/** Gives a file that this user uploaded within the hour; `undefined` where there is none. */
export const findUpload = async (
  db: Database,
  user: UserId,
  id: string,
  at: number,
): Promise<Uint8Array | undefined> => {
  const row = await db.upload.findUnique({
    where: { id, userId: user, createdAt: { gte: new Date(at - UPLOAD_TTL_MS) } },
    select: { bytes: true },
  })
  return row?.bytes
}

/** Forgets a file of this user's. */
export const forgetUpload = async (db: Database, user: UserId, id: string): Promise<void> => {
  await db.upload.deleteMany({ where: { id, userId: user } })
}

/** Forgets the files of everybody whose hour is over. */
export const forgetLateUploads = async (db: Database, at: number): Promise<void> => {
  await db.upload.deleteMany({ where: { createdAt: { lt: new Date(at - UPLOAD_TTL_MS) } } })
}
