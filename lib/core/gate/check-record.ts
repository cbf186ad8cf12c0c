import type { MemberId, TagId, VersionId } from '../base'
import type { Anchor, LayerRecord, RecordKey } from '../annotation'
import { CLOCK_SKEW_MS, THREAD_MAX_DEPTH } from './limits'
import type { GateRule } from './refusal'
import type { Threads } from './threads'

/** What a record is checked against. */
export interface RecordContext {
  readonly version: { readonly id: VersionId; readonly text: string }
  readonly tags: ReadonlySet<TagId>
  readonly now: number
  readonly member: MemberId
  /** The threads once the update is applied. */
  readonly threads: Threads
  /** True where there is a record under the key once the update is applied. */
  readonly isThere: (key: RecordKey) => boolean
}

/** The rule that a record breaks which takes the place of `before`; `undefined` where it breaks none. */
export const checkRecord = (
  key: RecordKey,
  record: LayerRecord,
  before: LayerRecord | undefined,
  context: RecordContext,
): GateRule | undefined => {
  if (isFuture(record, context.now + CLOCK_SKEW_MS)) return 'GA13'
  switch (record.kind) {
    case 'annotation': {
      const old = before?.kind === 'annotation' ? before : undefined
      if (old !== undefined && old.at !== record.at) return 'GA12'
      if (old !== undefined && sameAnchor(old.anchor, record.anchor)) return undefined
      return standsIn(record.anchor, context.version) ? undefined : 'GA11'
    }
    case 'tagging': {
      const old = before?.kind === 'tagging' ? before : undefined
      if (old === undefined && !context.isThere(record.annotation)) return 'GA9'
      return old?.tag === record.tag || context.tags.has(record.tag) ? undefined : 'GA10'
    }
    case 'reaction': {
      const old = before?.kind === 'reaction' ? before : undefined
      if (old !== undefined) return old.annotation === record.annotation ? undefined : 'GA12'
      if (!context.isThere(record.annotation)) return 'GA9'
      if (record.comment === null) return undefined
      return context.threads.commentAt(record.comment)?.annotation === record.annotation ? undefined : 'GA9'
    }
    case 'comment': {
      const old = before?.kind === 'comment' ? before : undefined
      if (old === undefined) return checkPlace(key, record.annotation, record.parent, context)
      const keeps = old.at === record.at && old.annotation === record.annotation && old.parent === record.parent
      return keeps ? undefined : 'GA12'
    }
  }
}

const checkPlace = (
  key: RecordKey,
  annotation: RecordKey,
  parent: RecordKey | null,
  context: RecordContext,
): GateRule | undefined => {
  if (!context.isThere(annotation)) return 'GA9'
  if (parent !== null && context.threads.commentAt(parent)?.annotation !== annotation) return 'GA9'
  return context.threads.depthOf(key) > THREAD_MAX_DEPTH ? 'GA9' : undefined
}

const isFuture = (record: LayerRecord, latest: number): boolean =>
  record.at > latest || (record.editedAt ?? 0) > latest || ('removedAt' in record && (record.removedAt ?? 0) > latest)

const sameAnchor = (a: Anchor, b: Anchor): boolean =>
  a.version === b.version &&
  a.start === b.start &&
  a.end === b.end &&
  a.exact === b.exact &&
  a.prefix === b.prefix &&
  a.suffix === b.suffix

const standsIn = (anchor: Anchor, version: RecordContext['version']): boolean =>
  anchor.version === version.id &&
  anchor.end <= version.text.length &&
  version.text.startsWith(anchor.exact, anchor.start) &&
  anchor.start >= anchor.prefix.length &&
  version.text.startsWith(anchor.prefix, anchor.start - anchor.prefix.length) &&
  version.text.startsWith(anchor.suffix, anchor.end)
