import type { Note } from './notes'

/** A piece of the plain text that the same notes cover from end to end. */
export interface Stretch {
  readonly id: number
  readonly start: number
  readonly end: number
  /** Indices into the notes, ascending. */
  readonly notes: readonly number[]
}

/**
 * Cuts the text at every start and end of a note. The stretches that some note
 * covers come back in order; they do not overlap, and a note's stretches
 * together are its passage. (PDF links cannot lie in each other; stretches can
 * each be a link of their own.)
 */
export const stretchesOf = (notes: readonly Note[]): readonly Stretch[] => {
  const edges = new Map<number, { readonly opens: number[]; readonly closes: number[] }>()
  const edgeAt = (at: number): { readonly opens: number[]; readonly closes: number[] } => {
    const edge = edges.get(at) ?? { opens: [], closes: [] }
    edges.set(at, edge)
    return edge
  }
  notes.forEach(({ place }, note) => {
    if (place === null) return
    edgeAt(place.start).opens.push(note)
    edgeAt(place.end).closes.push(note)
  })
  const cuts = [...edges.keys()].sort((a, b) => a - b)
  const open = new Set<number>()
  const stretches: Stretch[] = []
  cuts.forEach((cut, at) => {
    const edge = edgeAt(cut)
    edge.closes.forEach((note) => open.delete(note))
    edge.opens.forEach((note) => open.add(note))
    const end = cuts[at + 1]
    if (open.size === 0 || end === undefined) return
    stretches.push({ id: stretches.length, start: cut, end, notes: [...open].sort((a, b) => a - b) })
  })
  return stretches
}
