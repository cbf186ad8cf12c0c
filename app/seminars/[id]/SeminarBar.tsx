import Link from 'next/link'
import { TopBar } from '@/components/ui/TopBar'
import { Account } from '../../Account'

/** The bar of a page that belongs to a seminar: the way back to it, and the page's own title. */
export const SeminarBar = ({
  seminar,
  title,
}: {
  readonly seminar: { readonly id: string; readonly name: string }
  readonly title: string
}) => (
  <TopBar
    crumbs={
      <>
        <Link href={`/seminars/${seminar.id}`} dir="auto">
          {seminar.name}
        </Link>
        <strong>{title}</strong>
      </>
    }
    account={<Account />}
  />
)
