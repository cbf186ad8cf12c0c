import { type AnnotatedPaper, type Attachment, languageOf } from '../../core/export'
import { pdfDate } from './annotate'
import type { PdfFile } from './pdf-file'
import { type PdfDict, PdfName, type PdfRef, PdfString, type PdfValue, dict } from './pdf-value'
import { srgbProfile } from './srgb'
import { UnreadablePdf } from './unreadable-pdf'

/**
 * What makes a file whole besides its annotations: moments, metadata that say
 * PDF/UA-1 and PDF/A-3 (ISO 14289-1, ISO 19005-3), the colours' profile, and the
 * data that travels inside.
 */
export const finishFile = (file: PdfFile, paper: AnnotatedPaper): void => {
  const catalog = new Map(file.catalog)
  const moment = new PdfString(pdfDate(paper.at))
  file.setInfo(
    dict({
      Title: PdfString.ofText(paper.title),
      Author: paper.authors.length === 0 ? undefined : PdfString.ofText(paper.authors.join(', ')),
      Creator: PdfString.ofText(CREATOR),
      Producer: PdfString.ofText(PRODUCER),
      CreationDate: moment,
      ModDate: moment,
    }),
  )
  // Typst says `Suspects false`, which is what absence means, and which poppler takes for an error.
  catalog.set('MarkInfo', dict({ Marked: true }))
  // Metadata are read by programs that know no filter: they stay as they are.
  catalog.set(
    'Metadata',
    file.addStream(dict({ Type: 'Metadata', Subtype: 'XML' }), utf8(metadataOf(paper)), 'as it is'),
  )
  const profile = file.addStream(dict({ N: 3 }), srgbProfile())
  catalog.set('OutputIntents', [
    dict({
      Type: 'OutputIntent',
      S: 'GTS_PDFA1',
      OutputConditionIdentifier: new PdfString('sRGB'),
      Info: new PdfString('sRGB IEC61966-2.1'),
      DestOutputProfile: profile,
    }),
  ])
  const attached = (paper.attachments ?? []).map((attachment) => ({
    name: attachment.name,
    ref: attach(file, attachment, moment),
  }))
  if (attached.length > 0) {
    const names = attached.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    catalog.set(
      'AF',
      attached.map(({ ref }) => ref),
    )
    // Typst's own names are the places that the contents lead to.
    const listed = new Map(namesOf(file, catalog))
    listed.set(
      'EmbeddedFiles',
      dict({ Names: names.flatMap(({ name, ref }): PdfValue[] => [PdfString.ofText(name), ref]) }),
    )
    catalog.set('Names', listed)
  }
  file.setCatalog(catalog)
}

/** Puts files into a file that may have some: beside those, in the order of their names (ISO 32000-1, 7.9.6). */
export const attachTo = (file: PdfFile, moment: PdfString, attachments: readonly Attachment[]): void => {
  const catalog = new Map(file.catalog)
  const names = new Map(namesOf(file, catalog))
  const known = namedIn(file, names.get('EmbeddedFiles'))
  const taken = new Set(known.map(([name]) => name.bytes))
  const own = attachments.map((attachment): Named => {
    const name = freeName(attachment.name, taken)
    return [PdfString.ofText(name), attach(file, { ...attachment, name }, moment)]
  })
  const all = [...known, ...own]
  all.sort(([a], [b]) => (a.bytes < b.bytes ? -1 : 1))
  names.set('EmbeddedFiles', dict({ Names: all.flat() }))
  catalog.set('Names', names)
  catalog.set('AF', [...file.array(catalog.get('AF')), ...own.map(([, ref]) => ref)])
  file.setCatalog(catalog)
}

/** The names that a file has already: none where they lead nowhere. */
const namesOf = (file: PdfFile, catalog: PdfDict): PdfDict => {
  const listed = file.resolve(catalog.get('Names'))
  return listed instanceof Map ? listed : dict({})
}

type Named = readonly [name: PdfString, value: PdfValue]
const TREE_DEPTH_MAX = 20

const TREE_NODES_MAX = 10_000

/** The names of a tree of names (ISO 32000-1, 7.9.6); none where it is not there. */
const namedIn = (file: PdfFile, tree: PdfValue | undefined): readonly Named[] => {
  const budget = { nodes: TREE_NODES_MAX }
  return namedUnder(file, tree, budget, 0)
}

const namedUnder = (
  file: PdfFile,
  tree: PdfValue | undefined,
  budget: { nodes: number },
  depth: number,
): readonly Named[] => {
  budget.nodes -= 1
  if (depth > TREE_DEPTH_MAX || budget.nodes < 0) throw new UnreadablePdf('the names lead in a circle')
  const node = file.resolve(tree)
  if (!(node instanceof Map)) return []
  const names = file.array(node.get('Names'))
  const own = names.flatMap((name, at): readonly Named[] => {
    const plain = file.resolve(name)
    const value = names[at + 1]
    return at % 2 === 0 && plain instanceof PdfString && value !== undefined ? [[plain, value]] : []
  })
  return [...own, ...file.array(node.get('Kids')).flatMap((kid) => namedUnder(file, kid, budget, depth + 1))]
}

/** The name, or with a number behind it where the file has one like it: each names one attachment. */
const freeName = (name: string, taken: Set<string>): string => {
  const dot = name.includes('.') ? name.lastIndexOf('.') : name.length
  for (let nth = 1; ; nth += 1) {
    const tried = nth === 1 ? name : `${name.slice(0, dot)}-${nth}${name.slice(dot)}`
    const { bytes } = PdfString.ofText(tried)
    if (taken.has(bytes)) continue
    taken.add(bytes)
    return tried
  }
}

const CREATOR = 'Scholion'
const PRODUCER = 'Scholion with Typst 0.14'

const attach = (file: PdfFile, { name, mediaType, description, text }: Attachment, moment: PdfString): PdfRef => {
  const bytes = Buffer.from(text, 'utf8')
  const stream = file.addStream(
    dict({
      Type: 'EmbeddedFile',
      Subtype: new PdfName(mediaType.replaceAll(/[^A-Za-z0-9.+-]/gu, hexEscape)),
      Params: dict({ Size: bytes.length, ModDate: moment }),
    }),
    bytes,
  )
  return file.add(
    dict({
      Type: 'Filespec',
      F: PdfString.ofText(name),
      UF: PdfString.ofText(name),
      Desc: PdfString.ofText(description),
      AFRelationship: 'Data',
      EF: dict({ F: stream, UF: stream }),
    }),
  )
}

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const hexEscape = (character: string): string => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu
const xml = (text: string): string =>
  text.replaceAll(NOT_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** XMP (ISO 16684-1); PDF/A wants the properties of PDF/UA declared (ISO 19005-3, 6.6.2.3). */
const metadataOf = (paper: AnnotatedPaper): string => {
  const moment = `${new Date(paper.at).toISOString().slice(0, 19)}Z`
  const authors = paper.authors.map((author) => `<rdf:li>${xml(author)}</rdf:li>`).join('')
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(paper.title)}</rdf:li></rdf:Alt></dc:title>
${authors === '' ? '' : `<dc:creator><rdf:Seq>${authors}</rdf:Seq></dc:creator>`}
<dc:language><rdf:Bag><rdf:li>${languageOf(paper)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>${CREATOR}</xmp:CreatorTool><pdf:Producer>${PRODUCER}</pdf:Producer>
<xmp:CreateDate>${moment}</xmp:CreateDate><xmp:ModifyDate>${moment}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}
