'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useId, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { type FileState, useFile } from '@/lib/client/hooks/use-file'
import { choosePdf, usePdfChoice } from '@/lib/client/hooks/use-pdf-choice'

/** What a file may hold, named. `part` is what the address says of it. */
export interface PdfPart {
  readonly part: string
  readonly name: string
}

/**
 * The annotated PDF: what is in it, how it is set, and how far it is. `shown` is
 * the room's filter as its address has it, where one is on. With `hasOriginal` it
 * can also be the PDF that the paper came as, which is set already. How it is set
 * is remembered. Needs the namespace `export`.
 */
export const PdfDialog = ({
  href,
  parts,
  shown,
  hasOriginal,
  isOpen,
  onOpenChange,
  backTo,
}: {
  readonly href: string
  readonly parts: readonly PdfPart[]
  readonly shown: string
  readonly hasOriginal: boolean
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly backTo: RefObject<HTMLElement | null>
}) => {
  const t = useTranslations('export')
  const { state, make, cancel } = useFile(`${href}/progress`)
  return (
    <Dialog
      title={t('pdf')}
      description={t('explain')}
      isOpen={isOpen}
      backTo={backTo}
      onOpenChange={(next) => {
        if (!next) cancel()
        onOpenChange(next)
      }}
    >
      <PdfForm
        href={href}
        parts={parts}
        shown={shown}
        hasOriginal={hasOriginal}
        state={state}
        onMake={make}
        onCancel={cancel}
      />
    </Dialog>
  )
}

const PdfForm = ({
  href,
  parts,
  shown,
  hasOriginal,
  state,
  onMake,
  onCancel,
}: {
  readonly href: string
  readonly parts: readonly PdfPart[]
  readonly shown: string
  readonly hasOriginal: boolean
  readonly state: FileState
  readonly onMake: (href: string) => void
  readonly onCancel: () => void
}) => {
  const t = useTranslations('export')
  const layout = usePdfChoice()
  const [part, setPart] = useState('')
  const [isShownOnly, setShownOnly] = useState(shown !== '')
  const [pages, setPages] = useState<'new' | 'original'>('new')
  const [asked, setAsked] = useState(pages)
  const isMaking = state.kind === 'asked' || state.kind === 'waiting' || state.kind === 'working'
  const address = (): string => {
    const set = { paper: layout.paper, columns: String(layout.columns), notes: layout.marginNotes ? 'margin' : 'none' }
    const query = new URLSearchParams({
      ...(pages === 'original' ? { format: 'original' } : { format: 'pdf', ...set }),
      names: layout.names ? 'shown' : 'hidden',
    })
    if (isShownOnly && shown !== '') query.set('filter', shown)
    return `${href}?${query.toString()}${part === '' ? '' : `&${part}`}`
  }
  return (
    <form
      className="pdf-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isMaking) return
        setAsked(pages)
        onMake(address())
      }}
    >
      <label className="pdf-what">
        <span>{t('what')}</span>
        <select
          className="input"
          value={part}
          onChange={(event) => {
            setPart(event.target.value)
          }}
        >
          {parts.map((one) => (
            <option key={one.part} value={one.part}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {shown === '' ? null : (
        <Tick isOn={isShownOnly} onChange={setShownOnly}>
          {t('shownOnly')}
        </Tick>
      )}
      {hasOriginal ? (
        <Choice
          legend={t('original.pages')}
          value={pages}
          options={[
            ['new', t('original.new')],
            ['original', t('original.own')],
          ]}
          onChoose={setPages}
        />
      ) : null}
      {pages === 'original' ? null : <LayoutChoices />}
      <Tick
        isOn={layout.names}
        onChange={(names) => {
          choosePdf({ ...layout, names })
        }}
      >
        {t('names')}
      </Tick>
      <p className="pdf-state" role="status">
        <StateWords state={state} pages={asked} />
      </p>
      <div className="pdf-acts">
        <Button type="submit" look="act" aria-disabled={isMaking}>
          {t('makePdf')}
        </Button>
        {isMaking ? (
          <Button look="line" onClick={onCancel}>
            {t('cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

/** How a PDF is set that the press makes. */
const LayoutChoices = () => {
  const t = useTranslations('export')
  const layout = usePdfChoice()
  return (
    <>
      <Choice
        legend={t('paper')}
        value={layout.paper}
        options={[
          ['a4', t('a4')],
          ['letter', t('letter')],
        ]}
        onChoose={(paper) => {
          choosePdf({ ...layout, paper })
        }}
      />
      <Choice
        legend={t('columns')}
        value={layout.columns}
        options={[
          [1, t('oneColumn')],
          [2, t('twoColumns')],
        ]}
        onChoose={(columns) => {
          choosePdf({ ...layout, columns })
        }}
      />
      <Tick
        isOn={layout.marginNotes}
        onChange={(marginNotes) => {
          choosePdf({ ...layout, marginNotes })
        }}
      >
        {t('marginNotes')}
      </Tick>
    </>
  )
}

const Tick = ({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}) => (
  <label className="menu-item">
    <input
      type="checkbox"
      checked={isOn}
      onChange={(event) => {
        onChange(event.target.checked)
      }}
    />
    {children}
  </label>
)

const Choice = <Value extends string | number>({
  legend,
  value,
  options,
  onChoose,
}: {
  readonly legend: string
  readonly value: Value
  readonly options: readonly (readonly [Value, string])[]
  readonly onChoose: (value: Value) => void
}) => {
  const name = useId()
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([option, words]) => (
        <label key={option} className="menu-item">
          <input
            type="radio"
            name={name}
            checked={value === option}
            onChange={() => {
              onChoose(option)
            }}
          />
          {words}
        </label>
      ))}
    </fieldset>
  )
}

const StateWords = ({ state, pages }: { readonly state: FileState; readonly pages: 'new' | 'original' }) => {
  const t = useTranslations('export')
  switch (state.kind) {
    case 'idle':
      return null
    case 'asked':
      return t('asked')
    case 'waiting':
      return t('waiting', { before: state.before })
    case 'working':
      // The pages of an original are there: nothing is set.
      if (pages === 'original') return t('original.working')
      return state.step === 'pages' ? t('writing') : state.step === 'text' ? t('setting') : t('begun')
    case 'come':
      return state.unplaced === 0 ? t('come') : t('original.unplaced', { count: state.unplaced })
    case 'refused':
      return <strong>{state.sentence ?? t('notCome')}</strong>
  }
}
