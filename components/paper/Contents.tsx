'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Section } from '@/lib/core/document'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { useRoomSetup } from '@/lib/client/hooks/use-room'
import { useShown } from '@/lib/client/hooks/use-shown'
import { type SectionCount, createSectionCounts } from './section-counts'

/** How far down the window a heading has passed into its section, in px. */
const PASSED = 140

/** The page's id of the contents; the button in the top bar opens them by it. */
export const CONTENTS_ID = 'contents'

/**
 * The sections of the paper with what was said in each; the one being read is
 * marked. Beside the text on a wide window, else a drawer of the browser's own
 * (`popover`), so that both work without JavaScript. `children` stand below.
 */
export const Contents = ({
  sections,
  children,
}: {
  readonly sections: readonly Section[]
  readonly children?: ReactNode
}) => {
  const t = useTranslations('paper')
  const { tags } = useRoomSetup()
  const { beside: threads } = useShown()
  const listed = useMemo(() => sections.filter((section) => section.level > 1), [sections])
  const count = useMemo(() => createSectionCounts(listed, tags), [listed, tags])
  const counts = useMemo(() => count(threads), [count, threads])
  const here = useSectionRead(listed)
  const drawer = useRef<HTMLElement>(null)
  const closeDrawer = useCallback(() => {
    if (drawer.current?.matches(':popover-open') === true) drawer.current.hidePopover()
  }, [])

  return (
    <nav className="contents" id={CONTENTS_ID} popover="auto" ref={drawer} aria-label={t('contents')}>
      <h2>{t('contents')}</h2>
      <ol className="toc">
        {listed.map((section, at) => (
          <SectionLine
            key={section.id}
            section={section}
            said={counts[at]}
            isHere={section.id === here}
            onGo={closeDrawer}
          />
        ))}
      </ol>
      {children === undefined ? null : <div className="contents-foot">{children}</div>}
    </nav>
  )
}

/** One section, drawn anew only where its own counts change. */
const SectionLine = memo(function SectionLine({
  section,
  said,
  isHere,
  onGo,
}: {
  readonly section: Section
  readonly said: SectionCount | undefined
  readonly isHere: boolean
  readonly onGo: () => void
}) {
  const t = useTranslations('paper')
  const format = useFormatter()
  return (
    <li className={`level-${String(section.level)}`}>
      <a
        href={`#${section.id}`}
        aria-current={isHere ? 'location' : undefined}
        onClick={() => {
          onGo()
          // Going to a place that takes no focus leaves it nowhere: the text has it, and its caret begins at the heading.
          requestAnimationFrame(() => {
            document.getElementById(section.id)?.closest<HTMLElement>('.paper')?.focus({ preventScroll: true })
          })
        }}
      >
        <span>
          <bdi>{section.title}</bdi>
        </span>
        {said === undefined || said.notes === 0 ? null : (
          <span className="n num">
            <span aria-hidden>{format.number(said.notes)}</span>
            <span className="vh">{t('notesIn', { count: said.notes })}</span>
            <span className="mix" aria-hidden>
              {said.mix.map(({ pigment, verdicts }) => (
                <i key={pigment} data-pigment={pigment} style={{ flex: verdicts }} />
              ))}
            </span>
          </span>
        )}
      </a>
    </li>
  )
})

/** The id of the last heading that has passed the upper part of the window; `undefined` before the first. */
const useSectionRead = (sections: readonly Section[]): string | undefined => {
  const passages = usePassages()
  const [here, setHere] = useState<string>()
  useEffect(() => {
    let frame = 0
    const look = (): void => {
      frame = 0
      const passed = sections.findLast((section) => {
        const heading = document.getElementById(section.id)
        return heading !== null && heading.getBoundingClientRect().top < PASSED
      })
      setHere(passed?.id)
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    soon()
    addEventListener('scroll', soon, { passive: true })
    const unsubscribe = passages.subscribeLayout(soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', soon)
      unsubscribe()
    }
  }, [sections, passages])
  return here
}
