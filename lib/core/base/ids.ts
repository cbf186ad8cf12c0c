declare const brand: unique symbol

/** A `Base` that the type system keeps apart from every other `Base`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }

/** A person who can sign in. */
export type UserId = Brand<string, 'UserId'>
/** A person's place in one seminar; the owner of records. */
export type MemberId = Brand<string, 'MemberId'>
export type SeminarId = Brand<string, 'SeminarId'>
export type GroupId = Brand<string, 'GroupId'>
export type PaperId = Brand<string, 'PaperId'>
/** One immutable version of a paper. */
export type VersionId = Brand<string, 'VersionId'>
export type ReadingId = Brand<string, 'ReadingId'>
export type LayerId = Brand<string, 'LayerId'>
/** A tag of a seminar's codebook. */
export type TagId = Brand<string, 'TagId'>

/**
 * A named constructor for one kind of id. Ids are 1 to 64 characters of
 * `[A-Za-z0-9_-]`, so that they can stand in a record key, a URL and a CSS
 * selector; anything else throws, since ids are made by us or parsed at a door.
 */
const idOf =
  <Id extends Brand<string, string>>() =>
  (text: string): Id => {
    if (!ID_PATTERN.test(text)) throw new Error('not an id')
    return text as Id
  }

/** What every id looks like. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

export const userId = idOf<UserId>()
export const memberId = idOf<MemberId>()
export const seminarId = idOf<SeminarId>()
export const groupId = idOf<GroupId>()
export const paperId = idOf<PaperId>()
export const versionId = idOf<VersionId>()
export const readingId = idOf<ReadingId>()
export const layerId = idOf<LayerId>()
export const tagId = idOf<TagId>()
