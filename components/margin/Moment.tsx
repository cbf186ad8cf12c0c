import { useLocale } from 'next-intl'
import { fullMoment, isoMoment, shortMoment } from './clock-time'

/** When something was said: 10:42 today, 12 Nov before; the whole date on pointing at it. */
export const Moment = ({ at }: { readonly at: number }) => {
  const language = useLocale()
  return (
    <time dateTime={isoMoment(at)} title={fullMoment(at, language)} className="num">
      {shortMoment(at, Date.now(), language)}
    </time>
  )
}
