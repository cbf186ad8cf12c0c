'use client'

import { List } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { type Leading, LeadingProvider } from '@/components/margin/leading'
import { LayerSwitcher } from '@/components/margin/LayerSwitcher'
import { Margin } from '@/components/margin/Margin'
import { PenMenu, PenStrip } from '@/components/margin/PenMenu'
import { RoomBar } from '@/components/margin/RoomBar'
import { SelectionBar } from '@/components/margin/SelectionBar'
import { Together } from '@/components/margin/Together'
import { TopBar } from '@/components/ui/TopBar'
import { TextIndex, documentSchema, outline, sentences } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { createPassages } from '@/lib/client/editor/passages'
import { PassagesProvider } from '@/lib/client/hooks/use-passages'
import { RoomProvider, type RoomSetup } from '@/lib/client/hooks/use-room'
import { ShownProvider } from '@/lib/client/hooks/use-shown'
import { BoardLink } from './BoardLink'
import { CONTENTS_ID, Contents } from './Contents'
import { ExportMenu, FilesLink } from './ExportMenu'
import { LookMenu } from './LookMenu'
import { FindButton, PageTools } from './PageTools'
import { PaperText } from './PaperText'
import { PassageMap } from './PassageMap'
import { SideNotes } from './SideNotes'

/** The page's id of the room's notes; the paper before them has a hundred stops of its own. */
const NOTES_ID = 'notes'

/**
 * The page of a reading: the text in the middle, the author's notes on its
 * left, the room's on its right. `document` is a checked document's JSON.
 */
export const ReadingRoom = ({
  setup,
  document,
  seesFigures,
  leading,
  account,
}: {
  readonly setup: RoomSetup
  readonly document: unknown
  readonly seesFigures: boolean
  /** What an instructor does with a passage beside writing; absent for everyone else. */
  readonly leading?: Leading
  readonly account?: ReactNode
}) => {
  const t = useTranslations('paper')
  const [paper] = useState(() => {
    const node = documentSchema.nodeFromJSON(document)
    const index = new TextIndex(node)
    return { document: node, index, sections: outline(node, index), sentences: sentences(index) }
  })
  const [passages] = useState(createPassages)
  const [opened, setOpened] = useState<PaperView | null>(null)
  const href = `/readings/${setup.reading.slug}`

  const ways = (look: string, files: ReactNode): ReactNode => (
    <>
      {seesFigures ? (
        <a className={look} href={`${href}/figures`}>
          {t('figures')}
        </a>
      ) : null}
      <BoardLink href={href} className={look} />
      {files}
    </>
  )

  return (
    <LeadingProvider value={leading}>
      <RoomProvider setup={setup} index={paper.index}>
        <PassagesProvider value={passages}>
          <ShownProvider>
            <div className="reading">
              <a className="skip skip-notes" href={`#${NOTES_ID}`}>
                {t('skipToNotes')}
              </a>
              <TopBar
                crumbs={
                  <>
                    <button
                      type="button"
                      className="btn btn-plain btn-icon contents-button"
                      popoverTarget={CONTENTS_ID}
                      aria-label={t('showContents')}
                      title={t('showContents')}
                    >
                      <List className="i" aria-hidden />
                    </button>
                    <a href={`/seminars/${setup.seminar.id}`} dir="auto">
                      {setup.seminar.name}
                    </a>
                    <strong dir="auto">{setup.reading.title}</strong>
                  </>
                }
                account={account}
              >
                <RoomBar />
                <span className="reading-tools">
                  <span className="wide-only">
                    <PenMenu />
                  </span>
                  <FindButton />
                  <LookMenu />
                  <span className="wide-only">
                    {ways(
                      'btn btn-plain',
                      <ExportMenu
                        slug={setup.reading.slug}
                        layers={setup.layers}
                        current={setup.writeLayer}
                        hasOriginal={setup.hasOriginal === true}
                      />,
                    )}
                  </span>
                </span>
              </TopBar>
              <main id="page" className="room">
                <Contents sections={paper.sections}>
                  <LayerSwitcher />
                  <div className="narrow-only">
                    {ways('link', <FilesLink slug={setup.reading.slug} className="link" />)}
                  </div>
                </Contents>
                <SideNotes document={paper.document} paper={opened} />
                <PaperText
                  document={paper.document}
                  sentences={paper.sentences}
                  title={setup.reading.title}
                  passages={passages}
                  onOpen={setOpened}
                />
                <div className="margin-column" id={NOTES_ID} tabIndex={-1}>
                  <Margin />
                </div>
              </main>
              <PassageMap sentences={paper.sentences} />
              <SelectionBar />
              <PenStrip />
              <Together />
              <PageTools />
            </div>
          </ShownProvider>
        </PassagesProvider>
      </RoomProvider>
    </LeadingProvider>
  )
}
