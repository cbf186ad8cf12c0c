/** The figures of a reading that are also a file. */
export const FIGURE_NAMES = [
  'groups',
  'rounds',
  'sections',
  'paragraphs',
  'sentences',
  'members',
  'agreement',
  'pairs',
  'contested',
  'transitions',
  'time',
  'responses',
] as const
export type FigureName = (typeof FIGURE_NAMES)[number]
