import { useFormatter, useTranslations } from 'next-intl'
import { Form, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'

/** A note that was taken out, as it is listed. */
export interface ListedRemoval {
  readonly id: string
  readonly reading: { readonly slug: string; readonly title: string }
  readonly author: string | undefined
  readonly by: string | undefined
  readonly kind: 'annotation' | 'comment' | 'tagging' | 'reaction'
  readonly words: string
  readonly reason: string
  readonly at: number
  readonly isRestored: boolean
}

/** Notes that were taken out, with their words and why; with `restore` each can be put back. */
export const RemovedList = ({
  notes,
  restore,
}: {
  readonly notes: readonly ListedRemoval[]
  readonly restore?: FormAction
}) => {
  const t = useTranslations('law.conduct')
  const format = useFormatter()
  return (
    <ul className="law-notes">
      {notes.map((note) => (
        <li key={note.id}>
          <p className="quiet">
            {t(`kinds.${note.kind}`)}. {t('of', { name: note.author ?? t('former'), reading: note.reading.title })}
          </p>
          <blockquote dir="auto">{note.words === '' ? t('noWords') : note.words}</blockquote>
          <p className="quiet">
            {t('removedBy', {
              name: note.by ?? t('former'),
              at: format.dateTime(note.at, { dateStyle: 'medium', timeStyle: 'short' }),
            })}
            . <span dir="auto">{note.reason === '' ? t('noReason') : t('because', { reason: note.reason })}</span>
          </p>
          {note.isRestored ? <p className="quiet">{t('restored')}</p> : null}
          {restore === undefined || note.isRestored ? null : (
            <Form action={restore} className="law-acts">
              <input type="hidden" name="act" value="restore" />
              <input type="hidden" name="removed" value={note.id} />
              <Submit className="btn btn-line">{t('restore')}</Submit>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
