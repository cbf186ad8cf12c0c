import { asking } from './asking'
import { noticesOf } from './notices'

/** How many notices are new to who asks, in all their seminars. Only inside a request of Next. */
export const unreadNotices = async (): Promise<number> => {
  const { db, actor } = await asking()
  return (await noticesOf(db, actor)).reduce((sum, { unread }) => sum + unread, 0)
}
