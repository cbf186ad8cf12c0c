import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from '@playwright/test'
import { build } from 'esbuild'
import type { Document } from '../../../lib/core/document'
import { renderHtml, serializeDocument } from '../../../lib/core/document'
import { ROOT } from '../../../lib/server/launch/paths.mjs'
import { hoverCost } from './hover'
import { meterOf, scrollThrough, watch } from './probe'
import type { Prepared } from './recogito-page'
import type { Colour, Passage, RecogitoRenderer } from './recogito-passage'
import type { FilledLayer } from './seed'
import { CHANGES, CHANGE_EVERY_MS, type Run } from './side'

declare global {
  interface Window {
    recogito: Prepared
    passages: Passage[]
  }
}

/** The measure, size and leading of our reading page; the text is the very same. */
const STYLE =
  'body{margin:0} .paper{box-sizing:border-box;width:558px;margin:80px 500px 60vh 222px;font:18px/30.6px serif;position:relative} .footnotes{font-size:15px;line-height:23px}'
const COLOURS: readonly Colour[] = ['#A53000', '#2661AB', '#9F7A1C', '#33887D', '#541E97']

/**
 * `@recogito/text-annotator` on the same text in a bare page, with the same passages. It is opened
 * twice: with passages as they are kept, by offsets (`wholeMs`), and with their ranges found beforehand.
 */
export const recogito = async (
  browser: Browser,
  paper: Document,
  { notes, scene }: FilledLayer,
): Promise<(renderer: RecogitoRenderer) => Promise<Run>> => {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['e2e/bench/render/recogito-page.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    // What it prints at each redraw would be time of the benchmark's, not of its users'.
    drop: ['console'],
    logLevel: 'silent',
    loader: { '.css': 'empty' },
  })
  const script = outputFiles[0]?.text ?? ''
  const css = await readFile(
    createRequire(import.meta.url).resolve('@recogito/text-annotator/text-annotator.css'),
    'utf8',
  )
  const html = `<!doctype html><html lang="en"><style>${css}${STYLE}</style><div class="paper">${renderHtml(paper)}</div></html>`
  const json = serializeDocument(paper)
  const passages = notes.map(({ start, end, leading }, at): Passage => ({
    id: `n${String(at)}`,
    start,
    end,
    colour: COLOURS[leading === undefined ? -1 : scene.tags.indexOf(leading) % COLOURS.length] ?? '#888888',
  }))
  const blocks = scene.index.blocks.filter(({ start, end }) => end - start > 200)
  const extra = Array.from({ length: CHANGES * 2 }, (_, at): Passage => {
    const start = (blocks[at % 12]?.start ?? 0) + 20
    return { id: `x${String(at)}`, start, end: start + 60, colour: COLOURS[0] ?? '#888888' }
  })

  const open = async (page: Page, renderer: RecogitoRenderer, hasRanges: boolean) => {
    await page.setContent(html)
    await page.addScriptTag({ content: script })
    return page.evaluate(
      async ({ json, renderer, passages, extra, hasRanges }) => {
        window.recogito = window.prepareRecogito(json, renderer)
        window.passages = [...extra]
        const { annotator, annotationOf, asKept } = window.recogito
        const ready = passages.map(annotationOf)
        const annotations = hasRanges ? ready : ready.map(asKept)
        await window.painted()
        let isAnswered = false
        annotator.on('selectionChanged', (selected) => {
          isAnswered = selected.length > 0
        })
        const began = performance.now()
        annotator.setAnnotations(annotations)
        const paintedAt = await window.paintedWhen(() =>
          renderer === 'SPANS' ? document.querySelector('.r6o-annotation') !== null : CSS.highlights.size > 0,
        )
        const line = ready
          .map(({ target }) => target.selector[0]?.range.getClientRects()[0])
          .find((rect) => rect !== undefined && rect.top > 100 && rect.bottom < innerHeight - 100 && rect.width > 20)
        const point = { clientX: (line?.left ?? 0) + 8, clientY: (line?.top ?? 0) + 8 }
        const target = document.elementFromPoint(point.clientX, point.clientY)
        const options = { ...point, bubbles: true, button: 0, isPrimary: true, pointerType: 'mouse' }
        target?.dispatchEvent(new PointerEvent('pointerdown', options))
        target?.dispatchEvent(new PointerEvent('pointerup', options))
        target?.dispatchEvent(new MouseEvent('click', options))
        const answeredAt = await window.paintedWhen(() => isAnswered)
        return {
          paintedMs: paintedAt - began,
          marginMs: paintedAt - began,
          completeMs: paintedAt - began,
          answeredMs: answeredAt - began,
        }
      },
      { json, renderer, passages, extra, hasRanges },
    )
  }

  const inPage = async <Answer>(use: (page: Page) => Promise<Answer>): Promise<Answer> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addInitScript('globalThis.__name = (named) => named')
    await context.addInitScript(watch)
    const page = await context.newPage()
    try {
      // An init script runs at a navigation only.
      await page.goto('about:blank')
      return await use(page)
    } finally {
      await context.close()
    }
  }

  return async (renderer) => {
    const { paintedMs: wholeMs } = await inPage((page) => open(page, renderer, false))
    return inPage(async (page) => {
      const times = await open(page, renderer, true)
      const meter = await meterOf(await page.context().newCDPSession(page))
      const memory = await meter.memory()
      const changes = async (): Promise<void> => {
        for (let nth = 0; nth < CHANGES; nth += 1) {
          await page.evaluate(() => {
            const passage = window.passages.pop()
            if (passage !== undefined) window.recogito.annotator.addAnnotation(window.recogito.annotationOf(passage))
          })
          await new Promise((resolve) => setTimeout(resolve, CHANGE_EVERY_MS))
        }
      }
      const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, CHANGES * CHANGE_EVERY_MS))
      const top = (): Promise<void> =>
        page.evaluate(() => {
          scrollTo({ top: 0, behavior: 'instant' })
        })
      const still = await meter.busyMs(rest)
      const changed = await meter.busyMs(changes)
      const hoverMs = await hoverCost(page, meter, '.paper')
      await top()
      await scrollThrough(page)
      await top()
      const scroll = await scrollThrough(page)
      await top()
      const [changing] = await Promise.all([scrollThrough(page), changes()])
      return {
        ...times,
        wholeMs,
        ...memory,
        scroll,
        changing,
        hoverMs,
        changeMs: (changed - still) / CHANGES,
      }
    })
  }
}
