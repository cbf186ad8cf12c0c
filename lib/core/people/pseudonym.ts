import { type Random, folded } from '../base'

// Colours and qualities of things, never of people; birds and trees that no people takes for an insult or an emblem.
const FIRST =
  'Amber Azure Birch Bright Brisk Calm Cedar Clear Cobalt Copper Coral Crystal Dapple Dawn Ebony Ember Fern Flint Frost Garnet Gentle Golden Hazel Indigo Ivory Jade Juniper Lilac Linen Lunar Maple Marble Meadow Misty Mossy Nimble Ochre Olive Opal Pearl Quiet Rain River Russet Saffron Sage Sandy Sienna Silver Slate Still Sunny Swift Tawny Teal Umber Velvet Violet Willow Winter'.split(
    ' ',
  )
const SECOND =
  'Alder Aspen Avocet Bittern Bulbul Bunting Chough Cormorant Crane Curlew Cypress Dipper Dunlin Egret Elm Finch Flycatcher Gannet Goldcrest Grebe Harrier Hawthorn Heron Hoopoe Ibis Jacana Kestrel Kingfisher Kinglet Kite Lapwing Lark Linnet Marten Martin Merlin Myna Nightjar Nuthatch Oriole Osprey Petrel Pipit Plover Puffin Quail Redstart Robin Rowan Sandpiper Skylark Sparrow Starling Stork Swallow Swift Tanager Teal Tern Thrush Wagtail Warbler Waxwing Wren'.split(
    ' ',
  )

/** How long a pseudonym may be, in UTF-16 units. */
export const PSEUDONYM_MAX_CHARS = 40

/** Two names are the same to a reader where case, accents and blanks do not count. */
export const nameKey = (name: string): string => folded(name).replaceAll(/[^\p{L}\p{N}]+/gu, '')

/**
 * Pleasant names that say nothing of anybody, as `Amber Heron`: `count` of them,
 * all different, none of them among `taken`. With all of about 3,800 taken they
 * get numbers.
 */
export const freshPseudonyms = (taken: Iterable<string>, count: number, random: Random): readonly string[] => {
  const used = new Set([...taken].map(nameKey))
  const made: string[] = []
  const whole = FIRST.length * SECOND.length
  while (made.length < count) {
    const start = Math.floor(random() * whole)
    const name = firstFree(start, whole, used)
    used.add(nameKey(name))
    made.push(name)
  }
  return made
}

const firstFree = (start: number, whole: number, used: ReadonlySet<string>): string => {
  for (let step = 0; ; step += 1) {
    const at = (start + step) % whole
    const [first, second] = [FIRST[at % FIRST.length], SECOND[Math.floor(at / FIRST.length)]]
    const round = Math.floor(step / whole)
    const name = `${first ?? ''} ${second ?? ''}${round === 0 ? '' : ` ${String(round + 1)}`}`
    if (first !== second && !used.has(nameKey(name))) return name
  }
}
