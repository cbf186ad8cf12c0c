/** How a client wants a container (Web Annotation Protocol, 4.2.1). */
export interface Preference {
  readonly isMinimal: boolean
  /** True for addresses alone, false for whole notes; `undefined` where it does not say, or says both. */
  readonly iris: boolean | undefined
  /** True where it asked for something that is known here. */
  readonly isApplied: boolean
}

const MINIMAL = 'http://www.w3.org/ns/ldp#PreferMinimalContainer'
const IRIS = 'http://www.w3.org/ns/oa#PreferContainedIRIs'
const DESCRIPTIONS = 'http://www.w3.org/ns/oa#PreferContainedDescriptions'

/** Reads a `Prefer` header (RFC 7240). Both kinds of notes at once are neither: a client must not ask so. */
export const preferenceOf = (header: string | undefined): Preference => {
  const wanted = new Set(
    [...(header ?? '').matchAll(/return\s*=\s*"?representation"?\s*;\s*include\s*=\s*(?:"([^"]*)"|([^\s;,]+))/gi)]
      .map(([, quoted, plain]) => quoted ?? plain ?? '')
      .flatMap((list) => list.split(/\s+/)),
  )
  const [isMinimal, hasIris, hasWhole] = [MINIMAL, IRIS, DESCRIPTIONS].map((one) => wanted.has(one))
  const iris = hasIris === hasWhole ? undefined : hasIris
  return { isMinimal: isMinimal === true, iris, isApplied: isMinimal === true || iris !== undefined }
}
