import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { RemovedList } from '@/components/law/RemovedList'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { Form, Submit } from '@/components/ui/Form'
import { TopBar } from '@/components/ui/TopBar'
import { actOnManners } from '@/lib/server/actions/manners'
import { asking } from '@/lib/server/queries/asking'
import { ownConduct } from '@/lib/server/queries/conduct'
import { Account } from '../../../Account'
import { type SeminarParams, seminarOf } from '../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('law.me'))('title') })

/** What a seminar holds of the reader: what was removed of theirs, whom they folded away. */
const MePage = async ({ params }: SeminarParams) => {
  const seminar = await seminarOf(params)
  const { db, actor } = await asking()
  const { removed, muted } = await ownConduct(db, actor, seminar.id)
  const t = await getTranslations('law.me')
  const act = actOnManners.bind(null, seminar.id)
  return (
    <>
      <TopBar
        crumbs={
          <>
            <Link href={`/seminars/${seminar.id}`} dir="auto">
              {seminar.name}
            </Link>
            <strong>{t('title')}</strong>
          </>
        }
        account={<Account />}
      />
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="law-sub">{t('sub')}</p>
        <section className="block" aria-labelledby="removed">
          <div className="sh">
            <h2 id="removed">{t('removed')}</h2>
          </div>
          <p className="empty">{t(removed.length === 0 ? 'noRemoved' : 'removedSub')}</p>
          <RemovedList notes={removed} />
        </section>
        <section className="block" aria-labelledby="muted">
          <div className="sh">
            <h2 id="muted">{t('muted')}</h2>
          </div>
          {muted.length === 0 ? <p className="empty">{t('noMuted')}</p> : null}
          <ul className="keeping">
            {muted.map(({ id, name }) => (
              <li key={id}>
                <Form action={act}>
                  <input type="hidden" name="act" value="unmute" />
                  <input type="hidden" name="member" value={id} />
                  <Submit className="btn btn-line">{t('unmute', { name: name ?? '' })}</Submit>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </>
  )
}

export default MePage
