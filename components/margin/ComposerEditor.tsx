'use client'

import { Document } from '@tiptap/extension-document'
import { Bold } from '@tiptap/extension-bold'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Placeholder, UndoRedo } from '@tiptap/extensions'
import { Selection } from '@tiptap/pm/state'
import { EditorContent, useEditor } from '@tiptap/react'
import { useTranslations } from 'next-intl'
import { useLayoutEffect } from 'react'
import { isSafeHref } from '@/lib/core/document'
import type { ComposerAreaProps } from './Composer'
import { ComposerTools } from './ComposerTools'

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

/** The editor of a comment: bold, italic, lists, links. It takes the words and the focus over from the plain field. */
export const ComposerEditor = ({ first, placeholder, onWrite, problem, buttons }: ComposerAreaProps) => {
  const t = useTranslations('margin.composer')
  const editor = useEditor({
    extensions: extensions(placeholder),
    content: first.content,
    // It is never on the server: the plain field is. So the words are there at once.
    immediatelyRender: true,
    editorProps: {
      attributes: { 'aria-label': t('label'), 'aria-multiline': 'true', role: 'textbox', class: 'composer-text' },
    },
    onUpdate: ({ editor: written }) => {
      onWrite({ content: written.getJSON(), text: written.getText({ blockSeparator: '\n' }) })
    },
  })
  useLayoutEffect(() => {
    // In the same turn in which the plain field went: no key falls between the two.
    const { view } = editor
    view.dispatch(view.state.tr.setSelection(Selection.atEnd(view.state.doc)).scrollIntoView())
    view.focus()
  }, [editor])

  return (
    <>
      <EditorContent editor={editor} />
      {problem}
      <div className="composer-foot">
        <ComposerTools editor={editor} />
        {buttons}
      </div>
    </>
  )
}
