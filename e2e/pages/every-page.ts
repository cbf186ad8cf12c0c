import type { Page } from '@playwright/test'
import { SAMPLE_SLUG } from '../actors/people'

/** The addresses of the pages that an instructor of the sample seminar has, the reading room left out. */
export const everyPage = async (page: Page): Promise<readonly string[]> => {
  await page.goto('/')
  const seminar =
    (await page.locator('a[href^="/seminars/"]', { hasText: 'South Asian Security' }).first().getAttribute('href')) ??
    ''
  return [
    '/',
    '/seminars/new',
    seminar,
    ...['readings/new', 'roster', 'codebook', 'conduct', 'log', 'keep', 'me', 'code'].map(
      (part) => `${seminar}/${part}`,
    ),
    ...['figures', 'board', 'board/remote', 'participation', 'files'].map((part) => `/readings/${SAMPLE_SLUG}/${part}`),
    '/notices',
  ]
}

/** The name of a page for a report: its address without what differs from run to run. */
export const nameOf = (address: string): string => address.replace(/^\/seminars\/[0-9a-f-]{36}/, '/seminars/…')
