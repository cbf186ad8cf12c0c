/** The largest update that is looked at, in bytes. Far above a long offline evening. */
export const UPDATE_MAX_BYTES = 2 * 1024 * 1024
/** The most structs in one update. */
export const UPDATE_MAX_STRUCTS = 20_000
/** The largest record, in bytes as Yjs encodes it. */
export const RECORD_MAX_BYTES = 128 * 1024
/** How many new client ids one update may bring: one for each window whose work waited on the device. */
export const NEW_CLIENTS_PER_UPDATE = 16
/**
 * How many client ids a member may bring to one layer in all: each window that
 * wrote brought one. The gate cannot count them (it sees one update); its
 * caller must. Every id makes every edit of the layer slower, by 0.7 to 1.6
 * microseconds.
 */
export const CLIENTS_PER_MEMBER_MAX = 1_024
/**
 * How many values (records, and edits of them, for good) a member may have in
 * one layer. Also the caller's to count. No person writes so much; a layer has
 * to open in a few seconds whatever one of its members does.
 */
export const VALUES_PER_MEMBER_MAX = 50_000
/** How far an author's clock may be ahead of the server's, in milliseconds. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000
/** How many answers deep a thread may go. */
export const THREAD_MAX_DEPTH = 200
/** The most steps spent on placing the structs of one update; an honest one needs about one a struct. */
export const WORK_MAX_STEPS = 200_000
/** Client ids are what Yjs draws: 32 bits. */
export const CLIENT_ID_MAX = 0xffff_ffff
/** Clocks and lengths above this are nobody's work. */
export const CLOCK_MAX = 0x7fff_ffff
/** How deep a record's value may nest; the deepest honest one is about 12. */
export const VALUE_MAX_DEPTH = 32
