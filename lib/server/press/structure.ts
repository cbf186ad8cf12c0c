import { type PdfFile, numberOf } from './pdf-file'
import { type PdfDict, PdfName, PdfRef, type PdfValue, dict } from './pdf-value'

/**
 * The structure tree of a tagged PDF (ISO 32000-1, 14.7), as far as annotations
 * need it: which element an annotation hangs on, and how to hang another there.
 */
export class StructureTree {
  private readonly rootRef: PdfRef
  private readonly parents = new Map<number, PdfValue>()
  private readonly touched = new Map<number, PdfDict>()
  private readonly waiting = new Map<number, { readonly kid: number; readonly element: PdfRef }[]>()
  private readonly elements = new Map<number, { readonly parent: PdfRef; readonly kids: string[] }>()
  private nextKey: number

  /** Reads the tree; throws where the document is not tagged. */
  constructor(private readonly file: PdfFile) {
    const root = file.catalog.get('StructTreeRoot')
    if (!(root instanceof PdfRef)) throw new Error('the file is not tagged')
    this.rootRef = root
    this.readNumbers(file.dict(file.dict(root).get('ParentTree')))
    this.nextKey = 1 + [...this.parents.keys()].reduce((most, key) => Math.max(most, key), -1)
  }

  /** The element that an annotation hangs on, or `undefined`. */
  elementOf(annotation: PdfDict): PdfRef | undefined {
    const key = annotation.get('StructParent')
    const parent = typeof key === 'number' ? this.parents.get(key) : undefined
    return parent instanceof PdfRef ? parent : undefined
  }

  /** Takes an annotation off its element. The element's text stays, as a span. */
  detach(annotation: PdfDict, ref: PdfRef): void {
    const element = this.elementOf(annotation)
    if (element === undefined) return
    this.parents.delete(numberOf(annotation.get('StructParent')))
    const kids = this.kidsOf(element).filter((kid) => {
      const target = this.file.resolve(kid)
      const object = target instanceof Map ? target.get('Obj') : undefined
      return !(object instanceof PdfRef && object.number === ref.number)
    })
    this.change(element, { K: kids, S: new PdfName('Span') })
  }

  /** Hangs an annotation on an element, which becomes an /Annot (ISO 32000-1, table 338), and gives the key for its `StructParent`. */
  attach(annotation: PdfRef, page: PdfRef, element: PdfRef): number {
    const kids = [...this.kidsOf(element), dict({ Type: 'OBJR', Pg: page, Obj: annotation })]
    this.change(element, { K: kids, S: new PdfName('Annot') })
    const key = this.nextKey
    this.parents.set(key, element)
    this.nextKey += 1
    return key
  }

  /** A new, empty element for an annotation on the text of `parent`, behind its kid number `kid`. */
  insertBehind(parent: PdfRef, kid: number): PdfRef {
    const element = this.file.reserve()
    const list = this.waiting.get(parent.number) ?? []
    list.push({ kid, element })
    this.waiting.set(parent.number, list)
    this.elements.set(element.number, { parent, kids: [] })
    return element
  }

  /** Hangs an annotation on an element that `insertBehind` made, and gives the key for its `StructParent`. */
  hang(element: PdfRef, annotation: PdfRef, page: PdfRef): number {
    this.elements.get(element.number)?.kids.push(`<</Type/OBJR/Pg ${page.number} 0 R/Obj ${annotation.number} 0 R>>`)
    const key = this.nextKey
    this.parents.set(key, element)
    this.nextKey += 1
    return key
  }

  /** A new, empty element right behind another, for an annotation beside a link that stays. */
  insertAfter(element: PdfRef): PdfRef {
    const parent = this.file.dict(element).get('P')
    if (!(parent instanceof PdfRef)) return element
    const added = this.file.add(dict({ Type: 'StructElem', S: 'Annot', P: parent, K: [] }))
    const kids = [...this.kidsOf(parent)]
    const at = kids.findIndex((kid) => kid instanceof PdfRef && kid.number === element.number)
    kids.splice(at + 1, 0, added)
    this.change(parent, { K: kids })
    return added
  }

  /** Writes what was changed. Call once, at the end. */
  write(): void {
    for (const [number, entries] of this.waiting) {
      const kids: PdfValue[] = []
      const behind = entries.toSorted((a, b) => a.kid - b.kid)
      let next = 0
      this.kidsOf(new PdfRef(number)).forEach((kid, at) => {
        kids.push(kid)
        for (let entry = behind[next]; entry !== undefined && entry.kid <= at; entry = behind[(next += 1)]) {
          kids.push(entry.element)
        }
      })
      kids.push(...behind.slice(next).map(({ element }) => element))
      this.change(new PdfRef(number), { K: kids })
    }
    for (const [number, { parent, kids }] of this.elements) {
      const body = `<</Type/StructElem/S/Annot/P ${parent.number} 0 R/K[${kids.join(' ')}]>>`
      this.file.putWritten(new PdfRef(number), body)
    }
    for (const [number, element] of this.touched) this.file.put(new PdfRef(number), element)
    const numbers = [...this.parents].sort(([a], [b]) => a - b).flat()
    const tree = this.file.add(dict({ Nums: numbers }))
    const root = new Map(this.file.dict(this.rootRef))
    root.set('ParentTree', tree)
    root.set('ParentTreeNextKey', this.nextKey)
    this.file.put(this.rootRef, root)
  }

  private change(ref: PdfRef, entries: Readonly<Record<string, PdfValue>>): void {
    const element = this.file.dict(ref)
    for (const [key, value] of Object.entries(entries)) element.set(key, value)
    this.touched.set(ref.number, element)
  }

  private readNumbers(node: PdfDict): void {
    for (const kid of this.file.array(node.get('Kids'))) this.readNumbers(this.file.dict(kid))
    const numbers = this.file.array(node.get('Nums'))
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      this.parents.set(numberOf(numbers[at]), numbers[at + 1] ?? null)
    }
  }

  private kidsOf(element: PdfRef): readonly PdfValue[] {
    const kids = this.file.dict(element).get('K')
    if (kids === undefined) return []
    const target = this.file.resolve(kids)
    return Array.isArray(target) ? this.file.array(kids) : [kids]
  }
}
