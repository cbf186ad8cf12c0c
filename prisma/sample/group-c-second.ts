import { type Script, held, marked, said } from './script'

const [daniel, zara, ben, ngozi] = ['daniel.okafor', 'zara.malik', 'ben.carter', 'ngozi.eze'] as const

/** Group C in the second half of the class. */
export const groupCSecond: Script = [
  marked(
    zara,
    32,
    'Pakistan seeks Russian economic assistance in the form of foreign direct investment and technological cooperation particularly in the energy field.',
    [held(zara, 'liberal', 32), held(daniel, 'liberal', 34), held(ben, 'liberal', 35)],
    said(
      ben,
      36,
      'Assistance “in the form of” investment. Does he see a difference between a loan among friends and a firm that expects a return?',
      said(
        zara,
        37,
        'He does not, and that is what sinks the visit later: Gazprom wanted the contract without bidding. A firm behaved like a state.',
      ),
    ),
  ),
  marked(
    zara,
    34,
    'trade, investment and interdependence are forces for peace',
    [
      held(zara, 'liberal', 34, 'Oneal and Russett in one line.'),
      held(ngozi, 'liberal', 35),
      held(daniel, 'liberal', 36),
      held(ben, 'liberal', 37),
    ],
    said(
      ben,
      38,
      'Interdependence has to be high on both sides to bind. If the trade is small, the theory predicts nothing here, in either direction.',
    ),
  ),
  marked(
    daniel,
    37,
    'Sabir Shah, "A Brief Recap of the Troubled Pak-Russia Relationship,"',
    [],
    said(
      daniel,
      37,
      'This carries “it is believed that Liaquat Ali Khan preferred the US visit”. A newspaper recap of October 2012 for a decision of 1949.',
      said(ngozi, 39, 'The Foreign Relations of the United States series has the cables. Nobody opened it.'),
    ),
  ),
  marked(ben, 39, 'drew the USSR closer to India in a defence relationship', [
    held(
      ben,
      'realist',
      39,
      'The security dilemma, complete: our alliance makes theirs, theirs proves that ours was needed.',
    ),
    held(daniel, 'realist', 40),
    held(zara, 'realist', 42),
  ]),
  marked(
    ngozi,
    41,
    'were interpreted in Pakistan as aimed at separating the Balochistan province from Pakistan',
    [
      held(ngozi, 'constructivist', 41, 'Interpreted: the same ships could have been read as trade.'),
      held(ben, 'realist', 43, 'A prudent state reads a great navy that way.'),
      held(zara, 'constructivist', 44),
      held(daniel, 'constructivist', 45),
    ],
    said(ben, 43, 'The warm waters are a British idea of the 1870s. I grant that a perception can be inherited.'),
  ),
  marked(zara, 44, 'the Soviet Union installed a steel mill in Karachi', [
    held(
      zara,
      'liberal',
      44,
      'Forty years later the expansion of this mill is in every list. It is the one tie that outlived the Cold War.',
    ),
    held(ben, 'realist', 46, 'Aid to pry Pakistan away from the pacts.'),
    held(ngozi, 'liberal', 47),
  ]),
  marked(
    daniel,
    46,
    'Russia was ready to supply military hardware to Pakistan',
    [
      held(daniel, 'realist', 46),
      held(ben, 'realist', 47),
      held(zara, 'liberal', 49, 'In 1995 Russian factories were starving. It was a sale.'),
    ],
    said(
      ngozi,
      50,
      'The speaker is a deputy from Zhirinovsky’s party, which ought to be said. What he was ready for was not the government’s policy.',
    ),
  ),
  marked(
    ngozi,
    48,
    'three agreements to enhance cultural and diplomatic ties and to resolve visa and immigration bottlenecks',
    [
      held(ngozi, 'liberal', 48),
      held(zara, 'liberal', 50),
      held(daniel, 'constructivist', 51, 'Cultural ties make people who can imagine each other.'),
    ],
  ),
  marked(
    daniel,
    50,
    '"Pakistan-Russia Relations", Wikipedia, the free encyclopedia',
    [],
    said(
      daniel,
      50,
      'Wikipedia for the free trade talks of 2011. Would you accept that from a student?',
      said(zara, 51, 'I once did not get away with it.'),
    ),
  ),
  marked(
    zara,
    52,
    'without bidding as Russia wanted',
    [
      held(
        zara,
        'liberal',
        52,
        'A rule of fair procurement stood in the way of a friendship between states. Domestic institutions have force.',
      ),
      held(ben, 'realist', 54, 'Each side wants more of the gain: relative gains, over one pipeline.'),
      held(ngozi, 'liberal', 55),
      held(daniel, 'realist', 57),
    ],
    said(
      ben,
      54,
      'Commercial liberalism says that contracts make peace. Here a contract of 1.2 billion cancels a President’s visit.',
      said(zara, 56, 'It is what the theory would worry about: no open market, so politics comes back in.'),
      said(daniel, 58, 'All of this is introduced with “the media speculation was”. We argue about a rumour.'),
    ),
  ),
  marked(ngozi, 54, 'violated the sovereignty and territorial integrity of any state and were unacceptable', [
    held(ngozi, 'constructivist', 54, 'Unacceptable is a judgement in the name of all.'),
    held(ben, 'realist', 56, 'Said about American drones, by Russia, in Islamabad.'),
    held(zara, 'constructivist', 57),
  ]),
  marked(
    zara,
    57,
    'Connecting Russia and CARs to Gwadar Port and developing the new Silk Road',
    [
      held(zara, 'liberal', 57),
      held(ben, 'realist', 58, 'Gwadar is a Chinese port with a naval future. Roads are also for armies.'),
      held(daniel, 'liberal', 60),
    ],
    said(ngozi, 60, 'The Silk Road is proposed by the US and he offers it to Russia. Did he notice?'),
  ),
  marked(
    ben,
    61,
    'the balance of power in the region will greatly tilt in favour of China and Russia',
    [held(ben, 'realist', 61), held(daniel, 'realist', 62), held(ngozi, 'realist', 63)],
    said(
      daniel,
      62,
      'Note 78 and note 79 are Pravda online, under the headline “Pakistan Can Make Russia Queen of Asia”.',
    ),
  ),
  marked(
    daniel,
    60,
    'During his visit to Pakistan in October 2012 he had said',
    [],
    said(daniel, 60, 'Who is “he”? The last man named is Robert Gates. It must be Lavrov, from note 77.'),
  ),
  marked(zara, 64, 'without giving much consideration to any geo-political constraints', [
    held(zara, 'liberal', 64),
    held(
      ben,
      'liberal',
      65,
      'The tag is clear. The sentence contradicts the paragraph above it, where everything is geopolitics.',
    ),
    held(daniel, 'liberal', 66),
  ]),
  marked(
    ben,
    66,
    "India's arsenal is replete with an array of Russian hardware that would retain Russia as India's largest defence partner",
    [
      held(ben, 'realist', 66),
      held(
        zara,
        'liberal',
        67,
        'Spare parts. It is the strongest interdependence in the whole paper, and it works against Pakistan.',
      ),
      held(daniel, 'realist', 68),
    ],
    said(zara, 69, 'By his own theory of trade India is the state that Russia should be at peace with.'),
  ),
  marked(
    ngozi,
    69,
    'Pakistan may also extend assurance to the US its relations with Russia will not hurt its strategic interests',
    [
      held(ngozi, 'liberal', 69, 'Transparency, so that a tie is not taken for a threat.'),
      held(ben, 'realist', 70),
      held(zara, 'liberal', 71),
    ],
  ),
  marked(
    daniel,
    71,
    'would grow more even in face of Indo-US tacit opposition',
    [held(daniel, 'realist', 71), held(ben, 'realist', 72), held(ngozi, 'realist', 73)],
    said(
      ngozi,
      73,
      'The last word of the paper is opposition. After all the trade and trust it closes as balance against balance.',
    ),
  ),
]
