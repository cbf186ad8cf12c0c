import { createHash } from 'node:crypto'
import { strToU8 } from 'fflate'
import {
  type Frame,
  type GuidOf,
  QDA_SECTIONS,
  type QdaPiece,
  type Threads,
  qdaPieces,
  qdaTextName,
} from '../../core/exchange'
import { Archive } from './archive'
import { Spool } from './spool'

/**
 * The notes as a REFI-QDA project, for NVivo, MAXQDA, ATLAS.ti, QualCoder and
 * others. Its XML has the users first, then all selections, then all notes: each
 * section is packed as it comes, and packed once more in its place.
 */
export const qdpxFile = async (frame: Frame, threads: Threads): Promise<Uint8Array> => {
  const guidOf = guidsUnder(frame.address)
  const spools: Readonly<Record<QdaPiece['section'], Spool>> = {
    head: new Spool(),
    selections: new Spool(),
    notes: new Spool(),
  }
  for await (const { section, xml } of qdaPieces(frame, threads, guidOf)) spools[section].write(xml)
  const archive = new Archive(frame.at)
  const project = archive.part('project.qde')
  for (const section of QDA_SECTIONS) for (const xml of spools[section].taken()) project.write(xml)
  project.end('')
  archive.whole(`sources/${qdaTextName(frame, guidOf)}`, strToU8(frame.index.text))
  return archive.end()
}

/** GUIDs that follow from names (RFC 9562, version 8), so that the same reading gives the same project. */
const guidsUnder =
  (address: string): GuidOf =>
  (name) => {
    const hash = createHash('sha256').update(`${address} ${name}`).digest()
    hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6)
    hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = hash.toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  }
