/** Rows in, figures out. Each with its definition in SPEC.md. */
export {
  type Figures,
  type FiguresInput,
  type FiguresMember,
  type FiguresTag,
  type Counts,
  type GroupFigures,
  type SectionFigures,
  type MemberFigures,
  FOOTNOTES_SECTION,
  figures,
} from './figures'
export { type HeatCell, type HeatSection, disagreement } from './heat'
