'use client'

import { Check, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

/** What a class code opens. */
export type CodeAnswer =
  | { readonly kind: 'open'; readonly name: string; readonly instructors: readonly string[] }
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many' }

export interface ClassCodeWords {
  readonly label: string
  readonly placeholder: string
  readonly hint: string
  readonly closed: string
  readonly unknown: string
  readonly tooMany: string
  /** `{name}` and `{instructors}` stand for themselves. */
  readonly open: string
  readonly openAlone: string
}

const CODE_CHARS = 6

const charsOf = (typed: string): string => typed.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')

const sentenceOf = (answer: CodeAnswer, words: ClassCodeWords): string => {
  switch (answer.kind) {
    case 'open':
      return (answer.instructors.length === 0 ? words.openAlone : words.open)
        .replace('{name}', () => answer.name)
        .replace('{instructors}', () => answer.instructors.join(', '))
    case 'closed':
      return words.closed
    case 'unknown':
      return words.unknown
    case 'too-many':
      return words.tooMany
  }
}

/** The class code. Once six characters are there it asks what they open, and says so; without JavaScript the form asks. */
export const ClassCodeField = ({
  words,
  check,
  initial = '',
  error,
}: {
  readonly words: ClassCodeWords
  readonly check: (typed: string) => Promise<CodeAnswer>
  readonly initial?: string
  /** What is wrong with `initial`, said until it is changed. */
  readonly error?: string
}) => {
  const [typed, setTyped] = useState(initial)
  const [answers, setAnswers] = useState<ReadonlyMap<string, CodeAnswer>>(new Map())
  const asked = useRef(new Set<string>())
  const code = charsOf(typed).toUpperCase()
  const answer = answers.get(code)
  useEffect(() => {
    if (code.length !== CODE_CHARS || asked.current.has(code)) return
    asked.current.add(code)
    check(code).then(
      (found) => {
        setAnswers((known) => new Map(known).set(code, found))
      },
      // The network is away: the form itself will ask.
      () => asked.current.delete(code),
    )
  }, [code, check])
  const isWrong = answer === undefined ? error !== undefined && typed === initial : answer.kind !== 'open'
  const said = answer === undefined ? (isWrong ? error : undefined) : sentenceOf(answer, words)
  return (
    <div className="field">
      <label htmlFor="code">{words.label}</label>
      <input
        id="code"
        name="code"
        className="code-input"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
        }}
        placeholder={words.placeholder}
        aria-describedby="code-said"
        aria-invalid={isWrong ? true : undefined}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={16}
        required
      />
      <p
        id="code-said"
        className="code-said"
        role="status"
        data-kind={isWrong && answer === undefined ? 'unknown' : answer?.kind}
      >
        {said === undefined ? null : isWrong ? (
          <TriangleAlert className="i" aria-hidden />
        ) : (
          <Check className="i" aria-hidden />
        )}
        {said ?? words.hint}
      </p>
    </div>
  )
}
