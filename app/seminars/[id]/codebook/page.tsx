import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CodebookHistory } from '@/components/seminar/CodebookHistory'
import { AddCodebook } from '@/components/seminar/AddCodebook'
import { CodebookTable } from '@/components/seminar/CodebookTable'
import { TagTouch } from '@/components/seminar/TagTouch'
import '@/components/seminar/seminar.css'
import { ID_PATTERN, seminarId } from '@/lib/core/base'
import { actOnTag, addReadyCodebook, keepTag } from '@/lib/server/actions/codebook'
import { asking } from '@/lib/server/queries/asking'
import { codebookPage } from '@/lib/server/queries/codebook-page'
import { SeminarBar } from '../SeminarBar'
import type { SeminarParams } from '../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('seminar.codebook'))('title'),
})

/** The codebook of a seminar: its tags, what an instructor may do with them, and how it came to be. */
const CodebookOfSeminar = async ({ params }: SeminarParams) => {
  const { id } = await params
  if (!ID_PATTERN.test(id)) notFound()
  const { db, actor } = await asking()
  const found = await codebookPage(db, actor, seminarId(id))
  if (!found.ok) notFound()
  const { seminar, version, manages, tags, ready, history } = found.value
  const t = await getTranslations('seminar.codebook')
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page">
        <h1 className="page-title">{t('pageTitle', { seminar: seminar.name })}</h1>
        <CodebookTable tags={tags} version={version} keep={manages ? keepTag.bind(null, seminar.id) : undefined} />
        {manages ? (
          <TagTouch
            tags={tags.flatMap(({ touches, ...tag }) => (touches === undefined ? [] : [{ ...tag, touches }]))}
            act={actOnTag.bind(null, seminar.id)}
          />
        ) : null}
        {ready.length === 0 ? null : (
          <AddCodebook ready={ready} tags={tags} version={version} add={addReadyCodebook.bind(null, seminar.id)} />
        )}
        <CodebookHistory changes={history} tags={tags} />
      </main>
    </>
  )
}

export default CodebookOfSeminar
