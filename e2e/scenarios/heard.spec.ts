import { expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'Moscow endorsed India'

/** What a screen reader gets of the page is asserted here as the browser's own accessibility tree has it. */
test('the text with its highlights, the margin and the pages beside are heard as they are seen', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const name = fresh('Heard')
  const { path, classCode, slug } = await openSeminar(instructor, name, 1)
  const mei = await join(browser, classCode, fresh('Mei'))
  const { page, room } = mei
  await room.open(slug)
  await room.tag(CLAIM, 'realist')
  await room.comment(CLAIM, 'A veto is cheap to promise.')

  await test.step('a highlight says what it is where it begins, within its sentence', async () => {
    const paragraph = room.paper.locator('p', { hasText: CLAIM }).first()
    await expect(paragraph).toMatchAriaSnapshot(`
      - paragraph:
        - 'button "Highlight: realist, 1 verdict, 1 comment. Opens its notes."'
        - mark: Moscow endorsed India
    `)
    await expect(room.paper.getByRole('heading', { name: 'Abstract' })).toBeAttached()
  })

  await page.keyboard.press('Escape')
  await test.step('the margin is a region of threads, each a heading that says by whom, on what and how it stands', async () => {
    await expect(room.margin).toMatchAriaSnapshot(`
      - region "The room’s notes":
        - heading "Notes" [level=2]
        - list:
          - listitem:
            - heading /${CLAIM}/ [level=3]
    `)
  })

  await test.step('an open thread is an article with its verdicts, its notes and what can be done', async () => {
    const slip = await room.openThread(CLAIM)
    await expect(slip).toMatchAriaSnapshot(`
      - article /${CLAIM}/:
        - group "Your verdict":
          - button "realist, 1 verdict" [pressed]
          - button "liberal, no verdicts"
        - group "Reactions"
        - list:
          - listitem:
            - paragraph: A veto is cheap to promise.
    `)
  })

  const { page: teaching } = instructor
  const hasParts = async (address: string, parts: string): Promise<void> => {
    await teaching.goto(address)
    await expect(teaching.locator('main')).toMatchAriaSnapshot(parts)
  }

  await test.step('the pages of the seminar have their parts, named', async () => {
    await hasParts(
      path,
      `
      - main:
        - heading "${name}" [level=1]
        - region "Readings":
          - list:
            - listitem:
              - list "Rounds":
                - listitem:
                  - heading "1. Group Open" [level=4]
        - region "Groups":
          - list "Group A":
            - listitem:
              - group "${mei.name}"
        - region "Codebook":
          - table "Codebook"
        - region "Members"
    `,
    )
    await hasParts(
      `${path}/codebook`,
      `
      - main:
        - heading "Codebook of ${name}" [level=1]
        - region "Codebook"
        - region "Retire or merge a tag"
        - region "History"
    `,
    )
    await hasParts(
      `${path}/roster`,
      `
      - main:
        - heading "Import a roster" [level=1]
        - button "A file"
        - textbox "Or a pasted list"
    `,
    )
    await hasParts(
      `${path}/conduct`,
      `
      - main:
        - heading "Reports and removed notes" [level=1]
        - region "Reports"
        - region "Removed notes"
    `,
    )
    await hasParts(
      `${path}/log`,
      `
      - main:
        - heading "What was done here" [level=1]
        - combobox "Kind"
        - combobox "Member"
        - region "What was done here":
          - table
    `,
    )
    await hasParts(
      `${path}/keep`,
      `
      - main:
        - heading "Keep, archive, delete" [level=1]
        - region "Archive":
          - form "Archive"
        - region "Erase a member":
          - form "Erase a member"
        - region "Delete the seminar":
          - form "Delete the seminar"
    `,
    )
    await hasParts(
      `${path}/me`,
      `
      - main:
        - heading "You in this seminar" [level=1]
        - region "Everything that you wrote here"
        - region "Leave the seminar":
          - form "Leave the seminar"
    `,
    )
  })

  await test.step('the pages of the reading have their parts, named', async () => {
    const href = `/readings/${slug}`
    await hasParts(
      `${href}/figures`,
      `
      - main:
        - heading "Figures" [level=1]
        - region "Tags by group":
          - heading "Group A 1 member, 1 verdict" [level=3]
          - group /Group A. realist 1/
        - region "Where the class worked"
    `,
    )
    await hasParts(
      `${href}/board`,
      `
      - main
    `,
    )
    await expect(teaching.getByRole('img', { name: /^The paper from start to end: 1 of \d+ sentences/ })).toBeVisible()
    await hasParts(
      `${href}/board/remote`,
      `
      - main:
        - heading "Remote of the board" [level=1]
        - region "On the board now":
          - form "Show it to the students":
            - button "Show it to the students"
        - region "The round"
    `,
    )
    await hasParts(
      `${href}/participation`,
      `
      - main:
        - heading "Participation" [level=1]
        - region "Participation":
          - table
        - region "How it counts":
          - form "How it counts"
    `,
    )
    await hasParts(
      `${href}/files`,
      `
      - main:
        - heading "Files" [level=1]
        - region "Take the notes home":
          - group "Format"
        - region "Bring notes in"
    `,
    )
  })
})
