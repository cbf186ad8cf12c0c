import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { BringIn } from '@/components/exchange/BringIn'
import { TakeHome } from '@/components/exchange/TakeHome'
import '@/components/seminar/seminar.css'
import '@/components/exchange/exchange.css'
import { parseFilter, serializeFilter } from '@/lib/core/annotation'
import { bringNotes } from '@/lib/server/actions/exchange'
import { currentActor } from '@/lib/server/auth/session'
import { messagesOf } from '@/lib/server/messages'
import { filesPage } from '@/lib/server/queries/files-page'
import { ReadingBar } from '../ReadingBar'
import { Block } from '@/components/ui/Block'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('export'))('title') })

/** A reading's files: what can be taken home, in which format, and notes of other tools to be brought in. Needs no JavaScript. */
const FilesPage = async ({ params, searchParams }: Props) => {
  const { slug } = await params
  const found = await filesPage(await currentActor(), slug)
  if (!found.ok) notFound()
  const { reading, seminar, layers, rounds, hasAliases, hasOriginal } = found.value
  const t = await getTranslations('export')
  const asked = Object.entries(await searchParams).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, value] as const),
  )
  const filter = new URLSearchParams(
    serializeFilter(parseFilter(asked).filter, 'place').map(([name, value]) => [name, value]),
  )
  // What is brought in is for its member's eyes at first, unless they say otherwise.
  const writable = layers
    .filter(({ access }) => access === 'write')
    .toSorted((a, b) => Number(b.kind === 'private') - Number(a.kind === 'private'))
  return (
    <NextIntlClientProvider messages={await messagesOf('export', 'common')}>
      <ReadingBar reading={reading} seminar={seminar} title={t('title')} />
      <main id="page" className="page form-page">
        <h1 className="page-title">{t('title')}</h1>
        <Block id="take" title={t('takeTitle')} sub={t('takeSub')}>
          <TakeHome
            slug={reading.slug}
            layers={layers}
            rounds={rounds}
            filter={filter.toString()}
            hasAliases={hasAliases}
            hasOriginal={hasOriginal}
          />
        </Block>
        {writable.length === 0 ? null : (
          <Block id="bring" title={t('bring.title')} sub={t('bring.sub')}>
            <BringIn layers={writable} bring={bringNotes.bind(null, reading.slug)} />
          </Block>
        )}
      </main>
    </NextIntlClientProvider>
  )
}

export default FilesPage
