import { type Browser, chromium } from '@playwright/test'
import { versionId } from '../../../lib/core/base'
import { pageFile } from '../../../lib/core/exchange'
import type { AnnotatedPaper, LayerThread } from '../../../lib/core/export'
import { BROWSER_FLAGS, ensureBrowser } from '../../../lib/server/launch/browser.mjs'
import { speaker } from '../../../lib/server/launch/say.mjs'

// eslint-disable-next-line @typescript-eslint/require-await -- what has come is handed on as what is coming
async function* comingFrom(threads: readonly LayerThread[]): AsyncIterable<LayerThread> {
  yield* threads
}

/** The same notes as one HTML page, as the room exports it. */
export const pageOf = async (paper: AnnotatedPaper): Promise<string> => {
  const frame = { ...paper, version: versionId('bench'), address: 'https://example.org/readings/bench' }
  const parts: string[] = []
  for await (const part of pageFile(frame, comingFrom(paper.threads))) parts.push(part)
  return parts.join('')
}

/** A Chromium to print with. */
export const openPrinter = async (): Promise<Browser> => {
  const executablePath = await ensureBrowser(speaker(process.stderr))
  return chromium.launch({ executablePath, args: BROWSER_FLAGS })
}

/** How long Chromium takes from the page's source to a PDF of it, in ms. */
export const printMs = async (browser: Browser, html: string): Promise<number> => {
  const page = await browser.newPage()
  try {
    const began = performance.now()
    await page.setContent(html)
    await page.pdf({ format: 'A4' })
    return performance.now() - began
  } finally {
    await page.close()
  }
}
