import { describe, expect, test } from 'vitest'
import { seminarId } from '../../core/base'
import { tokenUses, wrongTokensFrom } from '../auth/limits'
import { leaveSeminar } from '../commands/leave-seminar'
import { revokeAccessToken } from '../commands/revoke-access-token'
import { makeSeminar } from '../realtime/testing'
import { ada, ben, count, database, layerUrl, postComment, seminar, server } from './stage-testing'
import { actorOf, askWith, commentJson, tokenOf } from './testing'

describe('access tokens', () => {
  test('[AT1] the database has no token, and a token reads and writes as its member may', async () => {
    const token = await tokenOf(database, seminar, seminar.cleo)
    expect(token).toMatch(/^scholion_[\w-]{43}$/)
    const rows = await database.db.accessToken.findMany({ where: { memberId: seminar.cleo.id } })
    expect(JSON.stringify(rows)).not.toContain(token.slice(9))
    const cleo = askWith(token)
    expect((await cleo(layerUrl(seminar.layers.two))).status).toBe(200)
    expect((await cleo(layerUrl(seminar.layers.one))).status).toBe(404)
    expect(
      (await cleo(layerUrl(seminar.layers.instructor), { method: 'POST', json: commentJson(seminar, 'x') })).status,
    ).toBe(403)
    const other = await makeSeminar(database.db, `q${count}`)
    expect((await cleo(`${server.base}/readings/on-states-q${count}/annotations/${other.layers.one}/`)).status).toBe(
      404,
    )
  })

  test('[AT2] none, a wrong one, a revoked one, an old one, and one whose member left: 401 with WWW-Authenticate', async () => {
    wrongTokensFrom.clear('127.0.0.1')
    const { db } = database
    const nobody = await askWith(undefined)(layerUrl())
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer realm="Scholion"')
    const wrong = await askWith(`scholion_${'A'.repeat(43)}`)(layerUrl())
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"')

    const [own] = await db.accessToken.findMany({ where: { memberId: seminar.ada.id } })
    await expect(
      revokeAccessToken(db, await actorOf(database, seminar.ben), {
        seminar: seminarId(seminar.id),
        id: own?.id ?? '',
      }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect((await ada(layerUrl())).status).toBe(200)
    await revokeAccessToken(db, await actorOf(database, seminar.ada), {
      seminar: seminarId(seminar.id),
      id: own?.id ?? '',
    })
    expect((await ada(layerUrl())).status).toBe(401)

    await db.accessToken.updateMany({ where: { memberId: seminar.ben.id }, data: { expiresAt: new Date() } })
    expect((await ben(layerUrl())).status).toBe(401)
    const cleo = askWith(await tokenOf(database, seminar, seminar.cleo))
    await leaveSeminar(db, await actorOf(database, seminar.cleo), seminarId(seminar.id))
    expect((await cleo(layerUrl(seminar.layers.two))).status).toBe(401)
  })

  test('[AT3] one that only reads changes nothing', async () => {
    const note = await postComment(ada, 'So they say.')
    const reader = askWith(await tokenOf(database, seminar, seminar.ada, false))
    for (const [url, given] of [
      [layerUrl(), { method: 'POST', json: commentJson(seminar, 'x') }],
      [note.id, { method: 'PUT', json: note }],
      [note.id, { method: 'DELETE' }],
    ] as const) {
      const refused = await reader(url, given)
      expect(refused.status).toBe(403)
      expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
    }
    expect((await reader(note.id)).status).toBe(200)
  })

  test('[AT4] a cookie opens no container, and a token no socket and no state', async () => {
    expect((await fetch(layerUrl(), { headers: { cookie: seminar.ada.cookie } })).status).toBe(401)
    const token = await tokenOf(database, seminar, seminar.ada)
    const state = `${server.base}/collab/${seminar.layers.one}/state`
    expect((await fetch(state, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
    expect((await fetch(state, { headers: { cookie: `next-auth.session-token=${token}` } })).status).toBe(401)
  })

  test('[AT5] making and revoking stand in the log, and when it was used last', async () => {
    const { db } = database
    const [own] = await db.accessToken.findMany({ where: { memberId: seminar.ada.id } })
    expect(own?.lastUsedAt).toBeNull()
    await ada(layerUrl())
    const [used] = await db.accessToken.findMany({ where: { memberId: seminar.ada.id } })
    expect(used?.lastUsedAt).not.toBeNull()
    await revokeAccessToken(db, await actorOf(database, seminar.teacher), {
      seminar: seminarId(seminar.id),
      id: own?.id ?? '',
    })
    const log = await db.auditEntry.findMany({
      where: { seminarId: seminar.id, subject: own?.id ?? '' },
      orderBy: { id: 'asc' },
    })
    expect(log.map(({ deed, byMemberId, detail }) => [deed, byMemberId, detail])).toEqual([
      ['member.token', seminar.ada.id, 'read and write'],
      ['member.untoken', seminar.teacher.id, null],
    ])
  })

  test('[AT6] a token that asks too much is told when to come back', async () => {
    const [own] = await database.db.accessToken.findMany({ where: { memberId: seminar.ada.id } })
    for (let nth = 0; nth < 600; nth += 1) tokenUses.count(own?.id ?? '')
    const refused = await ada(layerUrl())
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect((await ben(layerUrl())).status).toBe(200)
  })
})
