import { Mention } from '@tiptap/extension-mention'
import type { SuggestionProps } from '@tiptap/suggestion'
import { folded } from '@/lib/core/base'

/** A member who can be mentioned. */
export interface Mentionable {
  readonly id: string
  readonly name: string
  /** What the others see instead: a mention says it, so that no note tells who is who. */
  readonly alias?: string
  /** 1 to 12, for the disc. */
  readonly colour: number
}

/** Names on offer while somebody writes `@` and letters. */
export interface Offer {
  readonly people: readonly Mentionable[]
  /** The one that Enter takes. */
  readonly at: number
  readonly choose: (person: Mentionable) => void
}

const labelOf = ({ name, alias }: Mentionable): string => alias ?? name

/** The most names on offer at once. */
const OFFER_MAX = 6

/** The members whose name, or a part of it, begins with what was written; case and accents do not count. */
export const matching = (people: readonly Mentionable[], query: string): Mentionable[] => {
  const wanted = folded(query)
  return people
    .filter(({ name }) => {
      const whole = folded(name)
      return whole.startsWith(wanted) || whole.split(/\s+/u).some((part) => part.startsWith(wanted))
    })
    .slice(0, OFFER_MAX)
}

/**
 * Mentions with completion. `people` are asked for at each letter; `show` is
 * told of each change of the offer, `null` when there is none. Arrows choose,
 * Enter and Tab take, Escape lets go.
 */
export const mentions = (people: () => readonly Mentionable[], show: (offer: Offer | null) => void) => {
  let props: SuggestionProps<Mentionable, { id: string; label: string }> | undefined
  let at = 0
  const tell = (): void => {
    const now = props
    if (now === undefined || now.items.length === 0) {
      show(null)
      return
    }
    show({
      people: now.items,
      at,
      choose: (person) => {
        now.command({ id: person.id, label: labelOf(person) })
      },
    })
  }
  return Mention.configure({
    renderText: ({ node }) => `@${String(node.attrs.label)}`,
    HTMLAttributes: { class: 'mention' },
    suggestion: {
      char: '@',
      allowedPrefixes: [' ', '(', '\u00a0'],
      items: ({ query }) => matching(people(), query),
      render: () => ({
        onStart: (next) => {
          props = next
          at = 0
          tell()
        },
        onUpdate: (next) => {
          props = next
          at = Math.min(at, Math.max(0, next.items.length - 1))
          tell()
        },
        onExit: () => {
          props = undefined
          tell()
        },
        onKeyDown: ({ event }) => {
          const count = props?.items.length ?? 0
          if (props === undefined || count === 0) return false
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            at = (at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count
            tell()
            return true
          }
          if (event.key !== 'Enter' && event.key !== 'Tab') return false
          if (event.ctrlKey || event.metaKey) return false
          const chosen = props.items[at]
          if (chosen !== undefined) props.command({ id: chosen.id, label: labelOf(chosen) })
          return true
        },
      }),
    },
  })
}
