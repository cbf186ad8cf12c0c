'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { type FormState, type SeminarId, groupId, memberId } from '../../core/base'
import { PSEUDONYM_MAX_CHARS, type RosterFault } from '../../core/people'
import { membershipIn } from '../../core/policy'
import { currentUser, requireActor } from '../auth/session'
import { writeSessionCookie } from '../auth/session-cookie'
import { beginSession } from '../auth/session'
import { assignGroups } from '../commands/assign-groups'
import { chooseName } from '../commands/choose-name'
import { ROSTER_MAX_CHARS, type RosterPlan, importRoster } from '../commands/import-roster'
import { makePlaceLink } from '../commands/make-place-link'
import { removeAwaited } from '../commands/remove-awaited'
import { setPseudonyms } from '../commands/set-pseudonyms'
import { STUDENT_LIMIT_MAX, setStudentLimit } from '../commands/set-student-limit'
import { takePlaceLink } from '../commands/take-place-link'
import { AppError } from '../errors'
import { database } from '../store/database'
import { idText, line, newPassword, parseSeminar, personName } from './fields'
import { fileText } from './file-text'
import { parseForm, refusalOf, wrongField, wrongForm } from './form'
import { speaking } from './speaking'

const refreshed = (seminar: SeminarId): void => {
  revalidatePath(`/seminars/${seminar}`)
}

/** What the roster form answers: the form's state, and what the roster says or what is wrong with it. */
interface RosterState extends FormState {
  readonly preview?: RosterPlan
  readonly faults?: readonly RosterFault[]
  readonly said?: readonly string[]
}

const textOf = async (data: FormData): Promise<string> => {
  const file = data.get('file')
  if (file instanceof File && file.size > 0) {
    if (file.size > ROSTER_MAX_CHARS * 2) throw new AppError('too-large')
    return fileText(await file.arrayBuffer())
  }
  const text = data.get('text')
  return typeof text === 'string' ? text : ''
}

/** Imports a roster: `step` reads a file or a list and shows what it would do, takes it, or goes back. */
export const bringRoster = speaking(async (seminar: unknown, _: RosterState, data: FormData): Promise<RosterState> => {
  const id = parseSeminar(seminar)
  const step = data.get('step')
  if (step === 'other') return { values: {}, errors: {} }
  const file = data.get('file')
  const field = file instanceof File && file.size > 0 ? 'file' : 'text'
  try {
    const text = await textOf(data)
    const values = { text }
    if (step === 'mend') return { values, errors: {} }
    const result = await importRoster(database(), await requireActor(), { seminar: id, text, isTrial: step !== 'take' })
    const t = await getTranslations('seminar.roster')
    if (!result.ok) {
      const { faults, good } = result.reason
      return { values, errors: {}, faults, said: [t('faulty', { faults: faults.length, good })] }
    }
    if (step !== 'take') return { values, errors: {}, preview: result.value, said: saidOf(result.value, t) }
  } catch (error) {
    return refusalOf(error, data, field)
  }
  redirect(`/seminars/${id}#members`)
})

const saidOf = (
  { steps, newGroups, left }: RosterPlan,
  t: Awaited<ReturnType<typeof getTranslations<'seminar.roster'>>>,
): readonly string[] => [
  t('counted', {
    people: steps.length,
    fresh: steps.filter(({ what }) => what === 'new' || what === 'came').length,
  }),
  ...(newGroups.length === 0 ? [] : [t('newGroups', { groups: newGroups.join(', ') })]),
  ...(left === 0 ? [] : [t('left', { left })]),
]

const memberSchema = z.object({ member: idText })
const GONE = 'They have come already, or are not on the roster any more. Load the page again.'

/** Makes a link that brings somebody on the roster to their place. */
export const linkPlace = speaking(
  async (
    seminar: unknown,
    _: FormState & { readonly path?: string },
    data: FormData,
  ): Promise<FormState & { readonly path?: string }> => {
    const id = parseSeminar(seminar)
    const form = parseForm(memberSchema, data)
    if (!form.ok) return wrongForm(data, GONE)
    try {
      const path = await makePlaceLink(database(), await requireActor(), {
        seminar: id,
        member: memberId(form.value.member),
      })
      return { values: {}, errors: {}, path }
    } catch (error) {
      return refusalOf(error, data)
    }
  },
)

