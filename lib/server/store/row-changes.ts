import type { RowChange, RowTable } from '../../core/projection'

/** A column, the member of the row that fills it, and its type; a `moment` is milliseconds since 1970 (UTC). */
type Column = readonly [column: string, member: string, type: 'text' | 'int' | 'jsonb' | 'moment']

const NAME: readonly Column[] = [
  ['layerId', 'layer', 'text'],
  ['key', 'key', 'text'],
]
const COMMON: readonly Column[] = [
  ['memberId', 'member', 'text'],
  ['at', 'at', 'moment'],
  ['editedAt', 'editedAt', 'moment'],
]

const TABLES: Readonly<Record<RowTable, { readonly table: string; readonly columns: readonly Column[] }>> = {
  annotations: {
    table: 'AnnotationRow',
    columns: [
      ...COMMON,
      ['versionId', 'version', 'text'],
      ['start', 'start', 'int'],
      ['end', 'end', 'int'],
      ['exact', 'exact', 'text'],
      ['prefix', 'prefix', 'text'],
      ['suffix', 'suffix', 'text'],
      ['removedAt', 'removedAt', 'moment'],
    ],
  },
  taggings: {
    table: 'TaggingRow',
    columns: [
      ...COMMON,
      ['annotationKey', 'annotation', 'text'],
      ['tagId', 'tag', 'text'],
      ['rationale', 'rationale', 'text'],
    ],
  },
  comments: {
    table: 'CommentRow',
    columns: [
      ...COMMON,
      ['annotationKey', 'annotation', 'text'],
      ['parentKey', 'parent', 'text'],
      ['body', 'body', 'jsonb'],
      ['text', 'text', 'text'],
      ['removedAt', 'removedAt', 'moment'],
    ],
  },
  reactions: {
    table: 'ReactionRow',
    columns: [
      ...COMMON,
      ['annotationKey', 'annotation', 'text'],
      ['commentKey', 'comment', 'text'],
      ['reaction', 'reaction', 'text'],
    ],
  },
}

const KINDS: readonly RowTable[] = ['annotations', 'taggings', 'comments', 'reactions']

/** One expression of a statement that changes rows, and the JSON that fills its one parameter. */
export interface RowPart {
  /** Short, and the same for the same text: the name of the whole statement is made of them. */
  readonly name: string
  /**
   * The common table expression whose parameter is `$parameter`. With `layers`, the name of an expression with a column
   * `id`, the rows of other layers are left alone.
   */
  readonly text: (parameter: number, layers?: string) => string
  readonly value: string
}

/**
 * What a statement must hold to make these changes: one part for each table that
 * is put to or deleted from, one for the foreign names of what is removed, and none for the others, since what a statement
 * holds is planned and begun each time. A statement may touch a row once, so only
 * the last change of each row is in.
 */
export const rowParts = (changes: readonly RowChange[]): readonly RowPart[] => {
  const last = new Map(changes.map((change) => [nameOf(change), change]))
  const rows: Record<RowTable, unknown[]> = { annotations: [], taggings: [], comments: [], reactions: [] }
  const gone: Record<RowTable, unknown[]> = { annotations: [], taggings: [], comments: [], reactions: [] }
  for (const change of last.values()) {
    if (change.kind === 'upsert') rows[change.table].push(change.row)
    else gone[change.table].push({ layer: change.layer, key: change.key })
  }
  const removed = [...last.values()].flatMap(removedIn)
  return [
    ...KINDS.flatMap((kind): readonly RowPart[] => [
      ...(rows[kind].length === 0 ? [] : [partOf('put', kind, putStatement, rows[kind])]),
      ...(gone[kind].length === 0 ? [] : [partOf('del', kind, deleteStatement, gone[kind])]),
    ]),
    ...(removed.length === 0 ? [] : [{ name: 'forget', text: forgetText, value: JSON.stringify(removed) }]),
  ]
}

/** The note that is not there any more after a change. */
const removedIn = (change: RowChange) => {
  if (change.kind === 'delete') return [{ layer: change.layer, key: change.key }]
  const { row } = change
  return 'removedAt' in row && row.removedAt !== null ? [{ layer: row.layer, key: row.key }] : []
}

/** With a note go the names under which it was known elsewhere. */
const forgetText = (parameter: number, layers?: string): string =>
  deleteText('forget', 'ForeignName', parameter, layers)

type WriteStatement = (kind: RowTable, parameter: number, layers: string | undefined) => string

const partOf = (what: string, kind: RowTable, write: WriteStatement, values: readonly unknown[]): RowPart => ({
  name: `${what}${kind.slice(0, 1)}`,
  text: (parameter, layers) => write(kind, parameter, layers),
  value: JSON.stringify(values),
})

const putStatement: WriteStatement = (kind, parameter, layers) => {
  const { table, columns } = TABLES[kind]
  const all = [...NAME, ...columns]
  const names = all.map(([column]) => `"${column}"`).join(', ')
  // The columns hold UTC without a zone, as Prisma reads them.
  const values = all.map(([, member, type]) =>
    type === 'moment' ? `to_timestamp("${member}" / 1000.0) at time zone 'utc'` : `"${member}"`,
  )
  const types = all.map(([, member, type]) => `"${member}" ${type === 'moment' ? 'bigint' : type}`)
  const sets = columns.map(([column]) => `"${column}" = excluded."${column}"`)
  return `put_${kind} as (
  insert into "${table}" (${names})
  select ${values.join(', ')} from json_to_recordset($${parameter}::json) as put(${types.join(', ')})${
    layers === undefined
      ? ''
      : `
  where "layer" in (select id from ${layers})`
  }
  on conflict ("layerId", "key") do update set ${sets.join(', ')}
)`
}

const deleteStatement: WriteStatement = (kind, parameter, layers) =>
  deleteText(`delete_${kind}`, TABLES[kind].table, parameter, layers)

const deleteText = (name: string, table: string, parameter: number, layers: string | undefined): string => `${name} as (
  delete from "${table}" as stored
  using json_to_recordset($${parameter}::json) as gone("layer" text, "key" text)
  where stored."layerId" = gone."layer" and stored."key" = gone."key"${
    layers === undefined
      ? ''
      : `
    and gone."layer" in (select id from ${layers})`
  }
)`

/** Keys of different tables differ, since a key begins with its kind. */
const nameOf = (change: RowChange): string => {
  const { layer, key } = change.kind === 'upsert' ? change.row : change
  return `${layer} ${key}`
}
