/**
 * The letters on a member's disc: the first of the first and of the last word,
 * titles and what stands in brackets left out; at most two, upper case. Empty
 * for a name without a letter.
 */
export const initialsOf = (name: string): string => {
  const words = name
    .replace(/\s*\([^)]*\)$/u, '')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word) && !/^(dr|prof|mr|mrs|ms|mx)\.?$/i.test(word))
    .map((word) => /\p{L}/u.exec(word)?.[0] ?? '')
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  return (first + last).toLocaleUpperCase('en')
}

/**
 * A member: a round disc with initials, never a line or a fill, so that no
 * member looks like a tag. Hidden from assistive tools unless `isNamed`, since
 * the name mostly stands beside it.
 */
export const Disc = ({
  name,
  colour,
  size = 'm',
  isNamed = false,
}: {
  readonly name: string
  /** 1 to 12. */
  readonly colour: number
  readonly size?: 's' | 'm' | 'l'
  readonly isNamed?: boolean
}) => (
  <span
    className={size === 'm' ? 'disc' : `disc ${size}`}
    data-member={colour}
    {...(isNamed ? { role: 'img', 'aria-label': name, title: name } : { 'aria-hidden': true })}
  >
    {initialsOf(name)}
  </span>
)
