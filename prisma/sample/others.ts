import { type Script, held, marked, said } from './script'

const [samina, dara, leila, daniel, amina] = [
  'samina.qureshi',
  'dara.lind',
  'leila.haddad',
  'daniel.okafor',
  'amina.rahman',
] as const

/** What the instructor and the assistant pinned before and during the class. */
export const instructorNotes: Script = [
  marked(
    samina,
    0,
    'Theoretical Framework',
    [],
    said(
      samina,
      0,
      'Tag the theory that the author leans on, not the one you would choose. Where he reports somebody, tag what he uses the report for.',
    ),
  ),
  marked(
    samina,
    0,
    'In this paper the strategic and economic relations … globalized interdependence.',
    [],
    said(samina, 0, 'This is the promise. As you read on, keep a count: how often does each of the four come back?'),
  ),
  marked(
    samina,
    1,
    'It is believed that Liaquat Ali Khan preferred',
    [],
    said(samina, 1, 'Passive verbs with no subject are worth a stop. Ask who believes, and look at the note.'),
  ),
  marked(
    dara,
    27,
    'In this context the ethics are inconsequential.',
    [],
    said(
      dara,
      27,
      'All three groups are split here. Group B asks for a rule about reported speech: we take that up in the plenary.',
      said(samina, 34, 'Yes, first item. Leila moves during the discussion, ask her why.'),
    ),
  ),
  marked(
    samina,
    46,
    'cancellation of the Russian President',
    [],
    said(samina, 46, 'Three explanations are given for one cancelled visit. Which theory does each belong to?'),
  ),
  marked(
    dara,
    62,
    'India is our candidate number one',
    [],
    said(
      dara,
      62,
      'Group A found that the date in the text and the date in note 85 differ by six years. Worth five minutes on sources.',
    ),
  ),
]

/** The seminar's own layer: what the groups brought to the others at the end. */
export const plenaryNotes: Script = [
  marked(
    leila,
    74,
    'ethics are inconsequential',
    [
      held(leila, 'realist', 74, 'For group B: the author reports it, and later relies on it.'),
      held(daniel, 'realist', 75, 'For group C, three to one.'),
      held(amina, 'realist', 75, 'For group A, three to one.'),
    ],
    said(
      samina,
      76,
      'The minority in all three groups says the same thing: a rule against asking is still a rule. Keep that for the essay.',
    ),
  ),
  marked(amina, 75, 'perceptions about Pakistan have undergone a positive change', [
    held(amina, 'constructivist', 75),
    held(leila, 'constructivist', 76),
    held(daniel, 'constructivist', 77, 'On the wording. On the cause we did not agree.'),
  ]),
  marked(
    daniel,
    77,
    'trade, investment and interdependence',
    [held(daniel, 'liberal', 77), held(amina, 'liberal', 78)],
    said(
      samina,
      79,
      'Nobody disputes the tag and everybody asks for figures. For Thursday: bring one number on trade between the two, with a source.',
    ),
  ),
]

/** Notes that two students kept to themselves. */
export const privateNotes: ReadonlyMap<string, Script> = new Map([
  [
    leila,
    [
      marked(
        leila,
        19,
        'the ethics are inconsequential',
        [],
        said(leila, 19, 'I said constructivist too quickly. Think about reported speech before the plenary.'),
      ),
      marked(
        leila,
        43,
        'countries pursuing independent foreign policies',
        [],
        said(leila, 43, 'For the essay: independent from whom, if the order is unipolar?'),
      ),
      marked(leila, 57, 'age of globalization', [held(leila, 'liberal', 57)]),
    ],
  ],
  [
    daniel,
    [
      marked(
        daniel,
        52,
        'Stephen Blank of Strategic Studies Institute',
        [],
        said(daniel, 52, 'The only scholar with an opinion in the section. Look up what else he wrote on arms sales.'),
      ),
      marked(
        daniel,
        72,
        'third major holder of foreign reserves in the Asia Pacific region',
        [],
        said(daniel, 72, 'Check this against the IMF tables.'),
      ),
    ],
  ],
])