/** Takes somebody off the roster who has not come. */
export const takeOff = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(memberSchema, data)
  if (!form.ok) return wrongForm(data, GONE)
  try {
    await removeAwaited(database(), await requireActor(), { seminar: id, member: memberId(form.value.member) })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {} }
})

const assignSchema = z.object({ member: idText, groups: z.array(idText).max(100) })

/** Says which groups an assistant looks after. */
export const assign = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const given = assignSchema.safeParse({ member: data.get('member'), groups: data.getAll('group') })
  if (!given.success) return wrongForm(data, 'That member or group is not here any more. Load the page again.')
  try {
    await assignGroups(database(), await requireActor(), {
      seminar: id,
      member: memberId(given.data.member),
      groups: given.data.groups.map(groupId),
    })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {}, done: 'Set.' }
})

const limitSchema = z.object({
  limit: z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, 'Type how many students may be in the seminar, as a number; leave it empty for no limit.')
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(
      z
        .number()
        .min(1, 'A limit lets one student in or more. Close the code to let nobody in.')
        .max(STUDENT_LIMIT_MAX, `Choose ${STUDENT_LIMIT_MAX} or fewer.`)
        .nullable(),
    ),
})

/** Sets how many students the class code lets in. */
export const limitStudents = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(limitSchema, data)
  if (!form.ok) return form.reason
  try {
    await setStudentLimit(database(), await requireActor(), id, form.value.limit)
  } catch (error) {
    return refusalOf(error, data, 'limit')
  }
  refreshed(id)
  return { values: {}, errors: {}, done: 'Set.' }
})

const modeSchema = z.object({ mode: z.enum(['off', 'allowed', 'required']) })

/** Decides whether students appear to each other under pseudonyms. */
export const decideNames = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(modeSchema, data)
  if (!form.ok) return wrongForm(data, 'Choose one of the three.')
  try {
    await setPseudonyms(database(), await requireActor(), { seminar: id, mode: form.value.mode })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {}, done: 'Set.' }
})

const PRONOUNS_MAX_CHARS = 40
const nameSchema = z.object({
  name: personName,
  pronouns: z.union([z.literal(''), line('', PRONOUNS_MAX_CHARS)]),
  pseudonym: z.union([z.literal(''), line('', PSEUDONYM_MAX_CHARS)]),
})

/** A member says how they are called in a seminar. */
export const nameMe = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(nameSchema, data)
  if (!form.ok) return form.reason
  const { name, pronouns, pseudonym } = form.value
  try {
    const actor = await requireActor()
    if (membershipIn(actor, id) === undefined) throw new AppError('not-found')
    await chooseName(database(), actor, {
      seminar: id,
      chosen: {
        name,
        pronouns: pronouns === '' ? null : pronouns,
        // The field is there only where it is theirs to choose.
        ...(data.has('pseudonym') ? { pseudonym: pseudonym === '' ? null : pseudonym } : {}),
      },
    })
  } catch (error) {
    return refusalOf(error, data, error instanceof AppError && error.code === 'conflict' ? 'pseudonym' : undefined)
  }
  refreshed(id)
  return { values: {}, errors: {}, done: 'Kept.' }
})

const placeSchema = z.object({ token: z.string().min(1).max(100) })
const newcomerSchema = z.object({ name: personName, password: newPassword })

/** Comes in through a link of the roster: the person who is signed in, or a new one with a password. */
export const comeToPlace = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const form = parseForm(placeSchema, data)
  if (!form.ok) return form.reason
  const user = await currentUser()
  let seminar: string
  try {
    if (user === undefined) {
      const newcomer = parseForm(newcomerSchema, data)
      if (!newcomer.ok) return newcomer.reason
      const taken = await takePlaceLink(database(), form.value.token, { kind: 'new', ...newcomer.value })
      await writeSessionCookie(await beginSession(database(), taken.user))
      seminar = taken.seminar
    } else {
      seminar = (await takePlaceLink(database(), form.value.token, { kind: 'user', user: user.id })).seminar
    }
  } catch (error) {
    return error instanceof AppError && error.code === 'bad-input'
      ? wrongField(data, 'password', error.message)
      : refusalOf(error, data)
  }
  redirect(`/seminars/${seminar}`)
})
