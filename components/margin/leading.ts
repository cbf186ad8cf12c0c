'use client'

import { createContext, useContext } from 'react'
import type { FormAction } from '@/components/ui/form-action'
import { type RoomThread, useRoomSetup } from '@/lib/client/hooks/use-room'

/** What an instructor does with a passage beside writing: throws it on the board, pins it, gives a note to all groups. */
export interface Leading {
  /** Takes `act`, `layer` and `annotation`. */
  readonly board: FormAction
  /** Takes `layer` and `annotation`. */
  readonly give: FormAction
}

const LeadingContext = createContext<Leading | undefined>(undefined)

/** Hands an instructor's acts to the threads below; `undefined` for everyone else. */
export const LeadingProvider = LeadingContext.Provider

/** What the member may do with a passage as an instructor; `undefined` for everyone else. */
export const useLeading = (): Leading | undefined => useContext(LeadingContext)

/** True where an instructor pinned the thread. */
export const useIsPinned = ({ layer, key }: RoomThread): boolean =>
  useRoomSetup().pins?.some((pin) => pin.layer === layer && pin.annotation === key) === true
