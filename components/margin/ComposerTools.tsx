'use client'

import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { AtSign, Bold, Italic, Link, List, ListOrdered, type LucideIcon, TextQuote } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { isSafeHref } from '@/lib/core/document'

const Tool = ({
  label,
  icon: Icon,
  isOn,
  onPress,
}: {
  readonly label: string
  readonly icon: LucideIcon
  readonly isOn: boolean
  readonly onPress: () => void
}) => (
  <button
    type="button"
    className="tool"
    aria-label={label}
    title={label}
    aria-pressed={isOn}
    // The text keeps its selection.
    onPointerDown={(event) => {
      event.preventDefault()
    }}
    onClick={onPress}
  >
    <Icon className="i" aria-hidden />
  </button>
)

/** The few things a note can have: bold, italic, two lists, links, the passage's words, a member's name. */
export const ComposerTools = ({ editor, passage }: { readonly editor: Editor; readonly passage: string }) => {
  const t = useTranslations('margin.composer')
  const [isLinking, setLinking] = useState(false)
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      link: now.isActive('link'),
      quote: now.isActive('blockquote'),
    }),
  })
  return (
    <div className="tools" role="group">
      <Tool label={t('bold')} icon={Bold} isOn={on.bold} onPress={() => editor.chain().focus().toggleBold().run()} />
      <Tool
        label={t('italic')}
        icon={Italic}
        isOn={on.italic}
        onPress={() => editor.chain().focus().toggleItalic().run()}
      />
      <Tool
        label={t('bullets')}
        icon={List}
        isOn={on.bullets}
        onPress={() => editor.chain().focus().toggleBulletList().run()}
      />
      <Tool
        label={t('numbers')}
        icon={ListOrdered}
        isOn={on.numbers}
        onPress={() => editor.chain().focus().toggleOrderedList().run()}
      />
      <Tool
        label={t('link')}
        icon={Link}
        isOn={on.link}
        onPress={() => {
          if (on.link) editor.chain().focus().extendMarkRange('link').unsetLink().run()
          else setLinking(!isLinking)
        }}
      />
      <Tool
        label={t('quote')}
        icon={TextQuote}
        isOn={on.quote}
        onPress={() => {
          if (on.quote) editor.chain().focus().toggleBlockquote().run()
          else quote(editor, passage)
        }}
      />
      <Tool
        label={t('mention')}
        icon={AtSign}
        isOn={false}
        onPress={() => {
          const { $from } = editor.state.selection
          const isAfterWord = /\S$/u.test($from.parent.textBetween(0, $from.parentOffset))
          editor
            .chain()
            .focus()
            .insertContent(isAfterWord ? ' @' : '@')
            .run()
        }}
      />
      {isLinking ? (
        <LinkField
          onDone={(href) => {
            setLinking(false)
            if (href === undefined) {
              editor.commands.focus()
              return
            }
            const chain = editor.chain().focus()
            // Without a selection the address itself is the text.
            if (editor.state.selection.empty) {
              chain.insertContent([{ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }]).run()
            } else chain.setLink({ href }).run()
          }}
        />
      ) : null}
    </div>
  )
}

/** Puts the passage's words in as a quotation, before what is being written; a selection becomes one instead. */
const quote = (editor: Editor, passage: string): void => {
  if (!editor.state.selection.empty) {
    editor.chain().focus().toggleBlockquote().run()
    return
  }
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: passage.replaceAll(/\s+/gu, ' ') }] }
  const { $from } = editor.state.selection
  const isBlank = $from.depth === 1 && $from.parent.content.size === 0
  const words = { type: 'blockquote', content: [paragraph] }
  if (isBlank) editor.chain().focus().insertContentAt($from.before(1), words).run()
  else
    editor
      .chain()
      .focus()
      .insertContentAt($from.after(1), [words, { type: 'paragraph' }])
      .run()
}

const LinkField = ({ onDone }: { readonly onDone: (href: string | undefined) => void }) => {
  const t = useTranslations('margin.composer')
  const [href, setHref] = useState('https://')
  const [isWrong, setWrong] = useState(false)
  const set = (): void => {
    if (isSafeHref(href) && href !== 'https://') onDone(href)
    else setWrong(true)
  }
  return (
    <div className="link-field">
      <input
        className="input"
        type="url"
        autoFocus
        aria-label={t('linkAddress')}
        aria-invalid={isWrong ? true : undefined}
        value={href}
        onChange={(event) => {
          setHref(event.target.value)
          setWrong(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            event.stopPropagation()
            set()
          } else if (event.key === 'Escape') {
            event.preventDefault()
            event.stopPropagation()
            onDone(undefined)
          }
        }}
      />
      <button type="button" className="btn btn-line" onClick={set}>
        {t('linkSet')}
      </button>
      {isWrong ? (
        <p className="composer-problem" role="alert">
          {t('linkWrong')}
        </p>
      ) : null}
    </div>
  )
}
