import { useTranslations } from 'next-intl'
import { shadeOf } from '@/components/figures/HeatStrip'
import { type Face, isSamePlace } from './face'

const WIDTH = 1180
const TOP = 30
const CELL_HEIGHT = 30
const TEXT_SIZE = 31
/** Of one letter of a label, about, in the strip's own units. */
const LETTER_WIDTH = 15.5
const NUMBER_GAP = 34
const NUMBERS_MAX = 9

/** The whole paper as one strip, darker where there are more claims, with the contested passages numbered over it. */
export const BoardStrip = ({ face }: { readonly face: Face }) => {
  const t = useTranslations('board')
  const cells = face.strip.flatMap((section) => section.cells)
  if (cells.length === 0) return <div />
  const wide = WIDTH / cells.length
  const x = (start: number): number => {
    const at = cells.findLastIndex((cell) => cell.start <= start)
    return Math.max(0, at) * wide
  }
  const sections = face.strip.flatMap(({ title, level, cells: [first] }) =>
    first === undefined || level !== 2 ? [] : [{ title, at: x(first.start) }],
  )
  const here = face.thrown === undefined ? undefined : x(face.thrown.quote.start)
  const current = here === undefined ? undefined : sections.findLast(({ at }) => at <= here)
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${WIDTH} 100`}
      role="img"
      aria-label={t('strip', {
        touched: cells.filter(({ claims }) => claims > 0).length,
        sentences: cells.length,
        contested: Math.min(face.passages.length, NUMBERS_MAX),
      })}
    >
      {cells.map((cell, at) => (
        <rect
          key={cell.start}
          x={at * wide}
          y={TOP}
          width={Math.max(0.5, wide - 0.8)}
          height={CELL_HEIGHT}
          fill="var(--ink)"
          opacity={shadeOf(cell.claims)}
        />
      ))}
      {sections.slice(1).map(({ at }) => (
        <line
          key={at}
          x1={at - 0.9}
          x2={at - 0.9}
          y1={TOP - 2}
          y2={TOP + 36}
          stroke="var(--ink-3)"
          strokeWidth="1.25"
        />
      ))}
      {labels(sections, current).map(({ title, at, isHere }) => (
        <text key={at} x={at} y="94" className={isHere ? 'here' : undefined} fontSize={TEXT_SIZE}>
          {title}
        </text>
      ))}
      {numbers(face, x).map(({ number, at, isHere }) => (
        <g key={number}>
          <text x={at} y="21" textAnchor="middle" className={isHere ? 'number here' : 'number'} fontSize={TEXT_SIZE}>
            {number}
          </text>
          {isHere ? <path d={`M${at - 7} 25h14`} stroke="var(--ink)" strokeWidth="3" /> : null}
        </g>
      ))}
    </svg>
  )
}

interface Label {
  readonly title: string
  readonly at: number
  readonly isHere: boolean
}

/** The names that fit under the strip: that of the thrown passage's section first, then the others from the start. */
const labels = (
  sections: readonly { readonly title: string; readonly at: number }[],
  current: { readonly title: string; readonly at: number } | undefined,
): readonly Label[] => {
  const placed: { readonly label: Label; readonly from: number; readonly to: number }[] = []
  const ordered = current === undefined ? sections : [current, ...sections.filter((one) => one !== current)]
  for (const { title, at } of ordered) {
    const to = at + title.length * LETTER_WIDTH
    const isFree = placed.every((other) => to + NUMBER_GAP < other.from || at > other.to + NUMBER_GAP)
    if (to <= WIDTH && isFree) placed.push({ label: { title, at, isHere: at === current?.at }, from: at, to })
  }
  return placed.map(({ label }) => label)
}

/** The numbers of the passages, as in the list; of two that would touch the first stands, and the thrown one always. */
const numbers = (
  face: Face,
  x: (start: number) => number,
): readonly { readonly number: number; readonly at: number; readonly isHere: boolean }[] => {
  const all = face.passages
    .slice(0, NUMBERS_MAX)
    .map((passage, at) => ({ number: at + 1, at: x(passage.quote.start), isHere: isSamePlace(passage, face.thrown) }))
    .toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || a.number - b.number)
  const placed: (typeof all)[number][] = []
  for (const one of all) if (placed.every((other) => Math.abs(other.at - one.at) >= NUMBER_GAP / 1.5)) placed.push(one)
  return placed
}
