'use client'

import { useLive } from './use-live'

/** Lets a board move with the class; says so only where it cannot. */
export const BoardLive = ({
  href,
  stamp,
  still,
}: {
  /** Of the board's page. */
  readonly href: string
  /** Of what the page shows. */
  readonly stamp: string
  readonly still: string
}) => {
  const isHeard = useLive({ stream: `${href}/stream`, stamp: `${href}/stamp` }, stamp)
  return (
    <p className={isHeard ? 'vh' : 'board-still'} role="status">
      {isHeard ? '' : still}
    </p>
  )
}
