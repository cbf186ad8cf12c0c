import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { Board } from '@/components/board/Board'
import { BoardLive } from '@/components/board/BoardLive'
import '@/components/board/board.css'
import { TopBar } from '@/components/ui/TopBar'
import { actOnBoard } from '@/lib/server/actions/board'
import { messagesOf } from '@/lib/server/messages'
import { asking } from '@/lib/server/queries/asking'
import { NOT_SHOWN, boardView } from '@/lib/server/queries/board'
import { Account } from '../../../Account'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('board'))('title') })

/** The board of a reading, for the wall. A student to whom it is not shown waits here until it is. */
const BoardPage = async ({ params }: Props) => {
  const { slug } = await params
  const { db, actor } = await asking()
  const found = await boardView(db, actor, slug)
  if (!found.ok && found.reason === 'not-found') notFound()
  const messages = await messagesOf('board')
  if (found.ok) {
    const { face, stamp, controls } = found.value
    return (
      <NextIntlClientProvider messages={messages}>
        <Board face={face} stamp={stamp} act={controls ? actOnBoard.bind(null, face.reading.slug) : undefined} />
      </NextIntlClientProvider>
    )
  }
  const t = await getTranslations('board')
  return (
    <>
      <TopBar account={<Account />} />
      <main id="page" className="board-closed">
        <h1>{t('notShownTitle')}</h1>
        <p>{t('notShown')}</p>
        <p>
          <Link href={`/readings/${slug}`} className="link">
            {t('back')}
          </Link>
        </p>
        <BoardLive href={`/readings/${slug}/board`} stamp={NOT_SHOWN} still={t('still')} />
      </main>
    </>
  )
}

export default BoardPage
