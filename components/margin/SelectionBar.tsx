'use client'

import { Highlighter, Link, MessageSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import {
  type KeyboardEvent as ReactKeyboardEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { Key } from '@/components/ui/Key'
import { TagName } from '@/components/ui/TagName'
import { stepAlong } from '@/components/ui/along'
import { type Box, lineBoxes } from '@/lib/client/editor/line-boxes'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { usePen } from '@/lib/client/hooks/use-pen'
import { type PassageRange, useRoom } from '@/lib/client/hooks/use-room'
import { shortcutOf, useShortcuts } from '@/lib/client/hooks/use-shortcuts'
import { useDirectory } from './use-directory'
import { useSelectionActs } from './use-selection-acts'

/** The space between the selection's last line and the bar, in px; and between the bar and the window's edge. */
const BELOW = 7
const EDGE = 8
/** The same under a finger: the browser's own handles hang below the line. */
const BELOW_HANDLES = 34

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target.isContentEditable && target.closest('.composer') !== null))

/**
 * The bar at the selection: highlight, each tag by its key, comment, link. It
 * does not take the focus: the keys work while the selection stands, and Tab
 * goes in. On a phone the sheet has its buttons instead.
 */
export const SelectionBar = () => {
  const selection = useRoom((state) => state.selection)
  const { pen, isMouse } = usePen()
  // A pen in the hand needs no bar.
  return selection === null || (pen !== null && isMouse) ? null : <Bar selection={selection} />
}

const Bar = ({ selection }: { readonly selection: PassageRange }) => {
  const t = useTranslations('margin.bar')
  const directory = useDirectory()
  const passages = usePassages()
  const acts = useSelectionActs(selection)
  const keys = useShortcuts()
  const bar = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number }>()

  const stand = useEffectEvent(() => {
    const copy = copyAround(document.getSelection())
    // A slip lies over everything on the page, the bar too, unless it is one itself.
    if (copy?.closest('[popover]') != null && bar.current?.matches(':popover-open') === false) bar.current.showPopover()
    const rects = copy === undefined ? passages.rectsOf(selection) : selectedLines()
    const first = rects[0]
    const last = rects.at(-1)
    if (first === undefined || last === undefined || bar.current === null) return
    const { offsetWidth: width, offsetHeight: height } = bar.current
    // It stays over the text, where it covers no note.
    const text = (copy ?? document.querySelector('.text'))?.getBoundingClientRect()
    const most = Math.min(innerWidth - width - EDGE, Math.max(text?.left ?? 0, (text?.right ?? Infinity) - width))
    const left = Math.max(EDGE, Math.min(most, (rects.length === 1 ? first.left : last.left) - 20))
    // Where the last line is out of sight below, the bar stands at the window's lower edge.
    const below = matchMedia('(pointer: coarse)').matches ? BELOW_HANDLES : BELOW
    const top = Math.min(last.bottom + below, innerHeight - height - EDGE)
    setPlace({ left: left + scrollX, top: top + scrollY })
  })
  useLayoutEffect(() => {
    stand()
    const again = (): void => {
      stand()
    }
    const unsubscribe = passages.subscribeLayout(again)
    addEventListener('resize', again)
    return () => {
      unsubscribe()
      removeEventListener('resize', again)
    }
  }, [passages, selection])

  useLayoutEffect(() => {
    const own = bar.current
    return () => {
      // Who came in with Tab goes back to the text, not to the top of the page.
      if (own?.contains(document.activeElement) !== true) return
      document.querySelector<HTMLElement>('.paper')?.focus({ preventScroll: true })
    }
  }, [])

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isText(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Tab' && !event.shiftKey && bar.current?.contains(document.activeElement) !== true) {
      const first = bar.current?.querySelector<HTMLElement>('button')
      if (first == null) return
      event.preventDefault()
      first.focus({ preventScroll: true })
      return
    }
    const key = event.key.toLowerCase()
    if (event.shiftKey || acts.reason !== undefined) return
    const tag = directory.activeTags.find((one) => one.key === key)
    if (tag !== undefined) acts.tag(tag.id)
    else if (shortcutOf(event) === 'highlight') acts.highlight()
    else if (shortcutOf(event) === 'comment') acts.comment()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      onKey(event)
    }
    // Before the page's own keys: a tag may have the letter of a step.
    document.addEventListener('keydown', listen, { capture: true })
    return () => {
      document.removeEventListener('keydown', listen, { capture: true })
    }
  }, [])

  return createPortal(
    <div
      ref={bar}
      className="selbar"
      popover="manual"
      role="toolbar"
      aria-label={t('label')}
      style={place ?? { visibility: 'hidden', top: 0, left: 0 }}
      onKeyDown={walk}
      // The selection stays while the bar is pressed.
      onPointerDown={(event) => {
        event.preventDefault()
      }}
    >
      <span className="vh" role="status">
        {t('selected')}
      </span>
      {acts.reason === undefined ? (
        <>
          <button
            type="button"
            onClick={acts.highlight}
            aria-keyshortcuts={keyName(keys.highlight)}
            title={t('highlight')}
          >
            <Highlighter className="i" aria-hidden />
            <span className="vh">{t('highlight')}</span>
            {keys.highlight === '' ? null : <Key>{keys.highlight.toUpperCase()}</Key>}
          </button>
          <span className="sep" />
          {directory.activeTags.map((tag) => (
            <button
              key={tag.id}
              type="button"
              data-pigment={tag.pigment}
              aria-keyshortcuts={tag.key.toUpperCase()}
              title={tag.definition}
              onClick={() => {
                acts.tag(tag.id)
              }}
            >
              <TagName pigment={tag.pigment} name={tag.name} />
              <Key>{tag.key.toUpperCase()}</Key>
            </button>
          ))}
          <span className="sep" />
          <button type="button" onClick={acts.comment} aria-keyshortcuts={keyName(keys.comment)}>
            <MessageSquare className="i" aria-hidden />
            {t('comment')}
            {keys.comment === '' ? null : <Key>{keys.comment.toUpperCase()}</Key>}
          </button>
        </>
      ) : (
        <p className="selbar-reason">{acts.reason}</p>
      )}
      <button type="button" onClick={acts.copyLink} title={t('link')}>
        <Link className="i" aria-hidden />
        {acts.copied === undefined ? <span className="vh">{t('link')}</span> : <span role="status">{acts.copied}</span>}
      </button>
    </div>,
    document.body,
  )
}

/** The copy of a note in which the whole selection lies. */
const copyAround = (selection: Selection | null): Element | undefined => {
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return undefined
  const { commonAncestorContainer: node } = selection.getRangeAt(0)
  return (node instanceof Element ? node : node.parentElement)?.closest('.note-copy') ?? undefined
}

/** The lines of the page's selection, in px of the window. */
const selectedLines = (): readonly Box[] =>
  lineBoxes([...(document.getSelection()?.getRangeAt(0).getClientRects() ?? [])])

/** A key as `aria-keyshortcuts` names it. */
const keyName = (key: string): string | undefined => (key === '' ? undefined : key.toUpperCase())

/** Arrow keys go from button to button, as in any toolbar. */
const walk = (event: ReactKeyboardEvent<HTMLDivElement>): void => {
  const step = stepAlong(event.key, event.currentTarget)
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const here = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  buttons[(here + step + buttons.length) % buttons.length]?.focus()
}
