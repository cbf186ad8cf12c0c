import {
  PDFArray,
  PDFBool,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFString,
  decodePDFRawStream,
} from '@cantoo/pdf-lib'

/**
 * For tests only: which conditions of the Matterhorn Protocol 1.1 (PDF/UA-1) that
 * a program can judge a file of ours breaks, a line each; none for a sound one.
 */
export const faultsOf = (document: PDFDocument): readonly string[] => [
  ...wholeFaults(document),
  ...document
    .getPages()
    .flatMap((page, at) => [
      ...contentFaults(page).map((fault) => `page ${at + 1}: ${fault}`),
      ...annotationFaults(document, page).map((fault) => `page ${at + 1}: ${fault}`),
    ]),
  ...fontFaults(document),
]

const key = (name: string): PDFName => PDFName.of(name)
const dictAt = (dict: PDFDict, name: string): PDFDict | undefined => {
  const value = dict.lookup(key(name))
  return value instanceof PDFDict ? value : undefined
}
const textAt = (dict: PDFDict, name: string): string => {
  const value = dict.lookup(key(name))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : ''
}
const streamText = (value: PDFObject | undefined): string =>
  value instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(value).decode()).toString('latin1') : ''

/** 06, 07, 11: what the file says of itself. */
const wholeFaults = (document: PDFDocument): readonly string[] => {
  const { catalog } = document
  const metadata = streamText(catalog.lookup(key('Metadata')))
  const mark = dictAt(catalog, 'MarkInfo')
  const checks: Readonly<Record<string, boolean>> = {
    '06-001 no metadata': metadata !== '',
    '06-002 no pdfuaid:part': metadata.includes('<pdfuaid:part>1</pdfuaid:part>'),
    '06-003 no title': /<dc:title>.*<rdf:li [^>]*>[^<]+<\/rdf:li>/u.test(metadata),
    '07-001 the title is not shown': dictAt(catalog, 'ViewerPreferences')?.get(key('DisplayDocTitle')) === PDFBool.True,
    '11-006 no language': textAt(catalog, 'Lang') !== '',
    'not marked': mark?.get(key('Marked')) === PDFBool.True,
    suspects: mark?.has(key('Suspects')) === false,
    'no outline': dictAt(catalog, 'Outlines')?.has(key('First')) === true,
  }
  return Object.entries(checks).flatMap(([fault, holds]) => (holds ? [] : [fault]))
}

const PAINTS = new Set(['Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'BI'])

/** 01: all that is painted is an artifact or stands in the structure. */
const contentFaults = (page: PDFPage): readonly string[] => {
  const contents = page.node.lookup(key('Contents'))
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents]
  const text = streams.map((one) => streamText(one instanceof PDFRef ? page.doc.context.lookup(one) : one)).join('\n')
  const bare = text.replaceAll(/\((?:\\.|[^\\()])*\)/gsu, '()').replaceAll(/<[0-9A-Fa-f\s]*>/gu, '<>')
  const faults: string[] = []
  const open: ('artifact' | 'real' | 'other')[] = []
  for (const line of bare.matchAll(/(\/Artifact\b[^]*?|\/\w+\s*<<[^]*?>>\s*)?\b(BDC|BMC|EMC)\b|(\S+)/gu)) {
    const [, properties = '', mark, operator = ''] = line
    if (mark === 'EMC') open.pop()
    else if (mark !== undefined)
      open.push(properties.startsWith('/Artifact') ? 'artifact' : properties.includes('/MCID') ? 'real' : 'other')
    else if (PAINTS.has(operator) && !open.some((kind) => kind !== 'other')) faults.push(`01-005 ${operator} unmarked`)
    if (open.includes('artifact') && open.includes('real')) faults.push('01-003 an artifact in real content')
  }
  if (open.length > 0) faults.push('marked content is not closed')
  return faults
}

/** 28: annotations stand in the structure, in its order, and say what they are. */
const annotationFaults = (document: PDFDocument, page: PDFPage): readonly string[] => {
  const annotations = page.node.Annots()?.asArray() ?? []
  if (annotations.length === 0) return []
  const tabs = page.node.get(key('Tabs')) === key('S') ? [] : ['28-009 not in the order of the structure']
  const parents = parentsOf(document)
  return [
    ...tabs,
    ...annotations.flatMap((ref) => {
      const annotation = document.context.lookup(ref, PDFDict)
      const subtype = annotation.lookup(key('Subtype'), PDFName).decodeText()
      const number = annotation.get(key('StructParent'))
      const parent = number instanceof PDFNumber ? parents.get(number.asNumber()) : undefined
      const element = parent instanceof PDFDict ? parent : undefined
      const wanted = subtype === 'Link' ? 'Link' : 'Annot'
      const checks: Readonly<Record<string, boolean>> = {
        'has no Contents':
          textAt(annotation, 'Contents') !== '' || (element !== undefined && textAt(element, 'Alt') !== ''),
        'is in no element': element !== undefined,
        [`is in no ${wanted}`]: element?.get(key('S')) === key(wanted),
        'is not the element’s': element !== undefined && kidsOf(element).includes(String(ref)),
      }
      return Object.entries(checks).flatMap(([fault, holds]) => (holds ? [] : [`28 ${subtype} ${fault}`]))
    }),
  ]
}

/** The objects that an element refers to. */
const kidsOf = (element: PDFDict): readonly string[] => {
  const kids = element.lookup(key('K'))
  return (kids instanceof PDFArray ? kids.asArray() : [kids]).flatMap((kid) => {
    const target = kid instanceof PDFRef ? element.context.lookup(kid) : kid
    return target instanceof PDFDict && target.get(key('Type')) === key('OBJR') ? [String(target.get(key('Obj')))] : []
  })
}

/** What the tree of parents says for each number. */
const parentsOf = (document: PDFDocument): ReadonlyMap<number, PDFObject | undefined> => {
  const parents = new Map<number, PDFObject | undefined>()
  const read = (node: PDFDict | undefined): void => {
    const numbers = node?.lookup(key('Nums'))
    if (numbers instanceof PDFArray) {
      for (let at = 0; at + 1 < numbers.size(); at += 2) {
        parents.set(numbers.lookup(at, PDFNumber).asNumber(), numbers.lookup(at + 1))
      }
    }
    const kids = node?.lookup(key('Kids'))
    if (kids instanceof PDFArray) for (let at = 0; at < kids.size(); at += 1) read(kids.lookup(at, PDFDict))
  }
  const root = dictAt(document.catalog, 'StructTreeRoot')
  read(root === undefined ? undefined : dictAt(root, 'ParentTree'))
  return parents
}

/** 10, 31: fonts are embedded and say what their glyphs mean. */
const fontFaults = (document: PDFDocument): readonly string[] =>
  document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict)) return []
    const type = object.get(key('Type'))
    if (type === key('FontDescriptor')) {
      const isEmbedded = ['FontFile', 'FontFile2', 'FontFile3'].some((file) => object.has(key(file)))
      return isEmbedded ? [] : ['31-009 a font is not embedded']
    }
    const isWhole = type === key('Font') && object.get(key('Subtype')) === key('Type0')
    return isWhole && !object.has(key('ToUnicode')) ? ['10-001 a font does not say what its glyphs mean'] : []
  })
