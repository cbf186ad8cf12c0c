/** How long after it was last used the page counts as at rest, in ms. */
const REST_MS = 800

let movedAt = -Infinity

if (typeof window !== 'undefined') {
  const moved = (): void => {
    movedAt = performance.now()
  }
  for (const use of ['scroll', 'pointerdown', 'keydown', 'input']) {
    window.addEventListener(use, moved, { passive: true, capture: true })
  }
}

/** How long to wait until the page may be at rest, in ms; 0 where it is: what takes long is not done under who scrolls, presses or types. */
export const untilRest = (): number => Math.max(0, movedAt + REST_MS - performance.now())
