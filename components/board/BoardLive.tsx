'use client'

import { useLive } from './use-live'

/** Lets a board move with the class; says so only where it cannot. */
export const BoardLive = ({
  stampHref,
  stamp,
  still,
}: {
  readonly stampHref: string
  /** Of what the page shows. */
  readonly stamp: string
  readonly still: string
}) => {
  const isHeard = useLive(stampHref, stamp)
  return (
    <p className={isHeard ? 'vh' : 'board-still'} role="status">
      {isHeard ? '' : still}
    </p>
  )
}
