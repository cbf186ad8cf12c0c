/** A tag's name in its text colour over its own line. */
export const TagName = ({ pigment, name }: { readonly pigment: string; readonly name: string }) => (
  <span className="tagname" data-pigment={pigment}>
    {name}
  </span>
)

/** A tag's hatching, for tables and charts. Decoration: the words stand beside it. */
export const Swatch = ({ pigment }: { readonly pigment: string }) => (
  <span className="bar swatch" data-pigment={pigment} aria-hidden />
)
