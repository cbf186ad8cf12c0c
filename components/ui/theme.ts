import { CHOICE_PLACES, type KeptChoices, SIZES, THEMES } from '@/lib/core/base'

/** Whose choices this device has, and of when: `USER AT`. */
export const KEPT_KEY = 'scholion-kept'
/** There while a choice of this device has not reached the account. */
export const UNSENT_KEY = 'scholion-unsent'
/**
 * Takes an account's choices over to this device, where they are another
 * person's or newer than what the device has. What was chosen here and has not
 * reached the account stays. It runs as text in the head before the first paint,
 * so it uses nothing from outside itself.
 */
export const takeChoices = (
  user: string,
  account: KeptChoices,
  places: Readonly<Record<string, string>>,
  own: { readonly kept: string; readonly unsent: string },
): void => {
  try {
    const [owner, at] = (localStorage.getItem(own.kept) ?? '').split(' ')
    const isOwn = owner === user
    if (isOwn && localStorage.getItem(own.unsent) !== null) return
    if (isOwn && Number(at) >= account.at) return
    localStorage.removeItem(own.unsent)
    localStorage.setItem(own.kept, `${user} ${String(account.at)}`)
    // Who never chose keeps what the device shows.
    if (account.at === 0) return
    const chosen: Readonly<Record<string, string | undefined>> = account.choices
    for (const [name, place] of Object.entries(places)) {
      const value = chosen[name]
      if (value === undefined) localStorage.removeItem(place)
      else localStorage.setItem(place, value)
    }
  } catch (error) {
    // A browser that keeps nothing shows what the device asks for.
    if (!(error instanceof DOMException)) throw error
  }
}

/**
 * Writes `data-theme`, `data-font`, `data-size`, `data-spacing` and `data-numbering` on `<html>` from what is kept,
 * and follows the device while the choice is `system`. It runs as text in the
 * head before the first paint as well, so it uses nothing from outside itself.
 */
export const paintLook = (
  keys: Readonly<Record<'theme' | 'face' | 'size' | 'spacing' | 'numbering', string>>,
  themes: readonly string[],
  sizes: readonly number[],
): void => {
  const root = document.documentElement
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const more = matchMedia('(prefers-contrast: more)')
  const paint = () => {
    let kept: readonly (string | null)[] = []
    try {
      kept = [keys.theme, keys.face, keys.size, keys.spacing, keys.numbering].map((key) => localStorage.getItem(key))
    } catch (error) {
      // A browser that keeps nothing shows what the device asks for.
      if (!(error instanceof DOMException)) throw error
    }
    const [theme = null, face = null, size = null, spacing = null, numbering = null] = kept
    const device = more.matches ? 'high-contrast' : dark.matches ? 'dark' : 'light'
    root.dataset.theme = theme !== null && themes.includes(theme) ? theme : device
    if (face === 'sans' || face === 'legible') root.dataset.font = face
    else delete root.dataset.font
    if (size !== null && sizes.includes(Number(size))) root.dataset.size = size
    if (spacing === 'compact' || spacing === 'roomy') root.dataset.spacing = spacing
    else delete root.dataset.spacing
    if (numbering === 'sentences' || numbering === 'none') root.dataset.numbering = numbering
    else delete root.dataset.numbering
  }
  paint()
  dark.addEventListener('change', paint)
  more.addEventListener('change', paint)
  addEventListener('storage', paint)
  addEventListener('scholion-look', paint)
}

/** What `paintLook` is called with. */
export const LOOK = [CHOICE_PLACES, THEMES.filter((theme) => theme !== 'system'), SIZES] as const

/**
 * `takeChoices` and `paintLook` as text for the head, since they must not wait for
 * any file. `user` absent: a guest, whose device's choices hold.
 */
export const lookScript = (user?: string, account?: KeptChoices): string => {
  const paint = `(${paintLook.toString()})(...${JSON.stringify(LOOK)})`
  if (user === undefined || account === undefined) return paint
  const facts = JSON.stringify([user, account, CHOICE_PLACES, { kept: KEPT_KEY, unsent: UNSENT_KEY }])
  // Inside a script element only `<` could end it.
  return `(${takeChoices.toString()})(...${facts.replaceAll('<', '\\u003c')});${paint}`
}
