import type { ReactNode } from 'react'
import { Sign } from '@/components/ui/Sign'

interface Gloss {
  readonly at: string
  readonly side: 'start' | 'end'
  readonly name: string
  readonly tag?: { readonly pigment: string; readonly letter: string }
  readonly words: string
}

// A page of the sample paper as a class might gloss it: a picture made of our own highlights, not data.
const GLOSSES: readonly Gloss[] = [
  {
    at: 'spirit',
    side: 'start',
    name: 'Tomás Varga',
    tag: { pigment: 'orpiment', letter: 'c' },
    words: '“True spirit” is an odd thing for a theory to have. A spirit is shared.',
  },
  {
    at: 'forces',
    side: 'start',
    name: 'Priya Nair',
    tag: { pigment: 'azurite', letter: 'l' },
    words: 'Forces for peace: the liberal claim in three words.',
  },
  {
    at: 'interdependence',
    side: 'end',
    name: 'Sofia Reyes',
    tag: { pigment: 'verdigris', letter: 'i' },
    words: 'Interdependence comes twice. Is it one idea or two?',
  },
  {
    at: 'realism',
    side: 'end',
    name: 'Hana Suzuki',
    tag: { pigment: 'minium', letter: 'r' },
    words: 'Realism is named first and gets three paragraphs.',
  },
  {
    at: 'liberalism',
    side: 'start',
    name: 'Dr Qureshi',
    words: 'Tag the theory the author leans on, not the one you would choose.',
  },
  {
    at: 'constructivism',
    side: 'end',
    name: 'Mei Tan',
    tag: { pigment: 'orpiment', letter: 'c' },
    words: 'Constructivism only lends insights. Count how often the paper draws on it.',
  },
]

const Mark = ({
  pigment,
  voices = 1,
  lane = 1,
  at,
  children,
}: {
  readonly pigment: string
  readonly voices?: 1 | 2
  readonly lane?: 1 | 2
  readonly at?: string
  readonly children: ReactNode
}) => (
  <mark
    className={`hl${voices === 2 ? ' v2' : ''}${lane === 2 ? ' lane2' : ''}${at === undefined ? '' : ` at-${at}`}`}
    data-pigment={pigment}
  >
    {children}
  </mark>
)

/**
 * The picture at the way in: a paragraph of the sample paper with the room
 * round it. Each gloss hangs at its own words, wherever the lines break.
 * Decoration: hidden from assistive tools.
 */
export const GlossedPage = () => (
  <div className="plate" aria-hidden="true">
    <div className="leaf" lang="en" dir="ltr">
      <p className="leaf-text">
        The development of these economic relations is taking place in the{' '}
        <Mark pigment="orpiment" at="spirit">
          true spirit
        </Mark>{' '}
        of{' '}
        <Mark pigment="azurite" voices={2}>
          the theory of commercial liberalism according to which{' '}
          <span className="at-forces">trade, investment and</span>{' '}
          <Mark pigment="verdigris" lane={2} at="interdependence">
            interdependence
          </Mark>{' '}
          are forces for peace.
        </Mark>{' '}
        In this paper the strategic and economic relations between Russia and Pakistan are examined largely in the
        theoretical framework of{' '}
        <Mark pigment="minium" voices={2} at="realism">
          realism
        </Mark>{' '}
        and{' '}
        <Mark pigment="azurite" at="liberalism">
          commercial liberalism
        </Mark>{' '}
        besides drawing insights from theories of{' '}
        <Mark pigment="orpiment" voices={2} at="constructivism">
          constructivism
        </Mark>{' '}
        and <Mark pigment="verdigris">globalized interdependence.</Mark>
      </p>
      {GLOSSES.map((gloss) => (
        <p key={gloss.at} className={`gloss gloss-${gloss.side} gloss-at-${gloss.at}`}>
          <b>
            {gloss.tag === undefined ? null : <Sign {...gloss.tag} />}
            {gloss.name}
          </b>
          {gloss.words}
        </p>
      ))}
    </div>
  </div>
)
