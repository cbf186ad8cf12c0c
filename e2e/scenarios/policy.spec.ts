import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
import { ROLES, SEMINAR_TABLE, type SeminarAction, type SeminarStanding } from '@/lib/core/policy'
import { type Person, arrive, asSample, fresh, join, openSeminar } from '../actors/people'

// Every cell of the table for what has no round, over HTTP: pages, files, and the actions behind forms. What has a
// round is walked in lib/server/realtime/policy-walk.test.ts.

interface Stage {
  readonly people: Readonly<Record<(typeof ROLES)[number], Person>>
  /** Signed in, and of another seminar. */
  readonly outsider: Person
  readonly guest: Person
  readonly path: string
  readonly slug: string
  /** The ids of members, by role, and of one more student. */
  readonly ids: Readonly<Record<(typeof ROLES)[number] | 'other', string>>
}

/** Addresses that need the action: of `own` for who asks, where it is asked of a person. */
interface Place {
  readonly addresses: (stage: Stage, role: (typeof ROLES)[number]) => readonly string[]
  /** Makes it stand so. */
  readonly prepare?: (stage: Stage) => Promise<void>
}

const boardOf = ({ slug }: Stage): readonly string[] => ['', '/stamp'].map((rest) => `/readings/${slug}/board${rest}`)

const WALK: Readonly<Record<SeminarAction, Readonly<Partial<Record<SeminarStanding, Place>>>>> = {
  'seminar.read': { any: { addresses: ({ path }) => [path, `${path}/me`] } },
  'seminar.manage': {
    any: {
      addresses: ({ path }) => [
        `${path}/code`,
        `${path}/conduct`,
        `${path}/keep`,
        `${path}/export`,
        `${path}/readings/new`,
      ],
    },
  },
  'names.read': { any: { addresses: ({ path }) => [`${path}/roster`] } },
  'audit.read': { any: { addresses: ({ path }) => [`${path}/log`] } },
  'reading.read': {
    any: {
      addresses: ({ slug }) => [`/readings/${slug}`, `/readings/${slug}/participation`, `/api/rooms/${slug}`],
    },
  },
  'reading.manage': {
    any: {
      addresses: ({ slug }) =>
        ['all', 'canvas', 'moodle'].map((file) => `/readings/${slug}/participation/csv?for=${file}`),
    },
  },
  'figures.read': {
    any: {
      addresses: ({ slug }) => ['', '/csv?figure=groups', '/stamp'].map((rest) => `/readings/${slug}/figures${rest}`),
    },
  },
  'figures.compare': {
    kept: { addresses: ({ slug }) => [`/readings/${slug}/figures`] },
    shown: {
      addresses: ({ slug }) => [`/readings/${slug}/figures`],
      prepare: async ({ people: { instructor }, slug }) => {
        await instructor.page.goto(`/readings/${slug}/figures`)
        await instructor.page.getByRole('button', { name: 'Let students compare themselves' }).click()
        await expect(instructor.page.getByText('Students see their own verdicts against the class’s.')).toBeVisible()
      },
    },
  },
  'board.read': {
    kept: { addresses: ({ slug }) => [`/readings/${slug}/board`] },
    shown: {
      addresses: boardOf,
      prepare: async ({ people: { instructor }, slug }) => {
        await instructor.page.goto(`/readings/${slug}/board/remote`)
        await instructor.page.getByRole('button', { name: 'Show it to the students', exact: true }).click()
        await expect(instructor.page.getByText('Students can open the board on their own screens.')).toBeVisible()
      },
    },
  },
  'board.control': { any: { addresses: ({ slug }) => [`/readings/${slug}/board/remote`] } },
  'work.read': {
    own: { addresses: ({ slug, ids }, role) => [`/readings/${slug}/members/${ids[role]}`] },
    other: { addresses: ({ slug, ids }) => [`/readings/${slug}/members/${ids.other}`] },
  },
}

/** A page says the same to who may not know and to who may not. */
const seen = (row: string): string => row.replace(/[fc]/g, 'h')

