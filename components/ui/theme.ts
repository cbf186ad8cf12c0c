/** The looks a reader can choose. `system` follows the device. */
export const THEMES = ['system', 'light', 'sepia', 'dark', 'high-contrast'] as const
export type Theme = (typeof THEMES)[number]

/** The reading faces a reader can choose. */
export const FACES = ['serif', 'sans', 'legible'] as const
export type Face = (typeof FACES)[number]

/** The sizes of reading text on offer, in px at the browser's own base of 16. */
export const SIZES = [16, 17, 18, 20, 22, 25, 29] as const

/** How far apart the lines stand. */
export const SPACINGS = ['normal', 'compact', 'roomy'] as const
export type Spacing = (typeof SPACINGS)[number]

/** What is numbered beside the text, for citing in class. */
export const NUMBERINGS = ['paragraphs', 'sentences', 'none'] as const
export type Numbering = (typeof NUMBERINGS)[number]

/** Where the choices are kept on this device. */
export const THEME_KEY = 'scholion-theme'
export const FACE_KEY = 'scholion-face'
export const SIZE_KEY = 'scholion-size'
export const SPACING_KEY = 'scholion-spacing'
export const NUMBERING_KEY = 'scholion-numbering'

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
export const LOOK = [
  { theme: THEME_KEY, face: FACE_KEY, size: SIZE_KEY, spacing: SPACING_KEY, numbering: NUMBERING_KEY },
  THEMES.filter((theme) => theme !== 'system'),
  SIZES,
] as const

/** `paintLook` as text for the head, since it must not wait for any file. */
export const THEME_SCRIPT = `(${paintLook.toString()})(...${JSON.stringify(LOOK)})`
