import { Sign } from '@/components/ui/Sign'
import type { TagVoices } from './tally'

/** The verdicts of a thread in short: each tag's letter over its line, and how many. Decoration: the thread's label says it. */
export const Votes = ({ voices }: { readonly voices: readonly TagVoices[] }) =>
  voices.length === 0 ? null : (
    <span className="votes num" aria-hidden>
      {voices.map(({ tag, members }) => (
        <span key={tag.id}>
          <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />
          {members.length}
        </span>
      ))}
    </span>
  )
