/** Small things that every other room stands on. Nothing here knows of papers or layers. */
export { type Result, ok, refused } from './result'
export {
  type Brand,
  type UserId,
  type MemberId,
  type SeminarId,
  type GroupId,
  type PaperId,
  type VersionId,
  type ReadingId,
  type LayerId,
  type TagId,
  userId,
  memberId,
  seminarId,
  groupId,
  paperId,
  versionId,
  readingId,
  layerId,
  tagId,
  ID_PATTERN,
} from './ids'
export { type Clock, type Random, seededRandom } from './effects'
export { exhaustive } from './exhaustive'
export { folded } from './fold'
export { type FormState, EMPTY_FORM } from './form-state'
export { type Language, LANGUAGES, LANGUAGE_FACTS, languageOf } from './language'
export {
  type Theme,
  type Face,
  type Spacing,
  type Numbering,
  type ChoiceName,
  type Choices,
  type KeptChoices,
  THEMES,
  FACES,
  SIZES,
  SPACINGS,
  NUMBERINGS,
  CHOICE_PLACES,
  CHOICE_EVENT,
} from './look'
