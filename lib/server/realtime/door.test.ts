import { expect, it } from 'vitest'
import { userId } from '../../core/base'
import { deleteSessionsOf } from '../store/sessions'
import { actorsIn, openDoor } from './door'
import { setStage } from './stage-testing'

const stage = setStage()

it('[RT35] tells each who they are where many ask at once, and guests that they are none', async () => {
  const { ada, ben, cleo, teacher } = stage.seminar
  const door = openDoor(stage.database.db, actorsIn(stage.database.db))
  const everybody = [ada, ben, cleo, teacher, ben, ada]
  const cookies = [...everybody.map(({ cookie }) => cookie), undefined, '', `${ada.cookie.slice(0, -4)}AAAA`]
  const actors = await Promise.all(cookies.map((cookie) => door.actorOf(cookie)))
  expect(actors.map((actor) => (actor.kind === 'user' ? actor.memberships.map(({ member }) => member) : []))).toEqual([
    ...everybody.map(({ id }) => [id]),
    [],
    [],
    [],
  ])
  const faces = await Promise.all(everybody.map(({ id }) => door.faceOf(id)))
  expect(faces).toEqual(everybody.map(({ name, colour }) => ({ name, colour })))
})

it('[RT16] [RT35] knows no session that ended before it was asked', async () => {
  const { ada, cleo } = stage.seminar
  const actorOf = actorsIn(stage.database.db)
  expect((await actorOf(cleo.cookie)).kind).toBe('user')
  const before = [actorOf(ada.cookie), actorOf(cleo.cookie)]
  await deleteSessionsOf(stage.database.db, userId(cleo.user))
  const after = await Promise.all([actorOf(ada.cookie), actorOf(cleo.cookie)])
  expect(after.map(({ kind }) => kind)).toEqual(['user', 'guest'])
  await Promise.all(before)
})
