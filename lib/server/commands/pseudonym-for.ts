import { randomInt } from 'node:crypto'
import type { Random, SeminarId } from '../../core/base'
import { freshPseudonyms } from '../../core/people'
import type { Database } from '../store/database'
import { takenNames } from '../store/names'

const STEPS = 2 ** 32

/** The system's secure generator, as core takes it. */
export const secureRandom: Random = () => randomInt(STEPS) / STEPS

/** New pseudonyms for a seminar, none of which is anybody's name or pseudonym there. */
export const pseudonymsFor = async (db: Database, seminar: SeminarId, count: number): Promise<readonly string[]> =>
  freshPseudonyms(
    (await takenNames(db, seminar)).map(({ name }) => name),
    count,
    secureRandom,
  )
