import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import { CopyLink } from './CopyLink'
import { SlipForm } from './SlipForm'

/** The class code at the head of a seminar, and what its instructor can do with it. */
export const ClassCode = ({
  shown,
  isOpen,
  joinPath,
  largeHref,
  giveNew,
  setOpen,
  limit,
  setLimit,
}: {
  /** As it is read out: two threes. */
  readonly shown: string
  readonly isOpen: boolean
  /** The path that the link leads to. */
  readonly joinPath: string
  readonly largeHref: string
  readonly giveNew: () => Promise<void>
  readonly setOpen: (isOpen: boolean) => Promise<void>
  /** The most students that it lets in; `null` sets no limit. */
  readonly limit: number | null
  readonly setLimit: FormAction
}) => {
  const t = useTranslations('seminar.code')
  return (
    <div className="code">
      <span className="caps">{t('label')}</span>
      <b className={isOpen ? undefined : 'is-closed'}>{shown}</b>
      {isOpen ? null : <span>{t('closed')}</span>}
      <span className="code-acts">
        {isOpen ? (
          <>
            <CopyLink path={joinPath} label={t('copy')} copied={t('copied')} />
            <Link href={largeHref} className="link">
              {t('large')}
            </Link>
          </>
        ) : null}
        <form action={giveNew}>
          <button className="link">{t('new')}</button>
        </form>
        <form action={setOpen.bind(null, !isOpen)}>
          <button className="link">{isOpen ? t('close') : t('open')}</button>
        </form>
        <SlipForm
          id="limit"
          words={{
            open: limit === null ? t('limit') : t('limited', { limit }),
            title: t('limitTitle'),
            sub: t('limitSub'),
            submit: t('limitSubmit'),
          }}
          action={setLimit}
        >
          <Field
            name="limit"
            label={t('limitField')}
            inputMode="numeric"
            maxLength={4}
            defaultValue={limit === null ? '' : String(limit)}
          />
        </SlipForm>
      </span>
    </div>
  )
}
