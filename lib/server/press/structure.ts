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
  private nextKey: number

  /** Reads the tree; throws where the document is not tagged. */
  constructor(private readonly file: PdfFile) {
    const root = file.catalog.get('StructTreeRoot')
    if (!(root instanceof PdfRef)) throw new Error('the file is not tagged')
    this.rootRef = root
    this.readNumbers(file.dict(file.dict(root).get('ParentTree')))
    this.nextKey = 1 + Math.max(-1, ...this.parents.keys())
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

  /** Hangs a markup annotation on an element, which becomes an /Annot (ISO 32000-1, table 338). Sets its `StructParent`. */
  attach(annotation: PdfDict, ref: PdfRef, page: PdfRef, element: PdfRef): void {
    const kids = [...this.kidsOf(element), dict({ Type: 'OBJR', Pg: page, Obj: ref })]
    this.change(element, { K: kids, S: new PdfName('Annot') })
    annotation.set('StructParent', this.nextKey)
    this.parents.set(this.nextKey, element)
    this.nextKey += 1
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
