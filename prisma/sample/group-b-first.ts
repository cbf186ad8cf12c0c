import { type Script, held, marked, said } from './script'

const [leila, hana, tomas, priya] = ['leila.haddad', 'hana.suzuki', 'tomas.varga', 'priya.nair'] as const

/** Group B: Leila listens for whose voice speaks, Hana counts, Tomás asks who taught whom, Priya looks inside the state. The first half of the class. */
export const groupBFirst: Script = [
  marked(hana, 3, 'become a regional partner of Russia which is a major regional and world power', [
    held(
      hana,
      'realist',
      3,
      'The reason given for the partnership is Russia’s rank. Nothing is said yet of what the two would do together.',
    ),
    held(priya, 'liberal', 6),
  ]),
  marked(
    priya,
    4,
    'Pakistan needs Russian investment for reviving its economy due to dwindling American aid',
    [
      held(
        priya,
        'liberal',
        4,
        'Domestic need drives foreign policy: the economy has to be revived, so the state looks outward.',
      ),
      held(
        hana,
        'realist',
        7,
        'Aid falls, so it looks for another patron. That is dependence on the strong, not trade among equals.',
      ),
    ],
    said(
      tomas,
      8,
      'Is needing a sponsor liberal at all? Commercial liberalism is about exchange that both would miss, and here only one side would.',
      said(priya, 9, 'The next clause says Russia eyes a destination for investment and trade. Both want something.'),
      said(hana, 11, 'They want different kinds of thing. One wants to survive the year, the other wants a market.'),
    ),
  ),
  marked(leila, 5, 'With the tense history of their Cold War relationship … now behind them', [
    held(leila, 'constructivist', 5, 'The history is the same as it was. What changed is that both now call it past.'),
    held(tomas, 'constructivist', 7),
    held(hana, 'realist', 8, 'The threats went away. Nobody had to call anything anything.'),
  ]),
  marked(
    tomas,
    9,
    'too Russian for that. Russia is doomed to be an independent central power.',
    [
      held(
        tomas,
        'constructivist',
        9,
        'It is a sentence about who Russia is, spoken by a Russian politician on Russian television.',
      ),
      held(hana, 'realist', 10, 'Independent and central: that is a pole. He describes a position in a system.'),
      held(leila, 'constructivist', 12),
      held(priya, 'constructivist', 13),
    ],
    said(
      hana,
      10,
      '“Doomed” is the interesting word. If it is fate then it is structure, and identity has nothing to do.',
      said(
        tomas,
        12,
        'Or he dresses a choice up as fate, which is what identity talk usually does. Three sentences before, he says Russia tried to join the European home.',
      ),
      said(
        leila,
        14,
        'Both of you read Nikonov. The author only quotes him, and then never returns to it. What is it evidence for?',
      ),
    ),
  ),
  marked(leila, 10, 'We cannot be integrated into European Union or NATO; we are too big and too Russian for that.', [
    held(leila, 'constructivist', 10, '“Too big” is realist, “too Russian” is not. The second carries the sentence.'),
    held(hana, 'realist', 12, 'Size comes first.'),
  ]),
  marked(priya, 11, 'This has given us nothing … Eastward expansion of NATO.', [
    held(hana, 'realist', 12, 'An alliance grows toward you, so you balance. He does not need any other theory.'),
    held(
      tomas,
      'constructivist',
      14,
      'Expansion became a broken promise in Russian memory. A treaty area does not insult by itself.',
    ),
  ]),
  marked(
    hana,
    13,
    'Pakistan had to align itself with the US by becoming part of CENTO and SEATO to respond to its security concerns from India',
    [
      held(hana, 'realist', 13, 'Alliance as an answer to threat: this is balancing, almost word for word.'),
      held(leila, 'realist', 15),
      held(tomas, 'realist', 16),
      held(priya, 'realist', 17),
    ],
    said(
      hana,
      14,
      '“Had to” leaves no room for a decision. If we all agree on one sentence in this paper it will be this one.',
      said(
        leila,
        16,
        'We do agree. But Walt would say it balances a threat, India, and not a power, the Soviet Union. CENTO was against the second.',
      ),
      said(
        hana,
        18,
        'So Pakistan joined an alliance against one state to get arms against another. Bandwagoning with a purpose.',
      ),
    ),
  ),
  marked(
    tomas,
    14,
    '(1904-2205)',
    [],
    said(
      tomas,
      14,
      'Kennan died in 2005, so the dates in the text are a slip. Does the quotation after it come from him, from Morgenthau, or from the textbook in note 2?',
      said(
        leila,
        15,
        'From Shimko, I think: the note is before the names, and two authors cannot have said one sentence.',
      ),
    ),
  ),
  marked(leila, 15, 'states are primary actors, are sovereign and there is anarchy at world stage', [
    held(leila, 'realist', 15),
    held(hana, 'realist', 15),
    held(
      tomas,
      'realist',
      19,
      'As a report of the doctrine. Wendt grants the anarchy too and asks what follows from it.',
    ),
  ]),
  marked(
    leila,
    16,
    'In this context the ethics are inconsequential.',
    [
      held(
        leila,
        'realist',
        21,
        'I had constructivist first. True of the world, perhaps; but the author only reports Morgenthau here.',
      ),
      held(hana, 'realist', 17),
      held(tomas, 'constructivist', 16, 'Leaving ethics out is itself a norm.'),
      held(
        priya,
        'constructivist',
        18,
        'Morgenthau has six principles, and one of them is about the tension between morality and success. “Inconsequential” is a later story about him.',
      ),
    ],
    said(
      tomas,
      17,
      'Who decides what is inconsequential? Leaving ethics out is itself a norm that states teach one another.',
      said(leila, 21, 'True of the world. But the author only reports Morgenthau here, so I moved to realist.'),
      said(
        hana,
        23,
        'Then we need a rule: do we tag what the sentence says, or what it is used for?',
        said(
          tomas,
          24,
          'What it is used for. In the Recommendations nobody asks what is right, only what pays, and this is where that was allowed.',
        ),
      ),
    ),
  ),
  marked(hana, 17, 'seek alliances to create and maintain state of balance of power', [
    held(hana, 'realist', 17),
    held(priya, 'realist', 18),
    held(leila, 'realist', 20),
  ]),
  marked(
    priya,
    18,
    'Russia as a multi-party democracy with a liberal economy has stabilized',
    [
      held(priya, 'liberal', 18, 'Regime type first, power second. The order of the sentence is the argument.'),
      held(tomas, 'liberal', 20),
      held(
        hana,
        'realist',
        21,
        'Read to the end of the sentence: it lands on “a major world power”. The democracy is the route, not the point.',
      ),
      held(leila, 'constructivist', 22, 'In 2013 this is a name that Russia is given so that it can be a partner.'),
    ],
    said(
      leila,
      22,
      'Is it still a multi-party democracy in 2012? The claim would need a note and has none.',
      said(
        priya,
        23,
        'Whether it is true is one question. Which theory would care about it is another, and only a liberal would.',
      ),
      said(hana, 25, 'A realist would also mention a stable government. It makes a better ally.'),
    ),
  ),
  marked(hana, 22, 'a liberal economy has stabilized and consolidated its economic and military power', [
    held(hana, 'realist', 23, 'Cut the sentence here and the regime is gone. What stabilizes is power.'),
    held(tomas, 'realist', 26),
  ]),
  marked(
    tomas,
    20,
    'its perceptions about Pakistan have undergone a positive change to which Pakistan has been more than receptive',
    [
      held(tomas, 'constructivist', 20, 'Perceptions, not capabilities. The constructivist sentence of the section.'),
      held(leila, 'constructivist', 21),
      held(
        hana,
        'realist',
        22,
        'Perceptions of what? Of interests. When the USSR broke up the interest changed and the perception followed.',
      ),
      held(priya, 'constructivist', 24),
    ],
    said(
      hana,
      22,
      'If perceptions only follow interests, a constructivist tag explains nothing here.',
      said(
        tomas,
        24,
        'Then let us look for a sentence where interest changed first. I cannot find one before 9/11: the arms, the Taliban, India were all still there.',
      ),
      said(
        leila,
        26,
        '“More than receptive” is my evidence. Each answers how the other sees it. That is Wendt’s Alter and Ego.',
      ),
    ),
  ),
  marked(
    priya,
    21,
    'the USSR which broke up in 1992',
    [],
    said(
      priya,
      21,
      'The Introduction says 1991. Which one do we hold against him, and does the argument depend on it?',
      said(
        hana,
        23,
        'It does not. But with the dates of Kennan it is the second slip in one paragraph, so I would not lean on his numbers.',
      ),
    ),
  ),
  marked(
    hana,
    22,
    'Being a veto power at the UN its significant international influence at the world stage',
    [
      held(hana, 'realist', 22),
      held(priya, 'liberal', 24, 'The veto is power that an institution lends. Outside the Council it does not exist.'),
      held(leila, 'realist', 25),
    ],
    said(
      priya,
      25,
      'Again and again Russia’s weight in this paper is its veto, not its army. That is an institution at work.',
    ),
  ),
  marked(
    leila,
    24,
    'both share views on building a world security architecture based on the principles of respecting sovereignty and integrity of the states',
    [
      held(
        leila,
        'constructivist',
        24,
        'Shared views and principles bring them together; no common enemy is named in the sentence.',
      ),
      held(priya, 'liberal', 25, 'Architecture, principles, the UN: this is an order built of rules.'),
      held(
        hana,
        'realist',
        27,
        'Sovereignty is the principle of those who fear being intervened in. Weak norm, strong interest.',
      ),
      held(tomas, 'constructivist', 28),
    ],
    said(
      tomas,
      28,
      'One passage, three theories, and I can defend each. Is the sentence rich or only vague?',
      said(
        priya,
        29,
        'It is copied from a ministry: note 3 is the Concept of Russian Foreign Policy. Such texts are written to please everyone.',
      ),
      said(
        leila,
        31,
        'Then the tag should say which theory the author uses it for, and I think he uses it to show that China and Russia have come to agree.',
      ),
    ),
  ),
]
