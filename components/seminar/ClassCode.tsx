import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CopyLink } from './CopyLink'

/** The class code at the head of a seminar, and what its instructor can do with it. */
export const ClassCode = ({
  shown,
  isOpen,
  joinPath,
  largeHref,
  giveNew,
  setOpen,
}: {
  /** As it is read out: two threes. */
  readonly shown: string
  readonly isOpen: boolean
  /** The path that the link leads to. */
  readonly joinPath: string
  readonly largeHref: string
  readonly giveNew: () => Promise<void>
  readonly setOpen: (isOpen: boolean) => Promise<void>
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
      </span>
    </div>
  )
}
