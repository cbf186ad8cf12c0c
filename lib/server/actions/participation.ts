'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type FormState, ID_PATTERN, memberId, readingId } from '../../core/base'
import { requireActor } from '../auth/session'
import { adjustPoints } from '../commands/adjust-points'
import { setGrading } from '../commands/set-grading'
import { AppError } from '../errors'
import { database } from '../store/database'
import { idText } from './fields'
import { parseForm, refusalOf } from './form'
import { speaking } from './speaking'

const SLUG = /^[\w-]{1,80}$/
const readingOf = (given: unknown) => {
  const parsed = idText.safeParse(given)
  if (!parsed.success) throw new AppError('not-found')
  return readingId(parsed.data)
}
const refresh = (slug: unknown): void => {
  if (typeof slug === 'string' && SLUG.test(slug)) revalidatePath(`/readings/${slug}/participation`)
}

const whole = (sentence: string, min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, sentence)
    .transform(Number)
    .pipe(z.number().min(min, sentence).max(max, sentence))

const gradingSchema = z.object({
  points: whole('Type how many points there are, from 1 to 1000.', 1, 1000),
  rule: z.enum(['scaled', 'whole'], 'Choose how it counts.'),
  late: whole('Type how many of the hundred late work counts, from 0 to 100.', 0, 100),
})

const DUE = 'due:'

/** Sets how participation in a reading counts. The form has a field `due:ROUND` for each round. */
export const keepGrading = speaking(
  async (reading: unknown, slug: unknown, _: FormState, data: FormData): Promise<FormState> => {
    const form = parseForm(gradingSchema, data)
    if (!form.ok) return form.reason
    const due = new Map<string, Date | null>()
    for (const [name, value] of data.entries()) {
      const round = name.slice(DUE.length)
      if (!name.startsWith(DUE) || typeof value !== 'string' || !ID_PATTERN.test(round)) continue
      const at = value === '' ? null : new Date(value)
      if (at !== null && Number.isNaN(at.getTime())) {
        return refusalOf(new AppError('bad-input', 'Choose a day and a time.'), data)
      }
      due.set(round, at)
    }
    try {
      const { points, rule, late } = form.value
      await setGrading(database(), await requireActor(), readingOf(reading), {
        points,
        rule,
        lateShare: late / 100,
        due,
      })
    } catch (error) {
      return refusalOf(error, data)
    }
    refresh(slug)
    return { values: {}, errors: {}, done: 'Kept. The points below are counted anew.' }
  },
)

const adjustSchema = z.object({
  member: idText,
  points: z
    .string()
    .trim()
    .regex(/^([+-]?\d{1,4}([.,]\d{1,2})?)?$/, 'Type a number like 2 or -1.5, or leave it empty to take it back.')
    .transform((text) => (text === '' ? null : Number(text.replace(',', '.')))),
  reason: z.string().trim().max(300, 'That is longer than 300 characters. Shorten it.'),
})

/** Adjusts the points of a member; an empty number takes the adjustment back. */
export const adjust = speaking(
  async (reading: unknown, slug: unknown, _: FormState, data: FormData): Promise<FormState> => {
    const form = parseForm(adjustSchema, data)
    if (!form.ok) return form.reason
    const { member, points, reason } = form.value
    if (points !== null && reason === '') {
      return refusalOf(new AppError('bad-input', 'Say why: the member reads it.'), data, 'reason')
    }
    try {
      await adjustPoints(database(), await requireActor(), {
        reading: readingOf(reading),
        member: memberId(member),
        adjustment: points === null ? null : { points, reason },
      })
    } catch (error) {
      return refusalOf(error, data)
    }
    refresh(slug)
    return { values: {}, errors: {}, done: points === null ? 'Taken back.' : 'Adjusted.' }
  },
)