const letterOf = async (request: APIRequestContext, address: string): Promise<string> => {
  const answer = await request.get(address)
  const status = answer.status()
  // Who may not see a board yet waits for it on a page that has nothing of it.
  if (status === 200 && (await answer.text()).includes('class="board-closed"')) return 'h'
  return status === 200 ? 'y' : status === 404 ? 'h' : `${address} ${status.toString()}`
}

const decoded = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** The forms of a page, by what a browser without JavaScript would send, of those whose text `isWanted`. */
const formsOn = async (
  person: Person,
  address: string,
  isWanted: (html: string) => boolean,
): Promise<readonly Record<string, string>[]> => {
  const html = await (await person.context.request.get(address)).text()
  return (html.match(/<form[\s\S]*?<\/form>/g) ?? []).filter(isWanted).map((form) => {
    const fields: Record<string, string> = {}
    for (const [input] of form.matchAll(/<(?:input|textarea|select|button)[^>]*>/g)) {
      const name = /\bname="([^"]*)"/.exec(input)?.[1]
      if (name !== undefined) fields[decoded(name)] = decoded(/\bvalue="([^"]*)"/.exec(input)?.[1] ?? '')
    }
    return fields
  })
}
const formOn = async (person: Person, address: string, marker: string): Promise<Record<string, string>> => {
  const [form] = await formsOn(person, address, (html) => html.includes(marker))
  if (form === undefined) throw new Error(`no form with ${marker} on ${address}`)
  return form
}
// With the origin that every browser names, or the server warns of each.
const send = (
  { context }: Pick<Person, 'context'>,
  address: string,
  fields: Readonly<Record<string, string>>,
): Promise<APIResponse> =>
  context.request.post(address, {
    headers: { Origin: test.info().project.use.baseURL ?? '' },
    multipart: { ...fields },
    maxRedirects: 0,
  })

test('[WA1] [WA2] every cell of the policy holds over HTTP, for pages, files and forms', async ({ browser }) => {
  test.setTimeout(420_000)
  expect(Object.keys(WALK).toSorted()).toEqual(Object.keys(SEMINAR_TABLE).toSorted())

  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, slug, classCode } = await openSeminar(instructor, fresh('Walked'), 1)
  const [assistant, student, other] = [
    await join(browser, classCode, fresh('Asa')),
    await join(browser, classCode, fresh('Stella')),
    await join(browser, classCode, fresh('Otto')),
  ]
  await instructor.page.goto(path)
  const role = instructor.page.getByLabel(`Role of ${assistant.name}`).last()
  await role.selectOption('assistant')
  await expect(instructor.page.getByText(`assisted by ${assistant.name}`)).toBeVisible()
  const work = await (await instructor.context.request.get(`/readings/${slug}/participation`)).text()
  const idOf = (person: Person): string =>
    new RegExp(`members/([\\w-]+)"[^>]*>${person.name}<`).exec(work)?.[1] ?? `no id of ${person.name}`
  const stage: Stage = {
    people: { instructor, assistant, student },
    outsider: await asSample(browser, 'Leila Haddad'),
    guest: await arrive(browser, 'nobody'),
    path,
    slug,
    ids: {
      instructor: idOf(instructor),
      assistant: idOf(assistant),
      student: idOf(student),
      other: idOf(other),
    },
  }

  for (const [action, rows] of Object.entries(WALK)) {
    for (const [whose, place] of Object.entries(rows)) {
      await place.prepare?.(stage)
      const table: Readonly<Record<string, Readonly<Record<string, string>>>> = SEMINAR_TABLE
      const expected = seen(table[action]?.[whose] ?? 'no row')
      const count = place.addresses(stage, 'instructor').length
      for (let at = 0; at < count; at += 1) {
        let letters = ''
        for (const one of ROLES) {
          const address = place.addresses(stage, one)[at] ?? ''
          letters += await letterOf(stage.people[one].context.request, address)
        }
        const address = place.addresses(stage, 'student')[at] ?? ''
        expect([action, address, letters]).toEqual([action, address, expected])
        expect([address, await letterOf(stage.outsider.context.request, address)]).toEqual([address, 'h'])
        const asGuest = await stage.guest.context.request.get(address, { maxRedirects: 0 })
        expect([address, [303, 307, 401, 404].includes(asGuest.status())]).toEqual([address, true])
      }
    }
  }

  // The actions behind the instructor's forms, sent by everybody else: nothing changes until the instructor sends them.
  const others = [assistant, student, stage.outsider, stage.guest]
  const groups = async (): Promise<number> =>
    (await (await instructor.context.request.get(path)).text()).match(/Group [A-Z]</g)?.length ?? 0
  const add = await formOn(instructor, path, 'Add a group')
  const before = await groups()
  for (const person of others) await send(person, path, add)
  expect(await groups()).toBe(before)
  await send(instructor, path, add)
  expect(await groups()).toBeGreaterThan(before)

  const page = `/readings/${slug}/participation`
  const how = await formOn(instructor, page, 'name="rule"')
  const changed = { ...how, points: '17', rule: 'whole', late: '50' }
  for (const person of others) await send(person, page, changed)
  expect((await formOn(instructor, page, 'name="rule"')).points).toBe('10')
  await send(instructor, page, changed)
  expect((await formOn(instructor, page, 'name="rule"')).points).toBe('17')

  const name = fresh('Mine')
  const opening = { ...(await formOn(instructor, '/seminars/new', 'name="codebook"')), name, codebook: 'none' }
  for (const person of [student, stage.guest]) await send(person, '/seminars/new', opening)
  expect(await (await student.context.request.get('/')).text()).not.toContain(name)
  await send(instructor, '/seminars/new', opening)
  expect(await (await instructor.context.request.get('/')).text()).toContain(name)
})

