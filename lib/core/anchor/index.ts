/** Where an annotation sits: describe a passage, and find it again in another version. */
export { type Anchor, type Passage, QUOTE_MAX_CHARS, CONTEXT_CHARS } from './anchor'
export { describe } from './describe'
export { type Resolution, resolve } from './resolve'
