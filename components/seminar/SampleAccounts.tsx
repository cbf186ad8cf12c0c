import { useTranslations } from 'next-intl'
import { Disc } from '@/components/ui/Disc'

interface SampleAccount {
  readonly id: string
  readonly name: string
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: string | null
  readonly colour: number
}

const Account = ({
  account,
  words,
  next,
  enter,
}: {
  readonly account: SampleAccount
  readonly words: string
  readonly next: string
  readonly enter: (data: FormData) => Promise<void>
}) => (
  <form action={enter}>
    <input type="hidden" name="user" value={account.id} />
    <input type="hidden" name="next" value={next} />
    <button>
      <Disc name={account.name} colour={account.colour} size="s" />
      <span>{words}</span>
    </button>
  </form>
)

/** The sample's people, one press each: who teaches first, the students folded away. */
export const SampleAccounts = ({
  accounts,
  next,
  enter,
}: {
  readonly accounts: readonly SampleAccount[]
  readonly next: string
  readonly enter: (data: FormData) => Promise<void>
}) => {
  const t = useTranslations('auth.sample')
  if (accounts.length === 0) return null
  const staff = accounts.filter((account) => account.role !== 'student')
  const students = accounts.filter((account) => account.role === 'student')
  const groups = [...new Set(students.map((student) => student.group))]
  return (
    <section className="sample" aria-labelledby="sample">
      <h2 id="sample">{t('heading')}</h2>
      <div className="lead">
        {staff.map((account) => (
          <Account
            key={account.id}
            account={account}
            words={t('person', { name: account.name, role: t(account.role) })}
            next={next}
            enter={enter}
          />
        ))}
      </div>
      <details>
        <summary>{t('students', { count: students.length, groups: groups.length })}</summary>
        {groups.map((group) => (
          <div key={group}>
            <h3>{group ?? t('noGroup')}</h3>
            <ul>
              {students
                .filter((student) => student.group === group)
                .map((student) => (
                  <li key={student.id}>
                    <Account account={student} words={student.name} next={next} enter={enter} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </details>
    </section>
  )
}
