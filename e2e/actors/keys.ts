import { type Locator, type Page, expect } from '@playwright/test'

/** The most presses of Tab that a way may take. */
const TABS_MAX = 160

/** What stands in for a hand on the keyboard: nothing here touches a mouse, and every stop shows where it is. */
export interface Keys {
  readonly press: (...keys: readonly string[]) => Promise<void>
  readonly type: (words: string) => Promise<void>
  /** Goes on with Tab until `target` has the focus, and sees that the focus can be seen there; with Shift it goes back. */
  readonly tabTo: (target: Locator, key?: 'Tab' | 'Shift+Tab') => Promise<void>
  /** Goes to `target` with Tab and presses Enter on it. */
  readonly enter: (target: Locator) => Promise<void>
  /** The focus is somewhere, and can be seen there. */
  readonly expectFocus: () => Promise<void>
  /** Nobody pressed a mouse, a pen or a finger since the page was opened. */
  readonly expectNoPointer: () => void
}

/** Takes a page in hand by its keyboard; to call before its first address. */
export const keysOf = async (page: Page): Promise<Keys> => {
  const pointers: string[] = []
  await page.exposeFunction('scholionSawPointer', (kind: string) => pointers.push(kind))
  await page.addInitScript(() => {
    addEventListener(
      'pointerdown',
      (event) => {
        const saw: unknown = Reflect.get(globalThis, 'scholionSawPointer')
        if (typeof saw === 'function') Reflect.apply(saw, undefined, [event.pointerType])
      },
      true,
    )
  })

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const tabTo = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    await expect(target).toBeAttached()
    for (let presses = 0; presses < TABS_MAX; presses += 1) {
      await press(key)
      if (await target.evaluate((element) => element === document.activeElement)) {
        await expectFocus()
        return
      }
    }
    throw new Error(`${TABS_MAX} presses of Tab did not lead to ${String(target)}`)
  }
  const expectFocus = async (): Promise<void> => {
    await expect.poll(() => page.evaluate(lookAtFocus), { message: 'the focus is seen' }).toEqual([])
  }
  return {
    press,
    type: (words) => page.keyboard.type(words),
    tabTo,
    enter: async (target) => {
      await tabTo(target)
      await press('Enter')
    },
    expectFocus,
    expectNoPointer: () => {
      expect(pointers).toEqual([])
    },
  }
}

/** Runs in the page: what is wrong with the focus as it stands, each as a sentence. */
export const lookAtFocus = (): readonly string[] => {
  const at = document.activeElement
  if (!(at instanceof HTMLElement || at instanceof SVGElement) || at === document.body)
    return ['Nothing has the focus.']
  const name = `<${at.tagName.toLowerCase()} class="${at.getAttribute('class') ?? ''}"> ${at.textContent.trim().slice(0, 40)}`
  const boxes = [...at.getClientRects()]
  // A box that is drawn by its label stands where the label does.
  const label = at instanceof HTMLInputElement ? at.labels?.[0] : undefined
  if (boxes.length === 0 && label === undefined) return [`${name} is not on the page.`]
  const isInSight = [...boxes, ...(label?.getClientRects() ?? [])].some(
    ({ left, right, top, bottom }) => right > 0 && left < innerWidth && bottom > 0 && top < innerHeight,
  )
  const shows = (element: Element | null | undefined): boolean => {
    if (element === null || element === undefined) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  }
  // A mark of a chart is its own ring: an outline of a link in SVG is not drawn everywhere.
  const isMark =
    at instanceof SVGElement &&
    [...at.querySelectorAll('rect, path')].some((mark) => parseFloat(getComputedStyle(mark).strokeWidth) >= 3)
  // The ring may be drawn by what stands around: a text's by its layer, a box's by its label.
  const isSeen = isMark || shows(at) || shows(label) || shows(at.nextElementSibling) || shows(at.parentElement)
  return [
    ...(isInSight ? [] : [`${name} is out of sight.`]),
    ...(isSeen || at.matches('.paper, [contenteditable="true"]') ? [] : [`${name} shows no ring.`]),
  ]
}
