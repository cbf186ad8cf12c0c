import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { Remote } from '@/components/board/Remote'
import { actOnBoard, moveRoomOn } from '@/lib/server/actions/board'
import { messagesOf } from '@/lib/server/messages'
import { asking } from '@/lib/server/queries/asking'
import { boardView } from '@/lib/server/queries/board'
import { boardRemote } from '@/lib/server/queries/board-remote'
import { ReadingBar } from '../../ReadingBar'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('board'))('remoteTitle'),
})

/** The instructor's remote of a reading's board. To everybody else it is not there. */
const RemotePage = async ({ params }: Props) => {
  const { slug } = await params
  const { db, actor } = await asking()
  const [remote, found] = await Promise.all([boardRemote(db, actor, slug), boardView(db, actor, slug)])
  if (!remote.ok || !found.ok) notFound()
  const { face, stamp } = found.value
  const t = await getTranslations('board')
  const href = `/readings/${face.reading.slug}`
  return (
    <>
      <ReadingBar reading={face.reading} seminar={face.seminar}>
        <nav className="remote-tabs" aria-label={t('title')}>
          <Link href={href}>{t('read')}</Link>
          <Link href={`${href}/figures`}>{t('figures')}</Link>
        </nav>
      </ReadingBar>
      <NextIntlClientProvider messages={await messagesOf('board')}>
        <Remote
          face={face}
          stamp={stamp}
          silent={remote.value.silent}
          act={actOnBoard.bind(null, face.reading.slug)}
          moveOn={moveRoomOn.bind(null, face.reading.slug)}
        />
      </NextIntlClientProvider>
    </>
  )
}

export default RemotePage
