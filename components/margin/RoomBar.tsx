'use client'

import { PeopleHere } from './PeopleHere'
import { SaveMark } from './SaveMark'

/** In the top bar: who is here, and whether what was written is safe. */
export const RoomBar = () => (
  <div className="room-bar">
    <PeopleHere />
    <span className="sep" />
    <SaveMark />
  </div>
)
