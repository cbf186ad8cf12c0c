import {
  PDFArray,
  type PDFContext,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
} from '@cantoo/pdf-lib'

const S = PDFName.of('S')
const K = PDFName.of('K')
const PARENT_TREE = PDFName.of('ParentTree')
const STRUCT_PARENT = PDFName.of('StructParent')

/**
 * The structure tree of a tagged PDF (ISO 32000-1, 14.7), as far as annotations
 * need it: which element an annotation hangs on, and how to hang another there.
 */
export class StructureTree {
  private readonly root: PDFDict
  private readonly parents = new Map<number, PDFObject>()
  private nextKey: number

  private constructor(
    private readonly context: PDFContext,
    root: PDFDict,
  ) {
    this.root = root
    this.readNumbers(root.lookup(PARENT_TREE, PDFDict))
    this.nextKey = 1 + Math.max(-1, ...this.parents.keys())
  }

  /** Reads the tree; throws where the document is not tagged. */
  static of(document: PDFDocument): StructureTree {
    return new StructureTree(document.context, document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict))
  }

  /** The element that an annotation hangs on, or `undefined`. */
  elementOf(annotation: PDFDict): PDFRef | undefined {
    const key = annotation.get(STRUCT_PARENT)
    const parent = key instanceof PDFNumber ? this.parents.get(key.asNumber()) : undefined
    return parent instanceof PDFRef ? parent : undefined
  }

  /** Takes an annotation off its element. The element's text stays, as a span. */
  detach(annotation: PDFDict, ref: PDFRef): void {
    const key = annotation.get(STRUCT_PARENT)
    const elementRef = this.elementOf(annotation)
    if (!(key instanceof PDFNumber) || elementRef === undefined) return
    this.parents.delete(key.asNumber())
    const element = this.context.lookup(elementRef, PDFDict)
    const kids = this.kidsOf(element).filter((kid) => !(this.dictOf(kid)?.get(PDFName.of('Obj')) === ref))
    element.set(K, this.context.obj(kids))
    element.set(S, PDFName.of('Span'))
  }

  /** Hangs a markup annotation on an element, which becomes an /Annot (ISO 32000-1, table 338). */
  attach(annotation: PDFDict, ref: PDFRef, page: PDFRef, elementRef: PDFRef): void {
    const element = this.context.lookup(elementRef, PDFDict)
    const kids = this.kidsOf(element)
    kids.push(this.context.obj({ Type: 'OBJR', Pg: page, Obj: ref }))
    element.set(K, this.context.obj(kids))
    element.set(S, PDFName.of('Annot'))
    annotation.set(STRUCT_PARENT, PDFNumber.of(this.nextKey))
    this.parents.set(this.nextKey, elementRef)
    this.nextKey += 1
  }

  /** A new, empty element right behind another, for an annotation beside a link that stays. */
  insertAfter(elementRef: PDFRef): PDFRef {
    const parentRef = this.context.lookup(elementRef, PDFDict).get(PDFName.of('P'))
    if (!(parentRef instanceof PDFRef)) return elementRef
    const parent = this.context.lookup(parentRef, PDFDict)
    const added = this.context.register(this.context.obj({ Type: 'StructElem', S: 'Annot', P: parentRef, K: [] }))
    const kids = this.kidsOf(parent)
    kids.splice(kids.indexOf(elementRef) + 1, 0, added)
    parent.set(K, this.context.obj(kids))
    return added
  }

  /** Writes the way from annotations back to elements. Call once, at the end. */
  write(): void {
    const numbers = [...this.parents].sort(([a], [b]) => a - b).flatMap(([key, parent]) => [PDFNumber.of(key), parent])
    this.root.set(PARENT_TREE, this.context.register(this.context.obj({ Nums: numbers })))
    this.root.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(this.nextKey))
  }

  private readNumbers(node: PDFDict): void {
    const kids = node.lookupMaybe(PDFName.of('Kids'), PDFArray)
    for (let at = 0; at < (kids?.size() ?? 0); at += 1)
      if (kids !== undefined) this.readNumbers(kids.lookup(at, PDFDict))
    const numbers = node.lookupMaybe(PDFName.of('Nums'), PDFArray)
    if (numbers === undefined) return
    for (let at = 0; at + 1 < numbers.size(); at += 2) {
      this.parents.set(numbers.lookup(at, PDFNumber).asNumber(), numbers.get(at + 1))
    }
  }

  private kidsOf(element: PDFDict): PDFObject[] {
    const direct = element.get(K)
    if (direct === undefined) return []
    const kids = direct instanceof PDFRef ? this.context.lookup(direct) : direct
    return kids instanceof PDFArray ? kids.asArray() : [direct]
  }

  private dictOf(kid: PDFObject): PDFDict | undefined {
    const direct = kid instanceof PDFRef ? this.context.lookup(kid) : kid
    return direct instanceof PDFDict ? direct : undefined
  }
}
