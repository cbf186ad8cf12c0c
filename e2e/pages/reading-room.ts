import { type Locator, type Page, expect } from '@playwright/test'

/** What the page calls its parts, in its reader's language. */
interface PartNames {
  readonly bar: string
  readonly margin: string
}
const ENGLISH: PartNames = { bar: 'Annotate the selection', margin: 'The room’s notes' }

/** The reading page as a member uses it. */
export class ReadingRoom {
  readonly page: Page
  /** The text of the paper. */
  readonly paper: Locator
  /** The bar at the selection. */
  readonly bar: Locator
  /** The room's notes beside the text. */
  readonly margin: Locator

  constructor(page: Page, names: PartNames = ENGLISH) {
    this.page = page
    this.paper = page.locator('.paper')
    this.bar = page.getByRole('toolbar', { name: names.bar })
    this.margin = page.getByRole('region', { name: names.margin })
  }

  /** Opens a reading and waits until the room stands: the text taken over and the layers synced. */
  async open(slug: string): Promise<void> {
    await this.page.goto(`/readings/${slug}`)
    await this.untilOpen()
  }

  async untilOpen(): Promise<void> {
    await expect(this.page.locator('.paper[data-open]')).toBeVisible()
    await this.untilSaved()
  }

  /** Waits for the word that means "committed". */
  async untilSaved(): Promise<void> {
    await expect(this.page.locator('[data-save="saved"]:not([data-pending])')).toBeVisible()
  }

  /** Selects the first occurrence of `passage` by dragging the mouse over it, as a reader does. */
  async select(passage: string): Promise<void> {
    await this.drag(passage)
    await expect(this.bar).toBeVisible()
  }

  /** Drags the mouse over the first occurrence of `passage`, and waits for nothing. */
  async drag(passage: string): Promise<void> {
    const ends = await this.paper.evaluate(findPassage, passage)
    await this.page.mouse.move(ends.from.x, ends.from.y)
    await this.page.mouse.down()
    await this.page.mouse.move((ends.from.x + ends.to.x) / 2, (ends.from.y + ends.to.y) / 2, { steps: 4 })
    await this.page.mouse.move(ends.to.x, ends.to.y, { steps: 4 })
    await this.page.mouse.up()
  }

  /** Presses the mouse so many times on the beginning of `passage`. */
  async press(passage: string, times: number): Promise<void> {
    const { from } = await this.paper.evaluate(findPassage, passage)
    await this.page.mouse.click(from.x + 4, from.y, { clickCount: times })
  }

  /** Gives a verdict on a passage through the bar. */
  async tag(passage: string, tag: string): Promise<void> {
    await this.select(passage)
    await this.bar.getByRole('button', { name: tag }).click()
    await this.untilSaved()
  }

  /** Writes a note on a passage through the bar. */
  async comment(passage: string, text: string): Promise<void> {
    await this.select(passage)
    await this.bar.getByRole('button', { name: 'Comment' }).click()
    await this.write(text)
  }

  /** Types into the open composer and sends. */
  async write(text: string): Promise<void> {
    const composer = this.page.locator('.composer [contenteditable="true"]')
    await composer.click()
    await this.page.keyboard.insertText(text)
    await this.page.keyboard.press('Control+Enter')
    await expect(composer).toBeHidden()
    await this.untilSaved()
  }

  /** The thread on a passage, open or shut. */
  thread(passage: string): Locator {
    return this.margin.getByRole('listitem').filter({ has: this.page.getByLabel(`“${leadOf(passage)}`) })
  }

  /** Opens the thread on a passage and gives its slip. */
  async openThread(passage: string): Promise<Locator> {
    const slip = this.margin.getByRole('article', { name: `“${leadOf(passage)}` })
    const shut = this.margin.getByRole('button', { name: `“${leadOf(passage)}` }).first()
    // It may stand open already, or come back open.
    await expect(slip.or(shut).first()).toBeVisible()
    if (!(await slip.isVisible())) await shut.click()
    await expect(slip).toBeVisible()
    return slip
  }
}

/** What the margin quotes of a long passage, and a little less: it ends in "…". */
const leadOf = (passage: string): string => passage.slice(0, 60)

interface Ends {
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
}

/** Runs in the page: brings the passage into the middle of the window and gives the points of its first and last letter. */
const findPassage = (paper: Element, passage: string): Ends => {
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('sup.ref, .footnote-label') == null
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT,
  )
  const nodes: { node: Node; start: number }[] = []
  let text = ''
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes.push({ node, start: text.length })
    text += node.textContent ?? ''
  }
  const at = text.indexOf(passage)
  if (at < 0) throw new Error(`the paper does not say “${passage}”`)
  const letter = (offset: number): DOMRect => {
    const holder = nodes.findLast(({ start }) => start <= offset)
    if (holder === undefined) throw new Error('no such letter')
    const range = document.createRange()
    range.setStart(holder.node, offset - holder.start)
    range.setEnd(holder.node, offset - holder.start + 1)
    const rects = range.getClientRects()
    const rect = rects[rects.length - 1]
    if (rect === undefined) throw new Error('the letter is not shown')
    return rect
  }
  const target = letter(at)
  window.scrollBy({ top: target.top - window.innerHeight / 3, behavior: 'instant' })
  const first = letter(at)
  const last = letter(at + passage.length - 1)
  return {
    from: { x: first.left + 0.5, y: first.top + first.height / 2 },
    to: { x: last.right - 0.5, y: last.top + last.height / 2 },
  }
}
