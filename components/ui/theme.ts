/** The looks a reader can choose. `system` follows the device. */
export const THEMES = ['system', 'light', 'sepia', 'dark', 'high-contrast'] as const
export type Theme = (typeof THEMES)[number]

/** The reading faces a reader can choose. */
export const FACES = ['serif', 'sans', 'legible'] as const
export type Face = (typeof FACES)[number]

/** The sizes of reading text on offer, in px at the browser's own base of 16. */
export const SIZES = [16, 17, 18, 20, 22, 25, 29] as const

/** Where the choices are kept on this device. */
export const THEME_KEY = 'scholion-theme'
export const FACE_KEY = 'scholion-face'
export const SIZE_KEY = 'scholion-size'

/**
 * Writes `data-theme`, `data-font` and `data-size` on `<html>` from what is kept,
 * and follows the device while the choice is `system`. It runs as text in the
 * head before the first paint as well, so it uses nothing from outside itself.
 */
export const paintLook = (
  keys: { readonly theme: string; readonly face: string; readonly size: string },
  themes: readonly string[],
  sizes: readonly number[],
): void => {
  const root = document.documentElement
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const more = matchMedia('(prefers-contrast: more)')
  const paint = () => {
    let kept: readonly (string | null)[] = []
    try {
      kept = [keys.theme, keys.face, keys.size].map((key) => localStorage.getItem(key))
    } catch (error) {
      // A browser that keeps nothing shows what the device asks for.
      if (!(error instanceof DOMException)) throw error
    }
    const [theme = null, face = null, size = null] = kept
    const device = more.matches ? 'high-contrast' : dark.matches ? 'dark' : 'light'
    root.dataset.theme = theme !== null && themes.includes(theme) ? theme : device
    if (face === 'sans' || face === 'legible') root.dataset.font = face
    else delete root.dataset.font
    if (size !== null && sizes.includes(Number(size))) root.dataset.size = size
  }
  paint()
  dark.addEventListener('change', paint)
  more.addEventListener('change', paint)
  addEventListener('storage', paint)
  addEventListener('scholion-look', paint)
}

/** What `paintLook` is called with. */
export const LOOK = [
  { theme: THEME_KEY, face: FACE_KEY, size: SIZE_KEY },
  THEMES.filter((theme) => theme !== 'system'),
  SIZES,
] as const

/** `paintLook` as text for the head, since it must not wait for any file. */
export const THEME_SCRIPT = `(${paintLook.toString()})(...${JSON.stringify(LOOK)})`
