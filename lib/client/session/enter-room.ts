import type { TextIndex } from '../../core/document'
import { openRoom } from './open-room'
import { keepPage } from './page-copy'
import type { Room, RoomSetup } from './room'

/** Opens the room of the page that stands in the browser, and has the page kept for the time without a network. */
export const enterRoom = (setup: RoomSetup, index: TextIndex): Room =>
  openRoom(setup, {
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/collab`,
    index,
    // A page of a development server is never kept: its files are not named by their content.
    ...(setup.build === undefined || setup.build === '' ? {} : { isOldPage: keepPage() }),
  })
