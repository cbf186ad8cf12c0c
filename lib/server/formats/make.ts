import type { Frame, Threads } from '../../core/exchange'

/** The formats whose files are archives, given out when they are whole. */
export const WHOLE_FORMATS = ['docx', 'xlsx', 'qdpx'] as const
export type WholeFormat = (typeof WHOLE_FORMATS)[number]

/** The file of a format. Loaded when asked for: Word's library alone is as large as the rest of the server. */
export const makeWhole = async (format: WholeFormat, frame: Frame, threads: Threads): Promise<Uint8Array> => {
  switch (format) {
    case 'docx':
      return (await import('./docx')).docxFile(frame, threads)
    case 'xlsx':
      return (await import('./xlsx')).xlsxFile(frame, threads)
    case 'qdpx':
      return (await import('./qdpx')).qdpxFile(frame, threads)
  }
}
