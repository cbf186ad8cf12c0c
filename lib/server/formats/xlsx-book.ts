import { strToU8 } from 'fflate'
import { type Cell, escapeAttribute, xmlWords } from '../../core/exchange'
import { Archive, type ArchivePart } from './archive'

/** What a cell and a sheet of the format can hold: UTF-16 units, rows. */
const CELL_MAX_CHARS = 32_767
const SHEET_MAX_ROWS = 1_048_576
/** What Excel would read as an escaped character (ECMA-376, 22.9.2.19). */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/gu
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A table of a workbook: its columns, by their heads, and how wide they are, in characters. */
export interface SheetHead {
  readonly name: string
  readonly columns: readonly { readonly head: string; readonly width: number }[]
}

/**
 * An Excel workbook (ECMA-376, Transitional) that is packed while its rows come:
 * of those nothing is kept, so that a file of any length needs little memory.
 * Cells are text or numbers, never formulas. The libraries that write workbooks
 * hold all of it at once.
 */
export class Workbook {
  private readonly archive: Archive
  private readonly sheets: string[] = []

  /** `at`: the moment that the archive gives for its parts; `rowsMax`: of a sheet, its heads with them. */
  constructor(
    at: number,
    private readonly rowsMax = SHEET_MAX_ROWS,
  ) {
    this.archive = new Archive(at)
  }

  /** Writes a table whose first row, its heads, stays in sight; one with more rows than a sheet has goes on in the next. */
  async table(head: SheetHead, rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>): Promise<void> {
    const sheet = (): Sheet => new Sheet(this.archive.part(`xl/worksheets/sheet${this.sheets.length}.xml`), head)
    const named = (): void => {
      const nth = this.sheets.filter((name) => name === head.name || name.startsWith(`${head.name} `)).length
      this.sheets.push(nth === 0 ? head.name : `${head.name} ${nth + 1}`)
    }
    named()
    let open = sheet()
    for await (const row of rows) {
      if (open.rows >= this.rowsMax) {
        open.end()
        named()
        open = sheet()
      }
      open.add(row)
    }
    open.end()
  }

  /** The file. */
  end(): Uint8Array {
    const numbered = this.sheets.map((name, at) => ({ name, n: at + 1 }))
    const types = numbered.map(
      ({ n }) =>
        `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
    )
    const sheets = numbered.map(({ name, n }) => `<sheet name="${xml(name)}" sheetId="${n}" r:id="rId${n}"/>`)
    const relations = numbered.map(({ n }) => relation(n, `${RELATIONS}/worksheet`, `worksheets/sheet${n}.xml`))
    this.whole(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`,
    )
    this.whole(
      'xl/_rels/workbook.xml.rels',
      relationsOf([...relations, relation(numbered.length + 1, `${RELATIONS}/styles`, 'styles.xml')]),
    )
    this.whole('xl/styles.xml', STYLES)
    this.whole('_rels/.rels', relationsOf([relation(1, `${RELATIONS}/officeDocument`, 'xl/workbook.xml')]))
    this.whole(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
    )
    return this.archive.end()
  }

  private whole(name: string, content: string): void {
    this.archive.whole(name, strToU8(HEAD + content))
  }
}

/** One sheet, a row after the other. */
class Sheet {
  /** So many are written. */
  rows = 0

  constructor(
    private readonly part: ArchivePart,
    private readonly head: SheetHead,
  ) {
    const columns = head.columns.map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    )
    part.write(
      `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`,
    )
    this.write(
      head.columns.map(({ head: words }) => words),
      ' s="1"',
    )
  }

  add(row: readonly Cell[]): void {
    this.write(row, '')
  }

  end(): void {
    this.part.end('</sheetData></worksheet>')
  }

  private write(row: readonly Cell[], style: string): void {
    this.rows += 1
    const cells = row.map((value, at) => {
      if (value === null || value === '') return ''
      const place = `<c r="${LETTERS[at] ?? ''}${this.rows}"`
      return typeof value === 'number'
        ? `${place}><v>${value}</v></c>`
        : `${place} t="inlineStr"${style}><is><t xml:space="preserve">${cellText(value)}</t></is></c>`
    })
    this.part.write(`<row r="${this.rows}">${cells.join('')}</row>`)
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const xml = (text: string): string => escapeAttribute(xmlWords(text))

const cellText = (value: string): string => xml(value.slice(0, CELL_MAX_CHARS).replaceAll(ESCAPE, '_x005F_'))

const relation = (n: number, type: string, target: string): string =>
  `<Relationship Id="rId${n}" Type="${type}" Target="${target}"/>`
const relationsOf = (relations: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`

/** Two looks of a cell: plain, and bold for the heads. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`
