import { STRETCH_SCHEME } from '../../core/export'
import type { TextRun } from './page-text'
import type { PdfFile } from './pdf-file'
import { type PdfDict, PdfName, PdfRef, PdfString, type PdfValue } from './pdf-value'

/** The blocks of a file from the paper's title on, and those of its footnotes. */
export interface Structure {
  readonly body: readonly Group[]
  readonly notes: readonly (readonly Group[])[]
}

/** Reads them; `runsOf` gives the text of a page (from 0) by the number of its marked content. */
export const structureOf = (
  file: PdfFile,
  runsOf: (page: number, mcid: number) => readonly TextRun[] | undefined,
): Structure => {
  const structure = new StructureReader(file, runsOf).read()
  ;[...structure.body, ...structure.notes.flat()].forEach((group, at) => {
    group.place = at
  })
  return structure
}

/** The runs of one block-level element, in the order of the structure. */
export interface Group {
  readonly element: PdfRef
  /** How many kids it has, and the page on which it begins: -1 where it does not say. */
  readonly kids: number
  readonly page: number
  place: number
  readonly runs: { readonly run: TextRun; readonly kid: number }[]
}

const INLINE: ReadonlySet<string> = new Set(['Span', 'Strong', 'Em', 'Link', 'Annot', 'Reference'])

/** Walks the structure from the paper's title on. */
class StructureReader {
  private readonly body: Group[] = []
  private readonly notes: Group[][] = []
  private readonly pages: ReadonlyMap<number, number>
  private isInPaper = false

  constructor(
    private readonly file: PdfFile,
    private readonly runsOf: (page: number, mcid: number) => readonly TextRun[] | undefined,
  ) {
    this.pages = new Map(file.pages().map(({ ref }, at) => [ref.number, at]))
  }

  read(): Structure {
    const root = this.file.dict(this.file.catalog.get('StructTreeRoot'))
    for (const kid of this.kids(root.get('K'))) this.walk(kid, this.body, undefined, 0, -1)
    return { body: this.body, notes: this.notes }
  }

  private kids(value: PdfValue | undefined): readonly PdfValue[] {
    if (value === undefined) return []
    return Array.isArray(this.file.resolve(value)) ? this.file.array(value) : [value]
  }

  private walk(value: PdfValue, groups: Group[], group: Group | undefined, kid: number, page: number): void {
    const target = this.file.resolve(value)
    if (typeof target === 'number') {
      this.add(group, kid, page, target)
      return
    }
    if (!(target instanceof Map)) return
    const own = target.get('Pg')
    const here = own instanceof PdfRef ? (this.pages.get(own.number) ?? -1) : page
    const mcid = target.get('MCID')
    if (typeof mcid === 'number') {
      this.add(group, kid, here, mcid)
      return
    }
    const type = target.get('S')
    if (!(type instanceof PdfName) || !(value instanceof PdfRef)) return
    const name = type.name
    if (name === 'H1') this.isInPaper = true
    if (name === 'Lbl') return
    if (name === 'Note') {
      const note: Group[] = []
      this.notes.push(note)
      for (const part of this.kids(target.get('K'))) {
        const inner = this.file.resolve(part)
        const isMark = inner instanceof Map && nameOf(inner.get('S')) === 'Link'
        if (!isMark) this.walk(part, note, undefined, 0, here)
      }
      return
    }
    if (INLINE.has(name) && group !== undefined) {
      if (name === 'Link' && this.isOurs(target)) return
      for (const part of this.kids(target.get('K'))) this.walk(part, groups, group, kid, here)
      return
    }
    const kids = this.kids(target.get('K'))
    const made: Group = { element: value, kids: kids.length, page: here, place: 0, runs: [] }
    if (this.isInPaper) groups.push(made)
    kids.forEach((part, at) => {
      this.walk(part, groups, made, at, here)
    })
  }

  /** A number box of ours is a link, and no word of the paper. */
  private isOurs(element: PdfDict): boolean {
    return this.kids(element.get('K')).some((part) => {
      const kid = this.file.resolve(part)
      const link = kid instanceof Map ? this.file.resolve(kid.get('Obj')) : undefined
      const action = link instanceof Map ? this.file.resolve(link.get('A')) : undefined
      const uri = action instanceof Map ? this.file.resolve(action.get('URI')) : undefined
      return uri instanceof PdfString && uri.bytes.startsWith(STRETCH_SCHEME)
    })
  }

  private add(group: Group | undefined, kid: number, page: number, mcid: number): void {
    for (const run of this.runsOf(page, mcid) ?? []) group?.runs.push({ run, kid })
  }
}

const nameOf = (value: PdfValue | undefined): string => (value instanceof PdfName ? value.name : '')
