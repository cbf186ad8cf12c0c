import type { UndefinedReason } from '../../core/statistics'

const WORDS: Readonly<Record<UndefinedReason, string>> = {
  'no-pairable-values': 'no unit has two values to pair',
  'no-variation': 'all values that can be paired are the same',
  'not-numeric': 'some value is not a number',
  'no-order': 'the values are not numbers, so nothing orders them',
  'negative-values': 'some value is below zero',
  'unequal-ratings': 'the units have different numbers of values',
  'not-two-raters': "it compares two raters; for more, see Fleiss' kappa",
}

/** Why a coefficient is not defined, as the end of a sentence. */
export const reasonInWords = (reason: UndefinedReason): string => WORDS[reason]
