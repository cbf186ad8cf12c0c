import { type Script, held, marked, said } from './script'

const [amina, jonas, mei, bilal] = ['amina.rahman', 'jonas.weber', 'mei.tan', 'bilal.chaudhry'] as const

/** Group A in the second half of the class. */
export const groupASecond: Script = [
  marked(
    jonas,
    26,
    'Russia now sees how central Pakistan is to any scheme of ending the conflict in Afghanistan',
    [
      held(jonas, 'realist', 26, 'Geography. You cannot supply or leave Afghanistan without Karachi.'),
      held(mei, 'constructivist', 28, 'It was as central in 1995. What is new is that Russia sees it.'),
      held(bilal, 'realist', 29),
      held(amina, 'realist', 31),
    ],
    said(
      mei,
      28,
      'If the map explains it, the map should have explained it in 1995 as well.',
      said(
        bilal,
        29,
        'In 1995 Russia was not interested in Kabul. Then drugs came over the Pamir, and Chechens trained there. The interest is new.',
      ),
      said(mei, 30, 'Accepted for the drugs. I keep my tag for “sees”.'),
    ),
  ),
  marked(
    amina,
    29,
    'Pakistan, which feels it was unduly treated … to diversify its foreign policy options',
    [
      held(amina, 'realist', 29, 'Diversify is what one does with risk: hedging.'),
      held(jonas, 'realist', 30),
      held(mei, 'constructivist', 31, 'It begins with respect and with feeling unduly treated.'),
    ],
    said(
      amina,
      32,
      'Two motives in one sentence: hurt pride and hedging. Can a passage carry two verdicts, or is it two passages?',
      said(mei, 33, 'I marked the first half by itself, see the overlap.'),
    ),
  ),
  marked(mei, 31, 'which feels it was unduly treated to pressures from the US', [
    held(mei, 'constructivist', 31, 'A state feels treated unduly. There has to be a due, and somebody who counts.'),
    held(bilal, 'constructivist', 33, 'Do more, do more. It is a feeling, and it is in every newspaper here.'),
    held(jonas, 'realist', 35, 'Pressure is pressure.'),
  ]),
  marked(
    jonas,
    33,
    "Delhi's military influence in Afghanistan and which is a strategy that indeed may have the aim of encircling Pakistan",
    [
      held(jonas, 'realist', 33),
      held(bilal, 'realist', 34, 'The two-front fear. No other sentence explains more of Pakistan’s policy in Kabul.'),
      held(
        mei,
        'constructivist',
        36,
        '“Thinks” stands before it and “may have” in the middle. The encirclement is an image.',
      ),
      held(amina, 'realist', 38),
    ],
  ),
  marked(
    bilal,
    35,
    'trade, investment and interdependence are forces for peace',
    [
      held(bilal, 'liberal', 35),
      held(amina, 'liberal', 36),
      held(jonas, 'liberal', 37, 'Liberal without doubt, and wrong. 1914.'),
      held(mei, 'liberal', 38),
    ],
    said(
      jonas,
      37,
      'Europe never traded more than in 1913.',
      said(
        amina,
        39,
        'Which is an argument against the claim and not against the tag. Thank you for keeping them apart.',
      ),
    ),
  ),
  marked(
    bilal,
    38,
    'Liaquat Ali Khan accepted the latter invitation.',
    [
      held(bilal, 'realist', 38, 'Arms and money were in Washington.'),
      held(jonas, 'realist', 39),
      held(
        mei,
        'constructivist',
        41,
        'He was an Oxford man who led a new state that wanted to be seen by the West. Moscow had asked first.',
      ),
    ],
    said(
      bilal,
      40,
      'Some historians say the Soviet invitation never got a date: it was for 14 August, the first independence day, and he could not leave. The text makes a choice out of a calendar.',
    ),
  ),
  marked(amina, 40, 'disturbing the balance of power in South Asia', [
    held(amina, 'realist', 40),
    held(jonas, 'realist', 41),
  ]),
  marked(
    bilal,
    42,
    'facilitated the country … could have provided time and space for a political solution',
    [
      held(bilal, 'realist', 42),
      held(
        amina,
        'liberal',
        44,
        'A resolution of the Council that would have helped: the institution matters because it was blocked.',
      ),
    ],
    said(
      amina,
      44,
      'He tells 1971 as a thing done by a veto. Nothing about what happened in Dhaka before. Is that a choice of theory or of side?',
      said(bilal, 46, 'Of side. My grandparents’ generation tells it the same way, and it is a hole in the paper.'),
    ),
  ),
  marked(
    jonas,
    45,
    'withdrawing from SEATO in 1973 and CENTO in 1979',
    [],
    said(
      jonas,
      45,
      'Bhutto left office in 1977, so he cannot have left CENTO in 1979. That was Zia, after the Shah fell. Note 20 is a page on the 1950s.',
      said(bilal, 47, 'Right. SEATO was Bhutto. Same person in the sentence, different decade.'),
    ),
  ),
  marked(mei, 47, 'This visit greatly helped in breaking the ice and opening a new chapter of bilateral relations.', [
    held(mei, 'constructivist', 47),
    held(bilal, 'liberal', 48, 'The visit signed trade agreements. The ice is decoration.'),
    held(jonas, 'liberal', 50),
  ]),
  marked(amina, 49, 'Pakistan-Russia Business Forum and Pakistan-Russia Business Council were created', [
    held(
      amina,
      'liberal',
      49,
      'Groups inside both societies that gain from peace. It is the most liberal line in the section.',
    ),
    held(bilal, 'liberal', 51),
    held(mei, 'liberal', 52),
  ]),
  marked(
    jonas,
    52,
    'India is our candidate number one in terms of enlarging the geographical representation of the Security Council.',
    [held(jonas, 'realist', 60)],
    said(
      jonas,
      61,
      'The text says he spoke in 2010, and note 85 is dated December 2004. One of the two is wrong, and the argument that Russia still stands by India rests on it.',
      said(
        amina,
        62,
        'I looked it up from the title: Putin was in Delhi in December 2004, as President. In 2010 he came as Premier. The quotation is six years older than he makes it.',
      ),
    ),
  ),
  marked(
    amina,
    54,
    'Russia sees Pakistan as a big market for its engineering exports',
    [held(amina, 'liberal', 54), held(bilal, 'liberal', 55), held(jonas, 'liberal', 56), held(mei, 'liberal', 57)],
    said(bilal, 57, 'The one passage on which all four of us agree, and it is about machines.'),
  ),
  marked(
    bilal,
    56,
    'Pakistan had better develop and maintain good relations with China, the US, EU, the Muslim world, Russia, all neighbours and the CARs',
    [
      held(bilal, 'liberal', 56),
      held(jonas, 'realist', 57, 'Omnibalancing. A weak state keeps every door open.'),
      held(amina, 'liberal', 59),
    ],
    said(amina, 59, 'A list of everyone is not a policy. Which friend would he give up for Russia?'),
  ),
  marked(mei, 59, "a 'reset' in relations", [
    held(mei, 'constructivist', 59, 'A button and a word, and for a year both sides behaved as if.'),
    held(
      jonas,
      'realist',
      61,
      'And then it deteriorated sharply, says the next sentence, because missiles do not read.',
    ),
  ]),
  marked(
    jonas,
    63,
    'India may not succeed in this effort',
    [held(jonas, 'realist', 63), held(bilal, 'realist', 65)],
    said(
      bilal,
      65,
      'The reasoning is that India bought from America, so it cannot complain when Russia sells to us. Is that reciprocity a norm or just bargaining?',
      said(mei, 66, 'A norm. “It should also not object” is in the sentence.'),
      said(jonas, 67, 'Bargaining with good manners.'),
    ),
  ),
  marked(mei, 67, 'it behoves Pakistan to take these countries into confidence', [
    held(mei, 'constructivist', 67, 'Behoves is a duty between allies.'),
    held(amina, 'constructivist', 69),
    held(jonas, 'realist', 70, 'They pay for the oil.'),
  ]),
  marked(
    amina,
    70,
    'Pakistan should aim at making Russia a long-term trading partner and supplier of military hardware.',
    [
      held(amina, 'liberal', 70, 'Trading partner comes first.'),
      held(jonas, 'realist', 71, 'Supplier of military hardware comes last, where the weight is.'),
      held(bilal, 'realist', 72),
    ],
  ),
]
