import { createTranslator } from 'use-intl/core'
import common from '../../../app/messages/en/common.json'
import file from '../../../app/messages/en/file.json'
import margin from '../../../app/messages/en/margin.json'
import seminar from '../../../app/messages/en/seminar.json'
import urCommon from '../../../app/messages/ur/common.json'
import urFile from '../../../app/messages/ur/file.json'
import urMargin from '../../../app/messages/ur/margin.json'
import urSeminar from '../../../app/messages/ur/seminar.json'
import { LANGUAGE_FACTS, type Language } from '../../core/base'
import { type FileCatalogue, type FileWords, heldIn, withoutTurns } from '../../core/export'

const CATALOGUES: Readonly<Record<Language, FileCatalogue>> = {
  en: { ...file, layers: common.layers, reactions: margin.reactions, kinds: seminar.rounds.kinds },
  ur: { ...urFile, layers: urCommon.layers, reactions: urMargin.reactions, kinds: urSeminar.rounds.kinds },
}

/** Days as files write them, and what stands between two names. Digits are Western in both. */
const MANNERS: Readonly<Record<Language, { readonly locale: string; readonly comma: string }>> = {
  en: { locale: 'en-GB', comma: ', ' },
  ur: { locale: 'ur', comma: '، ' },
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const
const MOMENT = {
  ...DAY,
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

const wordsIn = (language: Language): FileWords => {
  const { locale, comma } = MANNERS[language]
  const timeZone = 'UTC'
  const { direction } = LANGUAGE_FACTS[language]
  const held = (words: string): string => heldIn(direction, withoutTurns(words))
  const translate = createTranslator({ locale: language, messages: CATALOGUES[language], timeZone, onError: rethrow })
  const day = new Intl.DateTimeFormat(locale, { ...DAY, timeZone })
  const moment = new Intl.DateTimeFormat(locale, { ...MOMENT, timeZone })
  return {
    language,
    say: (word, values = {}) =>
      translate(
        word,
        Object.fromEntries(
          Object.entries(values).map(([hole, value]) => [hole, typeof value === 'string' ? held(value) : value]),
        ),
      ),
    day: (at) => day.format(at),
    moment: (at) => moment.format(at),
    list: (items) => items.map(held).join(comma),
  }
}

const rethrow = (error: Error): never => {
  throw error
}

const made = new Map<Language, FileWords>()

/** The words of files in a language. A file is one in the language of who asks for it, whatever the paper's. */
export const fileWords = (language: Language): FileWords => {
  const known = made.get(language)
  if (known !== undefined) return known
  const words = wordsIn(language)
  made.set(language, words)
  return words
}
