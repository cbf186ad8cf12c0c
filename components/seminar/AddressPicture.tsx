import { encode } from 'uqr'

/** Modules of white around the picture, without which no camera finds it. */
const EDGE = 4

/** An address as a picture that the camera of a phone opens (a QR code). Dark on light in every theme: some cameras read no other. */
export const AddressPicture = ({ address, label }: { readonly address: string; readonly label: string }) => {
  const { data, size } = encode(address, { border: EDGE })
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  )
  return (
    <svg className="address-picture" role="img" aria-label={label} viewBox={`0 0 ${String(size)} ${String(size)}`}>
      <path d={dark.join('')} shapeRendering="crispEdges" />
    </svg>
  )
}
