import Link from 'next/link'
import type { ReactNode } from 'react'
import { TopBar } from '@/components/ui/TopBar'
import { Account } from '../../Account'

/**
 * The bar of a page that belongs to a reading: the way back to its seminar
 * and, where the page has a `title` of its own, to the reading. `children`
 * are the reading's other pages, as links.
 */
export const ReadingBar = ({
  reading,
  seminar,
  title,
  children,
}: {
  readonly reading: { readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  readonly title?: string
  readonly children?: ReactNode
}) => (
  <TopBar
    crumbs={
      <>
        <Link href={`/seminars/${seminar.id}`} dir="auto">
          {seminar.name}
        </Link>
        {title === undefined ? (
          <strong dir="auto">{reading.title}</strong>
        ) : (
          <>
            <Link href={`/readings/${reading.slug}`} dir="auto">
              {reading.title}
            </Link>
            <strong>{title}</strong>
          </>
        )}
      </>
    }
    account={<Account />}
  >
    {children}
  </TopBar>
)
