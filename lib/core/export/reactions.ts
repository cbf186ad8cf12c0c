import type { ThreadReaction } from '../annotation'
import { nameOf } from './notes'
import type { AnnotatedPaper } from './paper'

/** Who agreed, asked or wanted evidence, one line a kind; none where nobody did. */
export const reactionLines = (paper: AnnotatedPaper, reactions: readonly ThreadReaction[]): readonly string[] => {
  const { say, list } = paper.words
  return (['agree', 'question', 'evidence'] as const).flatMap((kind) => {
    const who = reactions.filter(({ reaction }) => reaction === kind).map(({ author }) => nameOf(paper, author))
    return who.length === 0 ? [] : [say('said.reaction', { reaction: say(`reactions.${kind}`), names: list(who) })]
  })
}
