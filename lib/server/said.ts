import urdu from '../../app/messages/said.ur.json'
import type { FormState, Language } from '../core/base'

/** A sentence with holes (`{name} has members.`) as what finds it and what fills them. */
const patternOf = (english: string): RegExp =>
  new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+)')}$`)

/** Turns the English sentences of the server into those of a table; a sentence that is not in it stays. */
export const translator = (table: Readonly<Record<string, string>>): ((sentence: string) => string) => {
  const exact = new Map(Object.entries(table))
  const holed = [...exact]
    .filter(([english]) => english.includes('{'))
    .map(([english, own]) => ({ pattern: patternOf(english), own }))
  return (sentence) => {
    const whole = exact.get(sentence)
    if (whole !== undefined) return whole
    for (const { pattern, own } of holed) {
      const parts = pattern.exec(sentence)?.groups
      if (parts !== undefined) return own.replace(/\{(\w+)\}/g, (hole, name: string) => parts[name] ?? hole)
    }
    return sentence
  }
}

const TRANSLATORS: Readonly<Record<Language, (sentence: string) => string>> = {
  en: (sentence) => sentence,
  ur: translator(urdu),
}

/** A form's answer with its sentences in `language`. What was typed stays as it was typed. */
export const inLanguage = <State extends FormState>(state: State, language: Language): State => {
  const say = TRANSLATORS[language]
  return {
    ...state,
    errors: Object.fromEntries(Object.entries(state.errors).map(([field, sentence]) => [field, say(sentence)])),
    ...(state.problem === undefined ? {} : { problem: say(state.problem) }),
    ...(state.done === undefined ? {} : { done: say(state.done) }),
  }
}
