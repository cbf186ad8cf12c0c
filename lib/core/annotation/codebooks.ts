import type { TagInput } from './codebook'

/** A codebook that a seminar can start from. The seminar's own copy is what counts afterwards. */
export interface ReadyCodebook {
  readonly id: string
  readonly name: string
  /** One line: what it is for, and where its terms are defined. */
  readonly description: string
  /** In the order of the codebook. No two share a name, a key or a pigment. */
  readonly tags: readonly TagInput[]
}

/**
 * Theories of International Relations. The terms as Morgenthau (*Politics Among
 * Nations*, 1948) and Waltz (*Theory of International Politics*, 1979) have
 * realism; Moravcsik ("Taking Preferences Seriously", 1997) and Oneal and
 * Russett ("The Classical Liberals Were Right", 1997) liberalism; Wendt
 * ("Anarchy Is What States Make of It", 1992) constructivism; Keohane and Nye
 * (*Power and Interdependence*, 1977) interdependence. The examples are
 * passages of the sample paper.
 */
const irTheory: ReadyCodebook = {
  id: 'ir-theory',
  name: 'Theories of International Relations',
  description:
    'Which theory a claim leans on: realist, liberal or constructivist. Interdependence is there, switched off.',
  tags: [
    {
      name: 'realist',
      definition:
        'States act first, under anarchy. With no authority above them they seek security by gathering power or balancing against it, whatever they trade or believe.',
      example: 'seek alliances to create and maintain state of balance of power',
      counterExample: 'Russia and Pakistan trade little, and both would gain from more: gain is not power.',
      pigment: 'minium',
      key: 'r',
      active: true,
    },
    {
      name: 'liberal',
      definition:
        'Cooperation pays. Trade, institutions, or the wishes of groups inside the state and its kind of government, make peace worth more than force.',
      example: 'trade, investment and interdependence are forces for peace',
      counterExample: 'A state trades so as to be stronger than its neighbour: that is power by other means.',
      pigment: 'azurite',
      key: 'l',
      active: true,
    },
    {
      name: 'constructivist',
      definition:
        'Interests follow from ideas that are shared: identities, norms and perceptions which states form together, and which can change while power does not.',
      example: 'its perceptions about Pakistan have undergone a positive change',
      counterExample: 'A state changes its mind because the balance of power has changed.',
      pigment: 'orpiment',
      key: 'c',
      active: true,
    },
    {
      name: 'interdependence',
      definition:
        'States are tied so closely, through many channels, that each pays a price when one breaks the tie; who would pay less has the power.',
      example: 'globalized interdependence',
      counterExample: 'Two states trade; either could stop tomorrow at no cost.',
      pigment: 'verdigris',
      key: 'i',
      active: false,
    },
  ],
}

/** The parts of an argument, after Toulmin, *The Uses of Argument* (1958). */
const argument: ReadyCodebook = {
  id: 'argument',
  name: 'Parts of an argument',
  description:
    'What a sentence does in the argument, after Stephen Toulmin: claim, evidence, warrant, rebuttal. The qualifier is there, switched off.',
  tags: [
    {
      name: 'claim',
      definition: 'What the author wants the reader to accept. One can ask: why should I believe this?',
      example: '',
      pigment: 'minium',
      key: 'c',
      active: true,
    },
    {
      name: 'evidence',
      definition: 'The facts, figures, sources or cases that are given for a claim. One can ask: is this so?',
      example: '',
      pigment: 'azurite',
      key: 'e',
      active: true,
    },
    {
      name: 'warrant',
      definition:
        'The rule, often unsaid, that lets one go from the evidence to the claim. One can ask: does that follow?',
      example: '',
      pigment: 'orpiment',
      key: 'w',
      active: true,
    },
    {
      name: 'qualifier',
      definition: 'Words that say how far or how surely a claim holds: mostly, probably, in the short run.',
      example: '',
      pigment: 'verdigris',
      key: 'q',
      active: false,
    },
    {
      name: 'rebuttal',
      definition: 'A case in which the claim would fail, or what others say against it, as the author sees it.',
      example: '',
      pigment: 'folium',
      key: 'r',
      active: true,
    },
  ],
}

/** What a close reading stops at; the terms as handbooks of practical criticism have them since Richards (1929). */
const closeReading: ReadyCodebook = {
  id: 'close-reading',
  name: 'Close reading',
  description: 'Where the wording does the work: image, diction, voice, structure, tension.',
  tags: [
    {
      name: 'image',
      definition: 'A metaphor, simile, symbol or picture that makes one thing be seen as another.',
      example: '',
      pigment: 'minium',
      key: 'i',
      active: true,
    },
    {
      name: 'diction',
      definition: 'A choice of word that carries a tone or a judgement which a plainer word would not.',
      example: '',
      pigment: 'azurite',
      key: 'd',
      active: true,
    },
    {
      name: 'voice',
      definition: 'Who speaks, to whom and from where; also where that shifts or is hidden, as in the passive.',
      example: '',
      pigment: 'orpiment',
      key: 'v',
      active: true,
    },
    {
      name: 'structure',
      definition: 'Order, repetition, contrast or turn: how the place of a passage makes its sense.',
      example: '',
      pigment: 'verdigris',
      key: 's',
      active: true,
    },
    {
      name: 'tension',
      definition: 'An ambiguity, irony or contradiction that the text leaves open.',
      example: '',
      pigment: 'folium',
      key: 't',
      active: true,
    },
  ],
}

/** The codebooks that a new seminar is offered, the first one first. */
export const READY_CODEBOOKS: readonly ReadyCodebook[] = [irTheory, argument, closeReading]
