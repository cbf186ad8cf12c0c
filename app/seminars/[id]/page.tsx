import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Keeping } from '@/components/law/Keeping'
import { BeginList } from '@/components/seminar/BeginList'
import { ClassCode } from '@/components/seminar/ClassCode'
import { CodebookTable } from '@/components/seminar/CodebookTable'
import { GroupColumns } from '@/components/seminar/GroupColumns'
import { ReadingList } from '@/components/seminar/ReadingList'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { Block } from '@/components/ui/Block'
import { TopBar } from '@/components/ui/TopBar'
import { keepTag } from '@/lib/server/actions/codebook'
import { actOnRound, newRound, setUpRound } from '@/lib/server/actions/rounds'
import { limitStudents } from '@/lib/server/actions/people'
import { giveNewCode, setCodeOpen } from '@/lib/server/actions/seminar'
import { Account } from '../../Account'
import { Groups } from './Groups'
import { Members } from './Members'
import { OwnLogin } from './OwnLogin'
import { OwnName } from './OwnName'
import { type SeminarParams, seminarOf } from './seminar'

export const generateMetadata = async ({ params }: SeminarParams): Promise<Metadata> => ({
  title: (await seminarOf(params)).name,
})

/** A seminar: its readings, groups, people and codebook, with what its instructor may change. */
const SeminarPage = async ({ params }: SeminarParams) => {
  const seminar = await seminarOf(params)
  const t = await getTranslations('seminar')
  const { groups, members } = seminar
  const named = (role: 'instructor' | 'assistant') =>
    members
      .filter((member) => member.role === role)
      .map((member) => member.name)
      .join(', ')
  const staff = { instructors: named('instructor'), assistants: named('assistant') }
  const about = [
    t('page.count', { members: members.length, groups: groups.length }),
    staff.assistants === '' ? t('page.taught', staff) : t('page.taughtAssisted', staff),
  ]
  const href = `/seminars/${seminar.id}`
  const hasStudents = members.some(({ role, arrival }) => role === 'student' && arrival !== 'awaited')
  return (
    <>
      <TopBar crumbs={<strong dir="auto">{seminar.name}</strong>} account={<Account />} />
      <main id="page" className="page">
        <div className="head">
          <div>
            <h1 className="page-title">{seminar.name}</h1>
            <p className="head-sub">{about.join(' ')}</p>
          </div>
          {seminar.classCode === undefined ? null : (
            <ClassCode
              shown={seminar.classCode.shown}
              isOpen={seminar.classCode.isOpen}
              joinPath={`/join?code=${seminar.classCode.code}`}
              largeHref={`${href}/code`}
              giveNew={giveNewCode.bind(null, seminar.id)}
              setOpen={setCodeOpen.bind(null, seminar.id)}
              limit={seminar.classCode.limit}
              setLimit={limitStudents.bind(null, seminar.id)}
            />
          )}
        </div>
        {seminar.manages && (seminar.readings.length === 0 || !hasStudents) ? (
          <BeginList href={href} hasReading={seminar.readings.length > 0} hasStudents={hasStudents} />
        ) : null}
        <ReadingList
          readings={seminar.readings}
          members={members.length}
          groups={seminar.manages ? groups : []}
          addHref={seminar.manages ? `${href}/readings/new` : undefined}
          now={Date.now()}
          roundActions={
            seminar.manages
              ? {
                  act: actOnRound.bind(null, seminar.id),
                  add: newRound.bind(null, seminar.id),
                  setUp: setUpRound.bind(null, seminar.id),
                }
              : undefined
          }
        />
        {seminar.manages ? (
          <Groups seminar={seminar} />
        ) : (
          <Block id="groups" title={t('groups.title')}>
            <GroupColumns groups={groups} members={members} />
          </Block>
        )}
        <CodebookTable
          tags={seminar.tags}
          version={seminar.codebookVersion}
          wholeHref={`${href}/codebook`}
          keep={seminar.manages ? keepTag.bind(null, seminar.id) : undefined}
        />
        {seminar.manages ? <Members seminar={seminar} /> : null}
        {seminar.me === undefined ? null : <OwnName seminar={seminar} me={seminar.me} />}
        <OwnLogin />
        <Keeping href={href} manages={seminar.manages} />
      </main>
    </>
  )
}

export default SeminarPage
