import type { RefObject } from 'react'
import { State } from '@/components/ui/State'

/** A paper as it was read, before anything is kept. */
export interface PreviewedPaper {
  readonly title: string
  readonly authors: readonly string[]
  readonly sections: readonly { readonly level: number; readonly title: string }[]
  readonly begins: string
  readonly warnings: readonly { readonly line: number; readonly message: string }[]
  /** What was counted, as sentences. */
  readonly counted: string
  /** How many warnings there are, as a heading. */
  readonly toCheck: string
  /** What the `line` of a warning counts. */
  readonly unit: 'line' | 'page'
}

export interface PreviewWords {
  readonly previewTitle: string
  readonly noAuthors: string
  readonly sections: string
  readonly noSections: string
  readonly begins: string
  /** `{line}` stands for itself, here and in `page`. */
  readonly line: string
  readonly page: string
  readonly noWarnings: string
}

/** What intake made of a file, for the instructor to check. */
export const PaperPreview = ({
  paper,
  words,
  heading,
}: {
  readonly paper: PreviewedPaper
  readonly words: PreviewWords
  /** Takes the focus when the preview comes. */
  readonly heading: RefObject<HTMLHeadingElement | null>
}) => (
  <div className="preview">
    <div className="sh">
      <h2 ref={heading} tabIndex={-1}>
        {words.previewTitle}
      </h2>
      <p>{paper.counted}</p>
    </div>
    <h3>{paper.title}</h3>
    <p className="by">{paper.authors.length === 0 ? words.noAuthors : paper.authors.join(', ')}</p>
    {paper.begins === '' ? null : (
      <>
        <h4>{words.begins}</h4>
        <blockquote>{paper.begins}</blockquote>
      </>
    )}
    <h4>{words.sections}</h4>
    {paper.sections.length === 0 ? <p>{words.noSections}</p> : null}
    <ol className="sections">
      {paper.sections.map((section, at) => (
        <li key={at} data-level={section.level}>
          {section.title}
        </li>
      ))}
    </ol>
    <h4>{paper.toCheck}</h4>
    {paper.warnings.length === 0 ? (
      <State kind="saved">{words.noWarnings}</State>
    ) : (
      <ul className="warnings">
        {paper.warnings.map((warning, at) => (
          <li key={at}>
            <span className="num">
              {warning.line === 0 ? '' : words[paper.unit].replace('{line}', String(warning.line))}
            </span>
            {warning.message}
          </li>
        ))}
      </ul>
    )}
  </div>
)
