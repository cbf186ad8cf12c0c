import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { cache } from 'react'
import { ReadingRoom } from '@/components/paper/ReadingRoom'
import { currentActor } from '@/lib/server/auth/session'
import { actOnBoard, giveToGroups } from '@/lib/server/actions/board'
import { messagesOf } from '@/lib/server/messages'
import { readingRoom } from '@/lib/server/queries/reading-room'
import { Account } from '../../Account'
import '../../paper.css'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
}

/** Once a request, for the title and for the page. */
const roomOf = cache(async (slug: string) => readingRoom(await currentActor(), slug))

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { slug } = await params
  const found = await roomOf(slug)
  return found.ok
    ? { title: found.value.setup.reading.title, authors: found.value.authors.map((name) => ({ name })) }
    : {}
}

/**
 * A reading: its text, whole in the HTML, and the room around it. There is no
 * loading page on purpose: the text would then wait for a script to show it.
 */
const ReadingPage = async ({ params }: Props) => {
  const { slug } = await params
  const found = await roomOf(slug)
  if (!found.ok) notFound()
  const { setup, document, seesFigures, controlsBoard } = found.value
  return (
    <NextIntlClientProvider messages={await messagesOf('paper', 'margin', 'common', 'export', 'session')}>
      <ReadingRoom
        setup={setup}
        document={document}
        seesFigures={seesFigures}
        {...(controlsBoard
          ? { leading: { board: actOnBoard.bind(null, slug), give: giveToGroups.bind(null, slug) } }
          : {})}
        account={<Account counts={false} />}
      />
    </NextIntlClientProvider>
  )
}

export default ReadingPage
