import { UnreadablePdf } from './unreadable-pdf'

/** A name, without its slash, as the file writes it (escapes stay as they are). */
export class PdfName {
  constructor(readonly name: string) {}
}

/** A reference to an indirect object; other generations than 0 are found in files that were changed by others. */
export class PdfRef {
  constructor(
    readonly number: number,
    readonly generation = 0,
  ) {}
}

/** A string's bytes, one a character (0 to 255). */
export class PdfString {
  constructor(readonly bytes: string) {}

  /** A text string (ISO 32000-1, 7.9.2.2): in PDFDocEncoding where that has every character, else in UTF-16 with its mark. */
  static ofText(text: string): PdfString {
    if (PLAIN.test(text)) return new PdfString(text)
    let bytes = ''
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      const byte =
        (unit > 0x1f && unit < 0x7f) || unit === 0x0a || (unit > 0xa0 && unit < 0x100 && unit !== 0xad)
          ? unit
          : DOC_ENCODING.get(unit)
      if (byte === undefined) return new PdfString(utf16Bytes(text))
      bytes += String.fromCharCode(byte)
    }
    // Bytes that would be taken for the mark of another encoding.
    return /^(?:\xfe\xff|\xff\xfe|\xef\xbb\xbf)/u.test(bytes) ? new PdfString(utf16Bytes(text)) : new PdfString(bytes)
  }
}

const PLAIN = /^[\x20-\x7e\n]*$/u
/** What PDFDocEncoding has beyond Latin-1 that people write (ISO 32000-1, annex D.2). */
const DOC_ENCODING: ReadonlyMap<number, number> = new Map([
  [0x2022, 0x80],
  [0x2026, 0x83],
  [0x2014, 0x84],
  [0x2013, 0x85],
  [0x201e, 0x8c],
  [0x201c, 0x8d],
  [0x201d, 0x8e],
  [0x2018, 0x8f],
  [0x2019, 0x90],
  [0x201a, 0x91],
])
const utf16Bytes = (text: string): string => `\xfe\xff${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`

/** A word of a content stream that says what to do with the values before it. */
export class Operator {
  constructor(readonly name: string) {}
}

export type PdfDict = Map<string, PdfValue>
export type PdfValue = null | boolean | number | PdfName | PdfRef | PdfString | readonly PdfValue[] | PdfDict

/** A dictionary from a record; a plain string is a name, `undefined` leaves its key out. */
export const dict = (entries: Readonly<Record<string, PdfValue | string | undefined>>): PdfDict =>
  new Map(
    Object.entries(entries).flatMap(([key, value]): [string, PdfValue][] =>
      value === undefined ? [] : [[key, typeof value === 'string' ? new PdfName(value) : value]],
    ),
  )

/** A value as the file writes it. */
export const write = (value: PdfValue): string => {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return writeNumber(value)
  if (value instanceof PdfName) return `/${value.name}`
  if (value instanceof PdfRef) return `${value.number} ${value.generation} R`
  if (value instanceof PdfString) return writeString(value.bytes)
  if (value instanceof Map) {
    return `<<${[...value].map(([key, entry]) => `/${key} ${write(entry)}`).join(' ')}>>`
  }
  return `[${value.map(write).join(' ')}]`
}

const writeNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error('a PDF has no such number')
  return Number.isInteger(value) ? String(value) : value.toFixed(5).replace(/\.?0+$/u, '')
}

const writeString = (bytes: string): string => {
  if (bytes.startsWith('\xfe\xff')) {
    return `<${Buffer.from(bytes, 'latin1').toString('hex')}>`
  }
  return NEEDS_ESCAPE.test(bytes) ? `(${bytes.replaceAll(ESCAPED, escapeOf)})` : `(${bytes})`
}

const NEEDS_ESCAPE = /[\\()\n\r]/u
const ESCAPED = /[\\()\n\r]/gu
const escapeOf = (character: string): string =>
  character === '\n' ? '\\n' : character === '\r' ? '\\r' : `\\${character}`

const SPACE = /[\0\t\n\f\r ]/u
/** Arrays and dictionaries lie no deeper in each other in any file that is meant to be read. */
const NESTING_MAX = 200
const REGULAR_END = /[\0\t\n\f\r ()<>[\]{}/%]/u

/** Reads values from a file's text (one character a byte). Throws `UnreadablePdf` where there is none. */
export class PdfReader {
  private depth = 0

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  /** The place after what was read. */
  get place(): number {
    return this.at
  }

