/**
 * Which way an arrow key goes along a line of things: 1 to the next, -1 to the
 * one before, 0 for another key. Where lines run from right to left the next
 * one is on the left.
 */
export const stepAlong = (key: string, inside: Element): -1 | 0 | 1 => {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return 0
  const isForward = (key === 'ArrowRight') === (getComputedStyle(inside).direction === 'ltr')
  return isForward ? 1 : -1
}
