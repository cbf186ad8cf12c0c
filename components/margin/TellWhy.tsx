'use client'

import { useTranslations } from 'next-intl'
import type { RecordKey } from '@/lib/core/annotation'
import type { LayerId } from '@/lib/core/base'
import { AskInPlace } from './AskInPlace'

const REASON_MAX_CHARS = 500

/** Asks why before it reports or removes another's note, in place; says what the server answers. */
export const TellWhy = ({
  act,
  note,
}: {
  readonly act: 'report' | 'remove'
  readonly note: { readonly layer: LayerId; readonly key: RecordKey }
}) => {
  const t = useTranslations('margin.manners')
  const isReport = act === 'report'
  return (
    <AskInPlace
      words={{
        open: t(act),
        label: t(isReport ? 'whyReport' : 'whyRemove'),
        send: t(isReport ? 'reportNow' : 'removeNow'),
        done: t(isReport ? 'reported' : 'removed'),
      }}
      isGrave
      field={{ rows: 1, maxChars: REASON_MAX_CHARS, isRequired: isReport }}
      actOf={(reason) => ({ act, ...note, reason })}
    />
  )
}
