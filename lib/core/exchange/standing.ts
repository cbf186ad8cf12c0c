import type { ForeignNote } from './foreign'

/** In whose thread a note is said, and what it answers. */
export interface Standing {
  readonly note: ForeignNote
  /** The note whose highlight it is said on: itself where it brings its own. */
  readonly root: ForeignNote
  /** The note that it answers; `null` where it speaks of the highlight itself. */
  readonly parent: ForeignNote | null
  /** True where it answers a note that the file does not have. */
  readonly isLost: boolean
}

/**
 * Where each note of a file stands, each after what it answers. An answer to a
 * note that is not there stands by itself, and so does the first of notes that
 * answer each other in a circle: no words go missing.
 */
export const standingsOf = (notes: readonly ForeignNote[]): readonly Standing[] => {
  const known = new Map(notes.map((note) => [note.id, note]))
  const done = new Map<string, Standing>()
  /** The note that another answers or belongs to; `undefined` where it stands by itself. */
  const aboveOf = ({ target, scope, id }: ForeignNote): ForeignNote | undefined => {
    const wanted = target.kind === 'note' ? (known.get(target.id) ?? known.get(scope ?? '')) : known.get(scope ?? '')
    return wanted?.id === id ? undefined : wanted
  }
  for (const note of notes) {
    const path: ForeignNote[] = []
    const seen = new Set<string>()
    let at: ForeignNote | undefined = note
    while (at !== undefined && !done.has(at.id) && !seen.has(at.id)) {
      path.push(at)
      seen.add(at.id)
      at = aboveOf(at)
    }
    const isCircle = at !== undefined && !done.has(at.id)
    for (const [back, next] of path.toReversed().entries()) {
      const above = isCircle && back === 0 ? undefined : done.get(aboveOf(next)?.id ?? '')
      done.set(next.id, {
        note: next,
        root: above?.root ?? next,
        // What is said in a scope and answers nobody is said on the highlight.
        parent: above === undefined || next.target.kind !== 'note' ? null : above.note,
        isLost: above === undefined && next.target.kind === 'note',
      })
    }
  }
  return [...done.values()]
}
