import { type Script, held, marked, said } from './script'

const [amina, jonas, mei, bilal] = ['amina.rahman', 'jonas.weber', 'mei.tan', 'bilal.chaudhry'] as const

/** Group A: Amina asks what counts as evidence, Jonas is a structural realist, Mei reads for perceptions, Bilal knows the history. The first half of the class. */
export const groupAFirst: Script = [
  marked(
    amina,
    3,
    'converging in the face of the awaited withdrawal of US-led coalition forces from Afghanistan in 2014',
    [
      held(amina, 'realist', 3, 'Interests converge because a third power leaves and a vacuum follows.'),
      held(jonas, 'realist', 4),
      held(mei, 'realist', 7),
    ],
    said(
      mei,
      7,
      'I give you this one. But “see their interests converging” is the whole clause, and who sees is left open.',
    ),
  ),
  marked(
    jonas,
    5,
    'Another helping factor in this growing closeness is the strategic partnership India and the US have struck.',
    [
      held(
        jonas,
        'realist',
        5,
        'Partnership on one side produces partnership on the other. Nobody has to like anybody.',
      ),
      held(bilal, 'realist', 6),
      held(amina, 'realist', 8),
    ],
  ),
  marked(
    bilal,
    6,
    'whatever the constraints, the relationship has strong prospects',
    [],
    said(
      bilal,
      6,
      'The abstract gives the verdict before the evidence. Is this an article or a brief for the foreign office?',
      said(
        amina,
        8,
        'The author’s note says research fellow at an Islamabad institute, and a retired colonel. I read it as advice with footnotes.',
      ),
    ),
  ),
  marked(
    mei,
    9,
    "Gorbachev had been speaking about a 'common European home,'",
    [
      held(
        mei,
        'constructivist',
        9,
        'A home is an identity claim. It made Russia act against its own sphere for ten years.',
      ),
      held(jonas, 'realist', 11, 'A weak state speaks of common homes. When it was strong again it stopped.'),
      held(bilal, 'constructivist', 12),
    ],
    said(
      jonas,
      11,
      'The Soviet Union could no longer pay for an empire. The vocabulary came with the bill.',
      said(
        mei,
        13,
        'Then why NATO membership, which he says Yeltsin asked for? Weak states balance too, and this one asked to join.',
      ),
      said(
        bilal,
        14,
        'Because bandwagoning is also what weak states do. I put constructivist for the phrase, but Jonas has the decade.',
      ),
    ),
  ),
  marked(jonas, 10, 'Russia should turn to the East and become a self-sufficient centre of international strength.', [
    held(jonas, 'realist', 10),
    held(amina, 'realist', 12),
    held(mei, 'constructivist', 14, 'East is a place on a mental map. Islamabad is south of Moscow.'),
  ]),
  marked(
    bilal,
    12,
    'altered the whole scenario and Russian perceptions about Pakistan',
    [
      held(bilal, 'constructivist', 12),
      held(mei, 'constructivist', 13),
      held(jonas, 'realist', 14, 'Pakistan changed sides. Of course they perceived it differently.'),
      held(amina, 'constructivist', 17),
    ],
    said(
      amina,
      17,
      'The sentence has two objects, the scenario and the perceptions. The author keeps them apart, so we should not let one swallow the other.',
    ),
  ),
  marked(
    amina,
    14,
    'its foreign relations were guided by the realist theory of international politics',
    [
      held(amina, 'realist', 14),
      held(jonas, 'realist', 15),
      held(bilal, 'realist', 15),
      held(mei, 'constructivist', 18, 'If a theory guides a state, then ideas guide a state.'),
    ],
    said(
      amina,
      15,
      'The author tags this one for us. Does that count as evidence?',
      said(
        jonas,
        16,
        'It counts as a claim. The evidence would be a decision that Pakistan made against its trade or its beliefs.',
      ),
      said(mei, 18, 'Mine is half a joke, and half not. “Guided by” is a causal claim about an idea.'),
    ),
  ),
  marked(
    jonas,
    16,
    'there is anarchy at world stage in the sense that due to absence of a central controlling authority … coercion and use of force',
    [
      held(jonas, 'realist', 16, 'Waltz, chapter 6, in the words of a textbook.'),
      held(amina, 'realist', 17),
      held(bilal, 'realist', 18),
      held(mei, 'realist', 20),
    ],
  ),
  marked(
    mei,
    17,
    'In this context the ethics are inconsequential.',
    [
      held(mei, 'constructivist', 17, 'It instructs: after this line one does not ask.'),
      held(jonas, 'realist', 18),
      held(bilal, 'realist', 19),
      held(amina, 'realist', 20),
    ],
    said(
      jonas,
      18,
      'It follows from survival, two sentences before. A state that is eaten has no ethics.',
      said(
        mei,
        19,
        'Pakistan was not about to be eaten in 1954. The sentence moves from the extreme case to the ordinary one.',
      ),
      said(
        amina,
        20,
        'And it stands inside the quotation marks. Whatever we tag, it is the textbook that says it and not Hanif.',
      ),
    ),
  ),
  marked(
    bilal,
    18,
    'the Soviet Union always provided diplomatic and military assistance to India on issues related to Pakistan',
    [
      held(bilal, 'realist', 18, 'The enemy’s patron. 1971 is behind this sentence for every Pakistani reader.'),
      held(jonas, 'realist', 19),
      held(amina, 'realist', 21),
    ],
    said(
      amina,
      22,
      '“Always” is strong. Tashkent in 1966 and Kosygin’s arms in 1968 are in his own next section.',
      said(bilal, 24, 'Fair. Not always, then, but each time it mattered.'),
    ),
  ),
  marked(jonas, 19, 'either try to maximize their power or seek alliances', [
    held(jonas, 'realist', 19, 'Offensive realism before the “or”, defensive after it. He does not choose.'),
    held(amina, 'realist', 21),
  ]),
  marked(
    mei,
    21,
    'However since the emergence of Russia as heir to the USSR … more than receptive',
    [
      held(
        mei,
        'constructivist',
        21,
        'Heir is a legal and a moral word. Russia is received as somebody else than the USSR, with the same seat and the same bombs.',
      ),
      held(jonas, 'realist', 23, 'It lost half its people and a third of its economy. It is somebody else.'),
      held(amina, 'constructivist', 24),
      held(bilal, 'constructivist', 25),
    ],
    said(
      jonas,
      23,
      'Give me one capability that is the same. The border with Afghanistan moved a thousand miles.',
      said(bilal, 25, 'That is a good realist point, and he never makes it. He writes perceptions.'),
      said(mei, 26, 'So we tag what he wrote.'),
    ),
  ),
  marked(
    amina,
    23,
    'has stabilized and consolidated its economic and military power and has also re-established itself as a major world power',
    [
      held(amina, 'realist', 23),
      held(jonas, 'realist', 24),
      held(mei, 'realist', 26),
      held(bilal, 'liberal', 27, 'With what comes before it: as a democracy with a liberal economy.'),
    ],
  ),
  marked(
    bilal,
    25,
    'it would be natural for it to meet more than half way if a gesture of improvement in ties comes from Moscow',
    [
      held(
        bilal,
        'constructivist',
        25,
        'Gestures, natural, half way: this is diplomacy between persons, and courtesy has rules that both know.',
      ),
      held(mei, 'constructivist', 27),
      held(jonas, 'realist', 28, 'Natural for the weaker side.'),
    ],
    said(jonas, 28, 'Why more than half way? Because the stronger can wait. That is all the sentence says.'),
  ),
]
