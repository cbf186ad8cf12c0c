import { LANGUAGES, LANGUAGE_FACTS, type Language } from '@/lib/core/base'

/** Lets the reader choose the language of all pages: a form of the browser's own, so the page comes back whole in it. */
export const LanguageChoice = ({
  label,
  current,
  className,
}: {
  /** The form's name for assistive tools. */
  readonly label: string
  readonly current: Language
  /** Of each button. */
  readonly className: string
}) => (
  <form action="/api/language" method="post" className="languages" aria-label={label}>
    {LANGUAGES.map((language) => (
      <button
        key={language}
        name="language"
        value={language}
        lang={language}
        aria-current={language === current ? 'true' : undefined}
        className={className}
      >
        {LANGUAGE_FACTS[language].name}
      </button>
    ))}
  </form>
)
