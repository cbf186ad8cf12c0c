import { type Script, held, marked, said } from './script'

const [leila, hana, tomas, priya] = ['leila.haddad', 'hana.suzuki', 'tomas.varga', 'priya.nair'] as const

/** Group B in the second half of the class. */
export const groupBSecond: Script = [
  marked(hana, 26, 'it has to be decided and monitored by the United Nations', [
    held(
      hana,
      'liberal',
      26,
      'I looked for a realist reading and did not find one: force under a rule, and somebody to watch it.',
    ),
    held(priya, 'liberal', 27),
    held(tomas, 'liberal', 29),
  ]),
  marked(
    hana,
    28,
    'The pursuit of the realist theory on this two-way friendship track is thus quite evident.',
    [
      held(hana, 'realist', 28, 'He says so himself.'),
      held(tomas, 'realist', 30),
      held(priya, 'realist', 31),
      held(
        leila,
        'constructivist',
        33,
        'A friendship track? States in a realist world have no friends. His own words give the theory away.',
      ),
    ],
    said(
      leila,
      33,
      'States do not pursue a theory. They pursue security and we call it realism. What happened to the difference between the actors and the analyst?',
      said(hana, 35, 'He was a colonel. For him realism is a doctrine that one can follow or not.'),
      said(tomas, 36, 'Which is a fine constructivist point about soldiers.'),
    ),
  ),
  marked(
    priya,
    29,
    'the theory of commercial liberalism according to which trade, investment and interdependence are forces for peace',
    [
      held(priya, 'liberal', 29, 'Forces for peace: the liberal claim in three words.'),
      held(leila, 'liberal', 30),
      held(hana, 'liberal', 31),
      held(tomas, 'liberal', 32),
    ],
    said(
      tomas,
      32,
      'Agreed on the tag. But the volume of trade between the two is never given, in this paragraph or later. The theory is named and then not tested.',
      said(
        priya,
        34,
        'I searched for a figure as well. For India there is 20 billion by 2015. For Pakistan there is one target, of one billion, and nothing on what was traded in the end.',
      ),
    ),
  ),
  marked(
    tomas,
    31,
    'besides drawing insights from theories of constructivism and globalized interdependence',
    [held(tomas, 'constructivist', 31)],
    said(
      hana,
      33,
      'Realism is named first and gets three paragraphs of the four. Constructivism gets half a clause. We tag it more often than he does.',
    ),
  ),
  marked(
    leila,
    34,
    'It is believed that Liaquat Ali Khan preferred the US visit for prospects of procuring defence equipment and economic assistance',
    [
      held(leila, 'realist', 34),
      held(priya, 'liberal', 36, 'Economic assistance is half of it.'),
      held(hana, 'realist', 36),
    ],
    said(
      tomas,
      37,
      '“It is believed”: by whom? Note 6 is a newspaper.',
      said(leila, 38, 'And it decides how the whole Cold War story begins.'),
    ),
  ),
  marked(tomas, 37, 'Soviet suspicions grew that Pakistan was joining the anti-communist Western alliance', [
    held(tomas, 'constructivist', 37, 'Suspicion makes the ally it fears. The pacts come after it.'),
    held(hana, 'realist', 39, 'The suspicion was right, says the next clause.'),
  ]),
  marked(
    hana,
    40,
    'pursuing independent foreign policies to advance their national interests … within the constraints of a unipolar world',
    [
      held(hana, 'realist', 40, 'National interest, constraint, unipolar: he could be quoting Waltz.'),
      held(leila, 'realist', 42),
    ],
  ),
  marked(
    priya,
    42,
    'agreement to cooperate in handling threats to regional stability',
    [
      held(priya, 'liberal', 42, 'A working group that meets, with a name and a task. Institutions begin like that.'),
      held(hana, 'realist', 44),
      held(leila, 'liberal', 45),
    ],
    said(
      hana,
      44,
      'What did the Consultative Group do in ten years? If the answer is nothing, it is paper.',
      said(priya, 46, 'It is still cited in 2012 as the frame for the talks. Low cost, but it lasted.'),
    ),
  ),
  marked(leila, 45, 'greatly helped in building mutual trust and confidence', [
    held(leila, 'constructivist', 45),
    held(priya, 'liberal', 46, 'Repeated meetings under known rules. Axelrod, not Wendt.'),
    held(tomas, 'constructivist', 47, 'Trust is not an interest.'),
    held(hana, 'constructivist', 49),
  ]),
  marked(
    tomas,
    47,
    'a shift appears to have taken place in the Russian strategic perception in favour of Pakistan',
    [
      held(tomas, 'constructivist', 47),
      held(hana, 'realist', 49, 'He names the cause himself: realities of the war in Afghanistan.'),
      held(leila, 'constructivist', 50),
    ],
    said(
      hana,
      49,
      '“Strategic perception” is a word that both of us can claim. What would be a perception that is not strategic?',
      said(tomas, 51, 'The one in the visits paragraph: ice breaking, a new chapter. Here I grant you half.'),
    ),
  ),
  marked(priya, 50, 'Prospects are bright for promoting trade, investment and joint ventures', [
    held(priya, 'liberal', 50),
    held(leila, 'liberal', 52),
    held(hana, 'liberal', 53),
  ]),
  marked(
    hana,
    53,
    'the latter may conveniently turn to Russia for its military supplies which will also help in maintaining production in its defence industry',
    [
      held(hana, 'realist', 53, 'Internal balancing with another’s factories.'),
      held(
        priya,
        'liberal',
        54,
        'A sale that keeps workers busy on one side and an army equipped on the other. Gains from trade, in tanks.',
      ),
      held(tomas, 'realist', 56),
    ],
    said(
      tomas,
      56,
      'Can arms sales be commercial liberalism? The trade that is meant to make war dear makes it possible here.',
      said(
        priya,
        57,
        'Good question. The theory speaks of interdependence, and a buyer of spare parts is very dependent.',
      ),
      said(hana, 58, 'Dependent is not interdependent.'),
    ),
  ),
  marked(
    leila,
    55,
    'In a world where geo-economics dominates politics',
    [
      held(leila, 'liberal', 55),
      held(priya, 'liberal', 56, 'And if it is true, half the paper above is out of date.'),
      held(
        hana,
        'realist',
        57,
        'Luttwak’s word, and Luttwak meant the logic of conflict in the grammar of commerce. That is realism with other means.',
      ),
    ],
    said(
      priya,
      58,
      'He says it once, without a note, and the next sentence is a list of friends to keep. I would not build on it.',
    ),
  ),
  marked(tomas, 57, 'even ignoring mutual disputes for the sake of mutual advantage', [
    held(tomas, 'liberal', 57, 'Absolute gains: it does not matter who gets more.'),
    held(leila, 'liberal', 58),
    held(hana, 'realist', 60, 'Interests rank higher than grudges, for a time.'),
  ]),
  marked(priya, 60, 'Moscow may exit the new START treaty signed in 2010.', [
    held(hana, 'realist', 60),
    held(
      priya,
      'liberal',
      61,
      'The treaty is the thing worth threatening with. Without it there would be nothing to leave.',
    ),
  ]),
  marked(
    hana,
    62,
    'as a counterweight to the nearby powers of India, China and Russia',
    [held(hana, 'realist', 62)],
    said(
      leila,
      63,
      '“For Russia, Pakistan has significance … as a counterweight to … Russia”? Note 74 is an American newspaper, and I think he copied a list that was made for Washington.',
      said(
        hana,
        64,
        'Then the sentence shows how one argument serves two great powers. I keep the tag and mark the slip.',
      ),
    ),
  ),
  marked(priya, 64, 'policy without giving much consideration to any geo-political constraints', [
    held(priya, 'liberal', 64),
    held(tomas, 'liberal', 65),
    held(hana, 'liberal', 66, 'As he tells it. I do not believe it of any state.'),
  ]),
  marked(
    tomas,
    66,
    'The tendency to treat each other as adversaries suffers no diminishment.',
    [
      held(tomas, 'constructivist', 66, 'A tendency to treat as: enmity is a habit here, not a distribution of arms.'),
      held(hana, 'realist', 67, 'Kashmir is named one sentence earlier. It is a conflict over land.'),
      held(leila, 'constructivist', 68),
      held(priya, 'constructivist', 69),
    ],
    said(
      hana,
      68,
      'Take Kashmir away: does the tendency remain?',
      said(tomas, 69, 'For a generation, yes. That is how I would test it.'),
    ),
  ),
  marked(leila, 69, 'relations with Russia should not be seen against any third country', [
    held(leila, 'constructivist', 69, '“Should not be seen”: it is advice about how others understand a policy.'),
    held(hana, 'realist', 71, 'Reassurance, so that nobody balances against you.'),
    held(priya, 'liberal', 72),
  ]),
]
