import type { ReactNode } from 'react'
import { type CommentBlock, type CommentBody, type CommentInline, inlineText } from '@/lib/core/annotation'

const Inline = ({ inline }: { readonly inline: CommentInline }): ReactNode => {
  if (inline.type === 'mention') return <b className="mention">{inlineText(inline)}</b>
  return (inline.marks ?? []).reduce<ReactNode>((inner, mark) => {
    switch (mark.type) {
      case 'bold':
        return <strong>{inner}</strong>
      case 'italic':
        return <em>{inner}</em>
      case 'link':
        return (
          <a href={mark.attrs.href} target="_blank" rel="noopener noreferrer nofollow">
            {inner}
          </a>
        )
    }
  }, inline.text)
}

const inlines = (content: readonly CommentInline[] | undefined): ReactNode =>
  (content ?? []).map((inline, at) => <Inline key={at} inline={inline} />)

const Block = ({ block }: { readonly block: CommentBlock }): ReactNode => {
  if (block.type === 'paragraph') return <p>{inlines(block.content)}</p>
  if (block.type === 'blockquote') {
    return (
      <blockquote>
        {block.content.map((paragraph, at) => (
          <p key={at}>{inlines(paragraph.content)}</p>
        ))}
      </blockquote>
    )
  }
  const List = block.type === 'bulletList' ? 'ul' : 'ol'
  return (
    <List>
      {block.content.map((item, at) => (
        <li key={at}>
          {item.content.map((paragraph, index) => (
            <p key={index}>{inlines(paragraph.content)}</p>
          ))}
        </li>
      ))}
    </List>
  )
}

/** The words of a comment, drawn node by node: no HTML of others is ever parsed. */
export const Body = ({ body }: { readonly body: CommentBody }): ReactNode => (
  <div className="say" dir="auto">
    {body.content.map((block, at) => (
      <Block key={at} block={block} />
    ))}
  </div>
)
