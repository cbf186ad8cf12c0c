import { fullMoment, isoMoment, shortMoment } from './clock-time'

/** When something was said: 10:42 today, 12 Nov before; the whole date on pointing at it. */
export const Moment = ({ at }: { readonly at: number }) => (
  <time dateTime={isoMoment(at)} title={fullMoment(at)} className="num">
    {shortMoment(at, Date.now())}
  </time>
)
