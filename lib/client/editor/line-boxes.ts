/** A box on the page, in px. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Joins the boxes of pieces of text into one box a line: pieces that overlap
 * by more than half of the lower one's height are on one line. Boxes without
 * width or height are left out. The answer goes from the top down.
 */
export const lineBoxes = (pieces: readonly Box[]): readonly Box[] => {
  const lines: Box[] = []
  const drawn = pieces.filter((piece) => piece.right > piece.left && piece.bottom > piece.top)
  for (const piece of drawn.toSorted((a, b) => a.top - b.top || a.left - b.left)) {
    const line = lines.at(-1)
    const shared = line === undefined ? 0 : Math.min(line.bottom, piece.bottom) - Math.max(line.top, piece.top)
    const lower = line === undefined ? 0 : Math.min(line.bottom - line.top, piece.bottom - piece.top)
    if (line === undefined || shared <= lower / 2) lines.push(piece)
    else
      lines[lines.length - 1] = {
        left: Math.min(line.left, piece.left),
        top: Math.min(line.top, piece.top),
        right: Math.max(line.right, piece.right),
        bottom: Math.max(line.bottom, piece.bottom),
      }
  }
  return lines
}
