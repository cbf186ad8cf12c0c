import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Document, canonicalJson } from './document'

/**
 * The content hash of a document: SHA-256 (FIPS 180-4) of its canonical JSON in
 * UTF-8, as 64 lower-case hex digits. Equal documents have equal hashes.
 */
export const hashDocument = (document: Document): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(document.toJSON()))))