  value(): PdfValue {
    this.skip()
    const first = this.text[this.at]
    if (first === '/') return this.name()
    if (first === '(') return this.literal()
    if (first === '[') return this.within(() => this.array())
    if (first === '<') return this.text[this.at + 1] === '<' ? this.within(() => this.dictionary()) : this.hex()
    const word = this.word()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    const number = Number(word)
    if (word === '' || !Number.isFinite(number)) throw new UnreadablePdf(`no PDF value at ${this.at}`)
    return Number.isInteger(number) ? this.refOr(number) : number
  }

  /** The next value or operator of a content stream (ISO 32000-1, 7.8.2); `undefined` at its end. */
  token(): PdfValue | Operator | undefined {
    this.skip()
    const first = this.text[this.at]
    if (first === undefined) return undefined
    if (first === '/' || first === '(' || first === '[' || first === '<') return this.value()
    const word = this.word()
    const number = Number(word)
    if (word !== '' && !Number.isNaN(number)) return number
    if (word === '') this.at += 1
    return new Operator(word)
  }

  /** Reads this keyword, or throws. */
  keyword(expected: string): void {
    this.skip()
    if (this.word() !== expected) throw new UnreadablePdf(`no ${expected} before ${this.at}`)
  }

  /** Reads a whole number, or throws. */
  integer(): number {
    this.skip()
    const word = this.word()
    const number = Number(word)
    if (!/^[+-]?\d+$/u.test(word) || !Number.isSafeInteger(number))
      throw new UnreadablePdf(`no number before ${this.at}`)
    return number
  }

  private refOr(number: number): number | PdfRef {
    const rest = /^\s+(\d{1,5})\s+R(?![^\0\t\n\f\r ()<>[\]{}/%])/u.exec(this.text.slice(this.at, this.at + 16))
    if (rest === null) return number
    this.at += rest[0].length
    return new PdfRef(number, Number(rest[1]))
  }

  private skip(): void {
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined) return
      if (character === '%')
        while (this.at < this.text.length && !/[\r\n]/u.test(this.text[this.at] ?? '')) this.at += 1
      else if (SPACE.test(character)) this.at += 1
      else return
    }
  }

  private word(): string {
    const start = this.at
    while (this.at < this.text.length && !REGULAR_END.test(this.text[this.at] ?? '')) this.at += 1
    return this.text.slice(start, this.at)
  }

  private name(): PdfName {
    this.at += 1
    return new PdfName(this.word())
  }

  private within<T>(read: () => T): T {
    this.depth += 1
    if (this.depth > NESTING_MAX) throw new UnreadablePdf('a value that lies too deep')
    const value = read()
    this.depth -= 1
    return value
  }

  private array(): PdfValue[] {
    this.at += 1
    const values: PdfValue[] = []
    for (;;) {
      this.skip()
      if (this.text[this.at] === ']') {
        this.at += 1
        return values
      }
      values.push(this.value())
    }
  }

  private dictionary(): PdfDict {
    this.at += 2
    const entries: PdfDict = new Map()
    for (;;) {
      this.skip()
      if (this.text.startsWith('>>', this.at)) {
        this.at += 2
        return entries
      }
      if (this.text[this.at] !== '/') throw new UnreadablePdf(`no key at ${this.at}`)
      const key = this.name().name
      entries.set(key, this.value())
    }
  }

  private hex(): PdfString {
    const end = this.text.indexOf('>', this.at)
    if (end < 0) throw new UnreadablePdf('a string without an end')
    const digits = this.text.slice(this.at + 1, end).replaceAll(/\s/gu, '')
    this.at = end + 1
    let bytes = ''
    for (let at = 0; at < digits.length; at += 2) {
      bytes += String.fromCharCode(Number.parseInt(digits.slice(at, at + 2).padEnd(2, '0'), 16))
    }
    return new PdfString(bytes)
  }

  private literal(): PdfString {
    let bytes = ''
    let depth = 1
    this.at += 1
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? ''
      this.at += 1
      if (character === '\\') {
        bytes += this.escape()
        continue
      }
      if (character === '(') depth += 1
      if (character === ')') depth -= 1
      if (depth === 0) return new PdfString(bytes)
      bytes += character
    }
    throw new UnreadablePdf('a string without an end')
  }

  private escape(): string {
    const octal = /^[0-7]{1,3}/u.exec(this.text.slice(this.at, this.at + 3))?.[0]
    if (octal !== undefined) {
      this.at += octal.length
      return String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
    }
    const character = this.text[this.at] ?? ''
    this.at += 1
    if (character === '\r' && this.text[this.at] === '\n') this.at += 1
    const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\r': '', '\n': '' }
    return known[character] ?? character
  }
}
