'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type FormState, readingId } from '../../core/base'
import { requireActor } from '../auth/session'
import { addRound } from '../commands/add-round'
import { INSTRUCTIONS_MAX_CHARS, changeRound } from '../commands/change-round'
import { closeRound } from '../commands/close-round'
import { extendRound } from '../commands/extend-round'
import { hideRound } from '../commands/hide-round'
import { moveOn } from '../commands/move-on'
import { openRound } from '../commands/open-round'
import { removeRound } from '../commands/remove-round'
import { revealRound } from '../commands/reveal-round'
import { database } from '../store/database'
import { idText, parseSeminar } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

const MORE_MS = 5 * 60_000
const GONE = 'That round is not here any more. Load the page again.'

const actSchema = z.object({
  round: idText,
  act: z.enum(['open', 'close', 'on', 'more', 'reveal', 'hide', 'remove']),
})

/** Opens, closes, moves on from, extends, reveals, hides or removes a round, by one press. */
export const actOnRound = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(actSchema, data)
  if (!form.ok) return wrongForm(data, GONE)
  const { round, act } = form.value
  const db = database()
  try {
    const actor = await requireActor()
    if (act === 'open') await openRound(db, actor, round)
    else if (act === 'close') await closeRound(db, actor, round)
    else if (act === 'on') await moveOn(db, actor, round)
    else if (act === 'more') await extendRound(db, actor, round, MORE_MS)
    else if (act === 'reveal') await revealRound(db, actor, round)
    else if (act === 'hide') await hideRound(db, actor, round)
    else await removeRound(db, actor, round)
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`)
  return { values: {}, errors: {} }
})

const newSchema = z.object({ reading: idText, kind: z.enum(['independent', 'group', 'plenary']) })

/** Adds a round to a reading, after the others. */
export const newRound = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(newSchema, data)
  if (!form.ok) return wrongForm(data, 'Choose what kind of round it is.')
  try {
    await addRound(database(), await requireActor(), {
      seminar: id,
      reading: readingId(form.value.reading),
      kind: form.value.kind,
    })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`)
  return { values: {}, errors: {} }
})

const count = (most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,3}$/, 'Type a number, or leave it empty.')
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(z.number().min(1, 'Type 1 or more, or leave it empty.').max(most, `Choose ${most} or fewer.`).nullable())
/** An ISO moment, as the page's own script writes it from the reader's clock; empty for none. */
const moment = z
  .string()
  .transform((text) => (text === '' ? null : new Date(text)))
  .refine((at) => at === null || !Number.isNaN(at.getTime()), 'Choose a day and a time.')

const setUpSchema = z.object({
  round: idText,
  kind: z.enum(['independent', 'group', 'plenary']),
  instructions: z.string().trim().max(INSTRUCTIONS_MAX_CHARS, 'That is longer than 2,000 characters. Shorten it.'),
  claims: count(100),
  comments: count(100),
  replies: count(100),
  opensAt: moment,
  closesAt: moment,
  reveal: z.enum(['hand', 'moment', 'quorum', 'posted', '']),
  quorum: count(100),
  posted: count(100),
  revealsAt: moment,
})

/** Sets what a round asks for, its moments, and what reveals it. */
export const setUpRound = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(setUpSchema, data)
  if (!form.ok) return form.reason
  const { round, kind, instructions, claims, comments, replies, opensAt, closesAt, reveal, quorum, posted, revealsAt } =
    form.value
  if (reveal === 'quorum' && quorum === null) return wrongForm(data, 'Say at how many of the hundred it is revealed.')
  if (reveal === 'posted' && posted === null) return wrongForm(data, 'Say after how many posts it is revealed.')
  if (reveal === 'moment' && revealsAt === null) return wrongForm(data, 'Choose when it is revealed.')
  try {
    await changeRound(database(), await requireActor(), round, {
      kind,
      instructions,
      targets: { claims, comments, replies },
      // An empty moment leaves what a hand did.
      ...(opensAt === null ? {} : { openedAt: opensAt }),
      ...(closesAt === null ? {} : { closedAt: closesAt }),
      ...(reveal === 'moment' ? { revealRule: 'hand' as const, revealCount: null, revealedAt: revealsAt } : {}),
      ...(reveal === 'hand' ? { revealRule: reveal, revealCount: null } : {}),
      ...(reveal === 'quorum' ? { revealRule: reveal, revealCount: quorum } : {}),
      ...(reveal === 'posted' ? { revealRule: reveal, revealCount: posted } : {}),
    })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`)
  return { values: {}, errors: {}, done: 'Kept.' }
})
