import { deflateSync } from 'node:zlib'

/** For tests only: a PDF's objects by number, each in the file's own syntax, one character a byte. */
export type HandMadeObjects = Readonly<Record<number, string>>

/** For tests only: what a file made by hand may have besides its objects. */
export interface HandMadeChoice {
  /** What its trailer says beyond Size and Root, which is object 1. */
  readonly trailer?: string
  /** What it says of its size, instead of the truth. */
  readonly size?: string
  /** Objects that its table calls free and a stream beside it has (ISO 32000-1, 7.5.8.4). */
  readonly hidden?: HandMadeObjects
  /** Its table leads nowhere. */
  readonly isDamaged?: boolean
}

/** For tests only: a stream in the file's own syntax. */
const stream = (content: string, entries = ''): string =>
  `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`

/** For tests only: a deflated stream. */
export const deflated = (content: string, entries = ''): string =>
  stream(deflateSync(Buffer.from(content, 'latin1')).toString('latin1'), `${entries}/Filter/FlateDecode`)

/** For tests only: a PDF with these objects and a table of them. */
export const handMade = (objects: HandMadeObjects, choice: HandMadeChoice = {}): Uint8Array => {
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const places = new Map<number, number>()
  const put = (number: number, body: string): void => {
    places.set(number, text.length)
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  for (const [number, body] of Object.entries(objects)) put(Number(number), body)
  const hidden = Object.entries(choice.hidden ?? {})
  let highest = Math.max(0, ...places.keys(), ...hidden.map(([number]) => Number(number)))
  let beside = ''
  if (hidden.length > 0) {
    let bodies = ''
    const head = hidden.map(([number, body]) => {
      const at = bodies.length
      bodies += `${body} `
      return `${number} ${at} `
    })
    const first = head.join('').length
    const pack = highest + 1
    put(pack, deflated(head.join('') + bodies, `/Type/ObjStm/N ${hidden.length}/First ${first}`))
    const rows = hidden.map((_, nth) => String.fromCharCode(2, pack >> 8, pack & 255, nth)).join('')
    const index = hidden.map(([number]) => `${number} 1`).join(' ')
    highest = pack + 1
    put(highest, deflated(rows, `/Type/XRef/Size ${highest + 1}/W[1 2 1]/Index[${index}]/Root 1 0 R`))
    beside = `/XRefStm ${places.get(highest) ?? 0}`
  }
  const table = Array.from({ length: highest + 1 }, (_, number) => {
    const at = places.get(number)
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const at = choice.isDamaged === true ? 17 : text.length
  const trailer = `<</Size ${choice.size ?? highest + 1}/Root 1 0 R${beside}${choice.trailer ?? ''}>>`
  text += `xref\n0 ${highest + 1}\n${table.join('')}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

const PAGE =
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>/Contents 4 0 R>>'

/** For tests only: the objects of a paper of one page with these lines. Object 1 is the catalog, 2 the tree, 3 the page, 4 its text. */
export const onePage = (lines: readonly string[]): Record<1 | 2 | 3 | 4, string> => ({
  1: '<</Type/Catalog/Pages 2 0 R>>',
  2: '<</Type/Pages/Count 1/Kids[3 0 R]>>',
  3: PAGE,
  4: stream(`BT /F1 11 Tf 72 700 Td 14 TL ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`),
})
