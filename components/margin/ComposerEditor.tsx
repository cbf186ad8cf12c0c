'use client'

import { Document } from '@tiptap/extension-document'
import { Bold } from '@tiptap/extension-bold'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Placeholder, UndoRedo } from '@tiptap/extensions'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { COMMENT_MAX_CHARS, type CommentBody, bodyText } from '@/lib/core/annotation'
import { isSafeHref } from '@/lib/core/document'
import { ComposerTools } from './ComposerTools'
import { commentOf } from './comment-of'
import { keepDraft, readDraft } from './drafts'

export interface ComposerProps {
  /** Under which the draft is kept: one a thread, answer or edit. */
  readonly draftKey: string
  readonly placeholder: string
  /** What is edited; absent for a new comment. */
  readonly initial?: CommentBody
  readonly sendWord: string
  readonly onSend: (body: CommentBody) => void
  /** Closed without sending. `hasDraft` tells whether words were left behind. */
  readonly onClose: (hasDraft: boolean) => void
}

// A list item holds paragraphs only, as the record does.
const Item = ListItem.extend({ content: 'paragraph+' })

const extensions = (placeholder: string) => [
  Document.extend({ content: '(paragraph | bulletList | orderedList)+' }),
  Paragraph,
  Text,
  Bold,
  Italic,
  Link.configure({
    openOnClick: false,
    autolink: true,
    linkOnPaste: true,
    protocols: ['mailto'],
    isAllowedUri: (href) => isSafeHref(href),
    HTMLAttributes: { target: null, rel: null, class: null },
  }),
  BulletList.configure({ itemTypeName: 'listItem' }),
  OrderedList.configure({ itemTypeName: 'listItem' }),
  Item,
  ListKeymap,
  UndoRedo,
  Placeholder.configure({ placeholder }),
]

/**
 * Writes a comment: bold, italic, lists, links. Ctrl and Enter sends, Escape
 * closes. What is written is kept with the tab until it is sent.
 */
export const ComposerEditor = ({ draftKey, placeholder, initial, sendWord, onSend, onClose }: ComposerProps) => {
  const t = useTranslations('margin.composer')
  const [problem, setProblem] = useState<string>()
  const editor = useEditor({
    extensions: extensions(placeholder),
    content: readDraft(draftKey) ?? initial ?? '',
    immediatelyRender: false,
    autofocus: 'end',
    editorProps: {
      attributes: { 'aria-label': t('label'), 'aria-multiline': 'true', role: 'textbox', class: 'composer-text' },
    },
    onUpdate: ({ editor: written }) => {
      setProblem(undefined)
      keepDraft(draftKey, commentOf(written.getJSON()))
    },
  })
  const isEmpty = useEditorState({ editor, selector: ({ editor: written }) => written?.isEmpty ?? true }) ?? true

  const send = (): void => {
    if (editor === null) return
    const length = bodyText({ content: commentOf(editor.getJSON())?.content ?? [] }).length
    const body = commentOf(editor.getJSON())
    if (body !== undefined) {
      keepDraft(draftKey, undefined)
      onSend(body)
    } else if (editor.getText().length > COMMENT_MAX_CHARS) {
      setProblem(t('tooLong', { max: COMMENT_MAX_CHARS, count: Math.max(length, editor.getText().length) }))
    }
  }

  return (
    <div
      className="composer"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          send()
        } else if (event.key === 'Escape') {
          // The thread behind stays open: one press closes one thing.
          event.preventDefault()
          event.stopPropagation()
          onClose(!isEmpty)
        }
      }}
    >
      <EditorContent editor={editor} />
      {problem === undefined ? null : (
        <p className="composer-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="composer-foot">
        {editor === null ? null : <ComposerTools editor={editor} />}
        <button
          type="button"
          className="btn btn-plain"
          onClick={() => {
            keepDraft(draftKey, undefined)
            onClose(false)
          }}
        >
          {t('cancel')}
        </button>
        <button type="button" className="btn btn-act" aria-disabled={isEmpty} title={t('hint')} onClick={send}>
          {sendWord}
        </button>
      </div>
    </div>
  )
}
