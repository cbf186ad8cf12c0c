'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import type { LayerId } from '@/lib/core/base'
import { sendManners } from '@/lib/client/hooks/use-manners'
import { useRoomSetup } from '@/lib/client/hooks/use-room'
import { useFocusBack } from './use-focus-back'

/** Asks why before it reports or removes another's note, in place; says what the server answers. */
export const TellWhy = ({
  act,
  note,
}: {
  readonly act: 'report' | 'remove'
  readonly note: { readonly layer: LayerId; readonly key: RecordKey }
}) => {
  const t = useTranslations('margin.manners')
  const { seminar } = useRoomSetup()
  const [isAsking, setAsking] = useState(false)
  const opener = useFocusBack(isAsking)
  const [said, setSaid] = useState<string>()
  const [reason, setReason] = useState('')
  const close = (): void => {
    setAsking(false)
    setReason('')
  }
  return (
    <>
      {isAsking ? (
        <form
          className="why"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            close()
          }}
          onSubmit={(event) => {
            event.preventDefault()
            void sendManners(seminar.id, { act, ...note, reason }).then((answer) => {
              if (answer.kind === 'done') {
                setSaid(t(act === 'report' ? 'reported' : 'removed'))
                close()
              } else setSaid(answer.kind === 'refused' ? answer.sentence : t('unheard'))
            })
          }}
        >
          <label>
            <span>{t(act === 'report' ? 'whyReport' : 'whyRemove')}</span>
            <input
              className="input"
              value={reason}
              maxLength={500}
              autoFocus
              required={act === 'report'}
              onChange={(event) => {
                setReason(event.target.value)
              }}
            />
          </label>
          <span className="sure">
            <button type="submit" className="link-act bad">
              {t(act === 'report' ? 'reportNow' : 'removeNow')}
            </button>
            <button type="button" className="link-act" onClick={close}>
              {t('cancel')}
            </button>
          </span>
        </form>
      ) : (
        <button
          ref={opener}
          type="button"
          className="link-act"
          onClick={() => {
            setSaid(undefined)
            setAsking(true)
          }}
        >
          {t(act)}
        </button>
      )}
      {/* Always there: what comes into the page with its words in it is not read out. */}
      <span role="status" className="quiet link-said">
        {said}
      </span>
    </>
  )
}
