import type { ThreadReaction } from '../annotation'
import { nameOf } from './notes'
import type { AnnotatedPaper } from './paper'

const WORDS = { agree: 'Agree', question: 'Question', evidence: 'Evidence wanted' } as const

/** Who agreed, asked or wanted evidence, one line a kind; none where nobody did. */
export const reactionLines = (paper: AnnotatedPaper, reactions: readonly ThreadReaction[]): readonly string[] =>
  (['agree', 'question', 'evidence'] as const).flatMap((kind) => {
    const who = reactions.filter(({ reaction }) => reaction === kind).map(({ author }) => nameOf(paper, author))
    return who.length === 0 ? [] : [`${WORDS[kind]}: ${who.join(', ')}`]
  })
