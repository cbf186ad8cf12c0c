import { useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'
import { Form, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import type { BookStep, ReadyCodebook, Tag } from '@/lib/core/annotation'

/** The ready codebooks that could be added, each with what would come and what is there, asked before it is done. */
export const AddCodebook = ({
  ready,
  tags,
  version,
  add,
}: {
  readonly ready: readonly { readonly book: ReadyCodebook; readonly steps: readonly BookStep[] }[]
  readonly tags: readonly (Pick<Tag, 'id' | 'name'> & { readonly verdicts: number | undefined })[]
  /** The codebook's, of which the steps are. */
  readonly version: number
  readonly add: FormAction
}) => {
  const t = useTranslations('seminar.codebook.ready')
  const lineOf = (step: BookStep): string => {
    if (step.kind === 'left') return t('left', { tag: step.name })
    if (step.kind === 'there') {
      const own = tags.find(({ id }) => id === step.tag)
      return t('there', { tag: own?.name ?? step.name, verdicts: own?.verdicts ?? 0 })
    }
    const { name: tag, input, was, keyOf, isFull } = step
    if (!input.active) return t(isFull ? 'full' : 'off', { tag })
    const key = input.key.toUpperCase()
    return was.key === undefined || keyOf === undefined
      ? t('comes', { tag, key })
      : t('otherKey', { tag, key, taken: was.key.toUpperCase(), owner: keyOf })
  }
  return (
    <Block id="ready" title={t('title')}>
      <p className="quiet">{t('hint')}</p>
      <ul className="tag-touch">
        {ready.map(({ book, steps }) => {
          const count = steps.filter(({ kind }) => kind === 'added').length
          return (
            <li key={book.id}>
              <p>
                <b>{book.name}</b>
              </p>
              <p className="quiet">{book.description}</p>
              <details>
                <summary className="link">{t('look', { name: book.name })}</summary>
                <ul>
                  {steps.map((step) => (
                    <li key={step.name}>{lineOf(step)}</li>
                  ))}
                </ul>
                <Form action={add} label={`${book.name}: ${t('add', { count })}`}>
                  <input type="hidden" name="book" value={book.id} />
                  <input type="hidden" name="version" value={version} />
                  <Submit className="btn btn-line">{t('add', { count })}</Submit>
                </Form>
              </details>
            </li>
          )
        })}
      </ul>
    </Block>
  )
}
