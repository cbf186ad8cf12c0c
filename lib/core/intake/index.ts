/** Markdown and plain text as a document, with the pages of a PDF-to-Markdown tool repaired. */
export { type Intake, type IntakeRefusal, intake } from './intake'
export { type IntakeWarning, type WarningCode } from './piece'
export { INPUT_MAX_CHARS, NOTES_MAX, NESTING_MAX } from './limits'
