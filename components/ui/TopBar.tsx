import type { ReactNode } from 'react'
import { Wordmark } from './Wordmark'

/**
 * The bar over every page: the wordmark, where one is (`crumbs`: elements, the
 * last one the page itself), the page's own controls, and the account.
 */
export const TopBar = ({
  crumbs,
  children,
  account,
}: {
  readonly crumbs?: ReactNode
  readonly children?: ReactNode
  readonly account?: ReactNode
}) => (
  <header className="top">
    <Wordmark isShort={crumbs !== undefined} />
    {crumbs === undefined ? null : <div className="crumbs">{crumbs}</div>}
    <div className="end">
      {children}
      {account}
    </div>
  </header>
)
