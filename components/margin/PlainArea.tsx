'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CommentBody } from '@/lib/core/annotation'
import { Body } from './Body'
import type { ComposerAreaProps } from './composer-area'
import { plainTextOf, writtenOf } from './comment-of'

/**
 * A plain field for a comment, where there is no editor yet. Words of `base`
 * that have marks or lists stand above it, and what is typed follows them.
 */
export const PlainArea = ({
  base,
  placeholder,
  onWrite,
  direction,
  onHold,
  problem,
  buttons,
}: ComposerAreaProps & {
  readonly base: CommentBody | undefined
  /** True while an input method puts letters together, which must not be cut off. */
  readonly onHold: (isHeld: boolean) => void
}) => {
  const t = useTranslations('margin.composer')
  const plain = plainTextOf(base)
  const [typed, setTyped] = useState(plain ?? '')
  return (
    <>
      {plain === undefined && base !== undefined ? <Body body={base} /> : null}
      <textarea
        className="composer-text"
        dir={direction}
        aria-label={t('label')}
        placeholder={placeholder}
        autoFocus
        value={typed}
        onFocus={({ currentTarget: field }) => {
          field.setSelectionRange(field.value.length, field.value.length)
        }}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value)
          onWrite(writtenOf(plain === undefined ? base : undefined, value))
        }}
        onCompositionStart={() => {
          onHold(true)
        }}
        onCompositionEnd={() => {
          onHold(false)
        }}
      />
      {problem}
      <div className="composer-foot">{buttons}</div>
    </>
  )
}
