'use client'

import { Document } from '@tiptap/extension-document'
import { Blockquote } from '@tiptap/extension-blockquote'
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
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { isSafeHref } from '@/lib/core/document'
import { useRoomSetup } from '@/lib/client/hooks/use-room'
import type { ComposerAreaProps } from './composer-area'
import { ComposerTools } from './ComposerTools'
import { type Mentionable, type Offer, mentions } from './mentioning'
import { Offers, optionId } from './Offers'

// A list item holds paragraphs only, as the record does.
const Item = ListItem.extend({ content: 'paragraph+' })

const extensions = (
  placeholder: string,
  people: () => readonly Mentionable[],
  onOffer: (offer: Offer | null) => void,
) => [
  Document.extend({ content: '(paragraph | bulletList | orderedList | blockquote)+' }),
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
  Blockquote.extend({ content: 'paragraph+' }),
  mentions(people, onOffer),
  UndoRedo,
  Placeholder.configure({ placeholder }),
]

/** The editor of a comment: bold, italic, lists, links, quotations, mentions. It takes the words and the focus over from the plain field. */
export const ComposerEditor = ({
  first,
  placeholder,
  passage,
  onWrite,
  direction,
  problem,
  buttons,
}: ComposerAreaProps) => {
  const t = useTranslations('margin.composer')
  const { members, me } = useRoomSetup()
  const [offer, setOffer] = useState<Offer | null>(null)
  const list = useId()
  // The editor is made once; it asks for the members of this moment.
  const people = useRef<readonly Mentionable[]>([])
  useEffect(() => {
    people.current = members.filter(({ id }) => id !== me)
  }, [members, me])
  const editor = useEditor({
    extensions: extensions(placeholder, () => people.current, setOffer),
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

  useEffect(() => {
    const { dom } = editor.view
    if (offer === null) {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    } else {
      dom.setAttribute('aria-controls', list)
      dom.setAttribute('aria-activedescendant', optionId(list, offer.at))
    }
  }, [editor, offer, list])

  return (
    <>
      <EditorContent editor={editor} dir={direction} />
      {offer === null ? null : <Offers id={list} offer={offer} />}
      {problem}
      <div className="composer-foot">
        <ComposerTools editor={editor} passage={passage} />
        {buttons}
      </div>
    </>
  )
}
