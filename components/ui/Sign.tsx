/**
 * A tag's sign: its key over its own line. `name` is what assistive tools say;
 * without it the sign is decoration beside the name.
 */
export const Sign = ({
  pigment,
  letter,
  name,
}: {
  readonly pigment: string
  readonly letter: string
  readonly name?: string
}) => (
  <span
    className="sign"
    data-pigment={pigment}
    {...(name === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name })}
  >
    {letter}
  </span>
)
