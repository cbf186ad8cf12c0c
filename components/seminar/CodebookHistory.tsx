import { useFormatter, useTranslations } from 'next-intl'
import type { Tag, TagInput } from '@/lib/core/annotation'
import { Block } from '@/components/ui/Block'

/** One change of a codebook, as its history shows it. */
export interface ListedChange {
  readonly version: number
  readonly kind: 'added' | 'changed' | 'retired' | 'merged' | 'parted'
  /** `undefined` where nobody of the seminar did it, or they left. */
  readonly by: string | undefined
  readonly at: Date
  readonly before?: TagInput
  readonly after: TagInput
  readonly heir?: Tag['id']
}

const FIELDS = ['definition', 'example', 'counterExample', 'pigment', 'key'] as const

/** What each version of a codebook changed, who did it and when, and how it was before. */
export const CodebookHistory = ({
  changes,
  tags,
}: {
  /** The newest first. */
  readonly changes: readonly ListedChange[]
  readonly tags: readonly Pick<Tag, 'id' | 'name'>[]
}) => {
  const t = useTranslations('seminar.codebook')
  const format = useFormatter()
  const says = ({ kind, before, after, heir }: ListedChange): string => {
    const tag = after.name
    if (kind === 'merged' || kind === 'parted') {
      return t(`changes.${kind}`, { tag, heir: tags.find(({ id }) => id === heir)?.name ?? '' })
    }
    if (kind !== 'changed' || before === undefined) return t(`changes.${kind}`, { tag })
    const renamed =
      before.name === tag ? t('changes.changed', { tag }) : t('changes.renamed', { before: before.name, tag })
    if (before.active === after.active) return renamed
    const switched = t(after.active ? 'changes.switchedOn' : 'changes.switchedOff', { tag })
    return before.name === tag && isAlike(before, after) ? switched : `${renamed} ${switched}`
  }
  return (
    <Block id="history" title={t('history')}>
      <p className="quiet">{changes.length === 0 ? t('noHistory') : t('historyHint')}</p>
      <ol className="book-history">
        {changes.map((change) => {
          const at = format.dateTime(change.at, { dateStyle: 'medium', timeStyle: 'short' })
          const { before, after } = change
          return (
            <li key={change.version}>
              <b className="num">{t('version', { version: change.version })}</b>
              <div>
                <p dir="auto">{says(change)}</p>
                {before === undefined ? null : (
                  <>
                    {FIELDS.filter((field) => (before[field] ?? '') !== (after[field] ?? '')).map((field) => (
                      <p key={field} className="quiet" dir="auto">
                        {t('was', {
                          field: t(`fields.${field}`),
                          before: shown(before[field], t('empty')),
                          after: shown(after[field], t('empty')),
                        })}
                      </p>
                    ))}
                    {before.parent === after.parent ? null : <p className="quiet">{t('moved')}</p>}
                  </>
                )}
                <p className="quiet">
                  {change.by === undefined ? t('byAdmin', { at }) : t('by', { name: change.by, at })}
                </p>
              </div>
            </li>
          )
        })}
      </ol>
    </Block>
  )
}

const shown = (text: string | undefined, none: string): string => (text === undefined || text === '' ? none : text)

const isAlike = (before: TagInput, after: TagInput): boolean =>
  FIELDS.every((field) => (before[field] ?? '') === (after[field] ?? '')) && before.parent === after.parent
