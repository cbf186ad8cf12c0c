import type { FormState } from '../../core/base'
import { currentLanguage } from '../language'
import { inLanguage } from '../said'

/** A form's action that answers in the reader's language. What it throws, a redirect above all, goes on. */
export const speaking =
  <Given extends readonly unknown[], State extends FormState>(act: (...given: Given) => Promise<State>) =>
  async (...given: Given): Promise<State> =>
    inLanguage(await act(...given), await currentLanguage())
