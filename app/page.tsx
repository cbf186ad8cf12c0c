import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MySeminars } from '@/components/seminar/MySeminars'
import { TopBar } from '@/components/ui/TopBar'
import { currentActor } from '@/lib/server/auth/session'
import { mySeminars } from '@/lib/server/queries/my-seminars'
import { database } from '@/lib/server/store/database'
import { Account } from './Account'
import { WayIn } from './WayIn'

export const generateMetadata = async (): Promise<Metadata> => {
  const actor = await currentActor()
  return actor.kind === 'guest' ? {} : { title: (await getTranslations('seminar.mine'))('title') }
}

/** Your seminars; for a guest, the way in. */
const HomePage = async () => {
  const actor = await currentActor()
  if (actor.kind !== 'user') return <WayIn />
  return (
    <>
      <TopBar account={<Account />} />
      <main id="page" className="page">
        <MySeminars seminars={await mySeminars(database(), actor)} teaches={actor.teaches} />
      </main>
    </>
  )
}

export default HomePage
