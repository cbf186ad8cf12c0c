/** A page as annotations need it: points, upright as the page is shown. */
export interface Sheet {
  /** Where the text ends and the margin begins, and where the page does. */
  readonly marginLeft: number
  readonly right: number
  readonly bottom: number
  /** How far the file turns the page clockwise to show it: 0, 90, 180 or 270 degrees. */
  readonly rotation: number
}

/** From the page as it is shown to the file's own directions: the linear part of a matrix, by rotation. */
const BACK: Readonly<Record<number, readonly [number, number, number, number]>> = {
  90: [0, 1, -1, 0],
  180: [-1, 0, 0, -1],
  270: [0, -1, 1, 0],
}

/** The matrix that puts what is drawn upright on a page that the file turns; `undefined` where it does not. */
export const matrixOn = ({ rotation }: Sheet): readonly number[] | undefined => {
  const back = BACK[rotation]
  return back === undefined ? undefined : [...back, 0, 0]
}

/** Points (x, y, x, y, …) in the file's own directions. */
export const pointsOn = ({ rotation }: Sheet, points: readonly number[]): readonly number[] => {
  const back = BACK[rotation]
  if (back === undefined) return points
  const [a, b, c, d] = back
  return points.map((value, at) => {
    const [x = 0, y = 0] = at % 2 === 0 ? [value, points[at + 1]] : [points[at - 1], value]
    return at % 2 === 0 ? a * x + c * y : b * x + d * y
  })
}

/** A rectangle in the file's own directions: left, bottom, right, top. */
export const rectOn = (sheet: Sheet, rect: readonly number[]): readonly number[] => {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = pointsOn(sheet, rect)
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
}
