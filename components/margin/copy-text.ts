/** Copies `text`. False where the browser does not allow it: no permission, or plain http. */
export const copyText = async (text: string): Promise<boolean> => {
  if (!('clipboard' in navigator)) return false
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}