test('[WA2] no form of an instructor’s pages does anything for anybody else', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, slug, classCode } = await openSeminar(instructor, fresh('Forms'), 1)
  const [assistant, student] = [
    await join(browser, classCode, fresh('Asa')),
    await join(browser, classCode, fresh('Stella')),
  ]
  await instructor.page.goto(path)
  await instructor.page.getByLabel(`Role of ${assistant.name}`).last().selectOption('assistant')
  await expect(instructor.page.getByText(`assisted by ${assistant.name}`)).toBeVisible()
  const others = [
    assistant,
    student,
    await asSample(browser, 'Leila Haddad'),
    { context: await browser.newContext({ baseURL: new URL(instructor.page.url()).origin }) },
  ]
  const reading = `/readings/${slug}`
  const pages = [
    ...['code', 'conduct', 'keep', 'roster', 'codebook', 'readings/new'].map((part) => `${path}/${part}`),
    ...['board/remote', 'participation', 'figures'].map((part) => `${reading}/${part}`),
  ]
  // What an action changes is seen on these, which an instructor alone opens.
  const standing = async (): Promise<readonly string[]> =>
    Promise.all(
      [path, ...pages, `${path}/log`].map(async (address) =>
        (await (await instructor.context.request.get(address)).text())
          .replace(/^[\s\S]*?<main/, '<main')
          .replace(/<\/main>[\s\S]*$/, '')
          .replace(/counted at [^<]*/, '')
          .replace(/<script[\s\S]*?<\/script>/g, '')
          .replace(/<[^>]*>/g, ' '),
      ),
    )
  const before = await standing()
  let count = 0
  for (const address of pages) {
    // Signing out and the reader's own choices are everybody's.
    const forms = await formsOn(instructor, address, (html) => html.includes('$ACTION'))
    for (const fields of forms) {
      count += 1
      for (const person of others) await send(person, address, fields)
    }
  }
  expect(count).toBeGreaterThan(15)
  expect(await standing()).toEqual(before)
  // The same way of sending does something for the instructor.
  const how = await formOn(instructor, `${reading}/participation`, 'name="rule"')
  await send(instructor, `${reading}/participation`, { ...how, points: '17', rule: 'whole', late: '50' })
  expect(await standing()).not.toEqual(before)
})
