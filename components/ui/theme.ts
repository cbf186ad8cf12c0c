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
 * Runs in the head before the first paint: writes `data-theme`, `data-font` and
 * `data-size` on `<html>` from what is kept, and follows the device while the
 * choice is `system`. It is text, since it must not wait for any file.
 */
export const THEME_SCRIPT = `(function () {
  var root = document.documentElement
  var dark = matchMedia('(prefers-color-scheme: dark)')
  var more = matchMedia('(prefers-contrast: more)')
  var keep = function (key) { try { return localStorage.getItem(key) } catch (error) { return null } }
  var paint = function () {
    var kept = keep('${THEME_KEY}')
    var known = ${JSON.stringify(THEMES.filter((theme) => theme !== 'system'))}
    root.dataset.theme = known.indexOf(kept) >= 0 ? kept : more.matches ? 'high-contrast' : dark.matches ? 'dark' : 'light'
    var face = keep('${FACE_KEY}')
    if (face === 'sans' || face === 'legible') root.dataset.font = face
    else delete root.dataset.font
    var size = keep('${SIZE_KEY}')
    if (${JSON.stringify(SIZES)}.indexOf(Number(size)) >= 0) root.dataset.size = size
  }
  paint()
  dark.addEventListener('change', paint)
  more.addEventListener('change', paint)
  addEventListener('storage', paint)
  addEventListener('scholion-look', paint)
})()`
