/** Open formats, in and out: a reading's notes for other tools, and other tools' notes for a reading. */
export { type Frame, type Threads } from './frame'
export { webFile } from './web'
export { type ForeignAuthor, type ForeignFault, type ForeignFile, type ForeignNote } from './foreign'
export { FOREIGN_NOTES_MAX, readForeign } from './read'
export { type ImportMeans, type ImportPlan, type ImportReport, planImport } from './plan'
export { codePointsOf } from './code-points'
export { memberOfIri } from './names'
