import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { type Frame, type Threads, qdaProject } from '../../core/exchange'

/** The notes as a REFI-QDA project, for NVivo, MAXQDA, ATLAS.ti, QualCoder and others. */
export const qdpxFile = async (frame: Frame, threads: Threads): Promise<Uint8Array> => {
  const { xml, textName, text } = await qdaProject(frame, threads, guidOf(frame.address))
  return zipSync(
    { 'project.qde': strToU8(xml), sources: { [textName]: strToU8(text) } },
    { mtime: new Date(Math.max(frame.at, Date.UTC(1980, 0, 2))) },
  )
}

/** GUIDs that follow from names (RFC 9562, version 8), so that the same reading gives the same project. */
const guidOf =
  (address: string) =>
  (name: string): string => {
    const hash = createHash('sha256').update(`${address} ${name}`).digest()
    hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6)
    hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = hash.toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  }
