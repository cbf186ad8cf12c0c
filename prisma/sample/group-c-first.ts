import { type Script, held, marked, said } from './script'

const [daniel, zara, ben, ngozi] = ['daniel.okafor', 'zara.malik', 'ben.carter', 'ngozi.eze'] as const

/** Group C: Daniel goes to the notes, Zara follows the money, Ben wants a mechanism, Ngozi reads for rules and law. The first half of the class. */
export const groupCFirst: Script = [
  marked(
    zara,
    3,
    'Russia also eyes Pakistan as a good destination for its investments and trade',
    [
      held(zara, 'liberal', 3),
      held(daniel, 'liberal', 5),
      held(
        ben,
        'realist',
        7,
        'The clause ends with India getting closer to the US “in its place”. A lost client is replaced.',
      ),
    ],
    said(
      ben,
      7,
      'Would Russia look at Pakistan’s market if India had not turned? If not, the trade is the effect and the rivalry the cause.',
      said(
        zara,
        8,
        'You can test that: Gazprom’s interest in the pipeline is older than the nuclear deal. He dates it to 2004 to 2006.',
      ),
      said(ben, 10, 'The deal was announced in 2005. I withdraw half.'),
    ),
  ),
  marked(ngozi, 5, 'Both envisage a role for themselves in achieving peace and stability in Afghanistan', [
    held(ngozi, 'constructivist', 5, 'A role is something one plays before others.'),
    held(ben, 'realist', 6),
    held(zara, 'liberal', 9, 'Stability is a public good, and the region shares it.'),
  ]),
  marked(
    daniel,
    8,
    'Its economy is strong thanks to oil and gas revenues',
    [
      held(daniel, 'realist', 8, 'Economy as a resource of power.'),
      held(zara, 'liberal', 9, 'An economy that lives from selling is one that needs buyers.'),
    ],
    said(
      zara,
      9,
      'No number and no note for the economy of a great power? Compare the Conclusion, where it is suddenly the eighth largest.',
    ),
  ),
  marked(
    daniel,
    10,
    'it was a period of economic transition in Russia and its political adjustment in a united Europe',
    [
      held(ben, 'liberal', 11, 'What goes on inside the state explains what it does outside.'),
      held(zara, 'liberal', 12),
    ],
    said(
      daniel,
      10,
      'Is transition a cause here or only scenery? The verbs before it (sluggish, time needed) have no subject.',
    ),
  ),
  marked(
    ben,
    12,
    'Trust building needed time while the factor of India',
    [
      held(ben, 'realist', 12),
      held(ngozi, 'constructivist', 13, 'Trust has to be built. Power does not need to be.'),
      held(zara, 'constructivist', 15),
    ],
    said(
      ben,
      14,
      'What is the mechanism? Trust comes three times in the paper, and never with a word on how one would measure it.',
      said(ngozi, 15, 'Costly signals: Pakistan drops the Taliban and Russia sells helicopters. You can count those.'),
      said(ben, 17, 'A costly signal is a rationalist idea. You have just moved from your tag to mine.'),
    ),
  ),
  marked(
    ngozi,
    13,
    'Russia is doomed to be an independent central power.',
    [
      held(ngozi, 'constructivist', 13),
      held(daniel, 'realist', 14, 'A member of parliament says in public what the doctrine says in private.'),
      held(ben, 'realist', 15),
      held(zara, 'constructivist', 16),
    ],
    said(
      daniel,
      16,
      'Note 1 is rt.com, the state’s own channel, from an interview on relations with the US. He cites it for relations with Pakistan.',
      said(zara, 17, 'So it tells us what Russia wanted to be heard saying. That is why I went with identity.'),
    ),
  ),
  marked(
    daniel,
    14,
    'Keith L. Shimko, International Relations, (US: Suzanne Jeans Publishers, 2008), 50.',
    [],
    said(
      daniel,
      14,
      'All of the theory in this paper rests on one introductory textbook, pages 50 and 55. No Morgenthau, no Keohane, no Wendt. Does that matter for what we tag?',
      said(
        ben,
        16,
        'It means that his realism is the one of a first-year course. I would tag more generously and judge more hardly.',
      ),
      said(ngozi, 18, 'It also explains why constructivism has no note at all.'),
    ),
  ),
  marked(
    ben,
    15,
    'states try to defend their interests (the state survival being the prime interest) through coercion and use of force',
    [held(ben, 'realist', 15), held(daniel, 'realist', 16), held(ngozi, 'realist', 17), held(zara, 'realist', 18)],
  ),
  marked(
    ngozi,
    17,
    'In this context the ethics are inconsequential.',
    [
      held(ngozi, 'constructivist', 17, 'Only a community can declare that a question does not count.'),
      held(ben, 'realist', 18),
      held(daniel, 'realist', 19, 'It is the definition that he was taught.'),
      held(zara, 'realist', 20),
    ],
    said(
      ngozi,
      19,
      'If ethics do not count, why does every state in this paper appeal to sovereignty and the Charter? Page after page they justify themselves.',
      said(ben, 20, 'Hypocrisy is cheap. Krasner calls it organized.'),
      said(ngozi, 22, 'Hypocrisy is a tribute to the rule. Without the rule there would be nothing to pretend.'),
      said(
        daniel,
        23,
        'Could one of you show a case in the text where a rule cost a state something? Otherwise the two readings fit the same facts.',
      ),
      said(
        ngozi,
        25,
        'Russia and China block the Syrian resolutions and say why in terms of law. The cost is the reset with Washington.',
      ),
    ),
  ),
  marked(
    ben,
    19,
    'seek alliances to create and maintain state of balance of power',
    [held(ben, 'realist', 19), held(daniel, 'realist', 20), held(zara, 'realist', 21)],
    said(
      ben,
      21,
      'It matters that he writes “create and maintain”. Waltz’s balances happen; these are made by statesmen, as in Morgenthau.',
    ),
  ),
  marked(
    zara,
    21,
    'Russia as a multi-party democracy with a liberal economy',
    [held(zara, 'liberal', 21), held(ngozi, 'liberal', 22), held(ben, 'liberal', 24), held(daniel, 'liberal', 25)],
    said(
      daniel,
      25,
      'We agree on the tag and I doubt the fact: in December 2011 there were a hundred thousand people on the street in Moscow because of an election.',
    ),
  ),
  marked(ben, 23, 'a liberal economy has stabilized and consolidated its economic and military power', [
    held(ben, 'realist', 23, 'I start one word later than Zara and get the other theory.'),
    held(zara, 'realist', 26),
  ]),
  marked(
    ngozi,
    23,
    'handling of crisis situations … dialogue under the UN sponsorship',
    [
      held(ngozi, 'liberal', 23, 'Inclusive, multilateral, sponsored by the UN: every word is institutional.'),
      held(ben, 'realist', 25, 'Those who would lose a vote on force prefer a dialogue.'),
      held(zara, 'liberal', 26),
      held(
        daniel,
        'constructivist',
        28,
        'It is the language of a doctrine that the two repeat to each other until it binds.',
      ),
    ],
    said(
      ben,
      25,
      'Power politics by procedure. The veto is the procedure.',
      said(ngozi, 27, 'And yet they chose the procedure which the other side can use as well.'),
    ),
  ),
  marked(
    daniel,
    26,
    '"The Concept of Russian Foreign Policy", Ministry of Foreign Affairs of the Russian Federation',
    [],
    said(
      daniel,
      26,
      'The same document comes back as note 80 with another title. Both times a ministry is quoted as if it were a finding.',
      said(
        zara,
        28,
        'For what a state says it wants there is no better source. For what it does there is hardly a worse one.',
      ),
    ),
  ),
  marked(
    ben,
    28,
    "Russia has a nagging skepticism about India's future role in Afghanistan and Central Asia",
    [
      held(ben, 'realist', 28, 'Uncertainty about intentions, between friends. It is what anarchy does.'),
      held(daniel, 'realist', 29),
      held(
        ngozi,
        'constructivist',
        30,
        'Skepticism “despite its friendship”: the friendship is real enough to be in the way.',
      ),
    ],
    said(
      daniel,
      31,
      '“Pakistan thinks that … Russia has”: we are reading what one state believes that another feels about a third.',
    ),
  ),
  marked(
    ngozi,
    30,
    'The pursuit of the realist theory on this two-way friendship track is thus quite evident.',
    [
      held(ben, 'realist', 31),
      held(ngozi, 'constructivist', 32, 'A track with two ways and a friendship on it.'),
      held(zara, 'realist', 33),
      held(daniel, 'realist', 34),
    ],
    said(
      ngozi,
      32,
      'The two paragraphs before it talk of principles, respect and perception, and then this. Evident to whom?',
      said(ben, 34, 'I would have written: compatible with.'),
    ),
  ),
]
