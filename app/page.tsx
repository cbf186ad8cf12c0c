import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MySeminars } from '@/components/seminar/MySeminars'
import { TopBar } from '@/components/ui/TopBar'
import { asking } from '@/lib/server/queries/asking'
import { mySeminars } from '@/lib/server/queries/my-seminars'
import { Account } from './Account'
import { WayIn } from './WayIn'

export const generateMetadata = async (): Promise<Metadata> => {
  const { actor } = await asking()
  return actor.kind === 'guest' ? {} : { title: (await getTranslations('seminar.mine'))('title') }
}

/** Your seminars; for a guest, the way in. */
const HomePage = async () => {
  const { db, actor } = await asking()
  if (actor.kind !== 'user') return <WayIn />
  return (
    <>
      <TopBar account={<Account />} />
      <main id="page" className="page">
        <MySeminars seminars={await mySeminars(db, actor)} teaches={actor.teaches} />
      </main>
    </>
  )
}

export default HomePage
