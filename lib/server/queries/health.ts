import { database } from '../store/database'

/** True while the database answers. */
export const isDatabaseWell = async (): Promise<boolean> => {
  try {
    await database().$queryRaw`select 1`
    return true
  } catch (error) {
    console.error('health: the database does not answer', error instanceof Error ? error.name : '')
    return false
  }
}
