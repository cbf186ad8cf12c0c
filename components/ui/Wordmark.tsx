/** The name and its sign, the diple: set beside a line on which there is a scholion. Links home, by a link of the browser's own (see ButtonLink). */
export const Wordmark = ({ isShort = false }: { readonly isShort?: boolean }) => (
  <a className="mark" href="/" dir="ltr">
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M4.5 4.2 14.8 10 4.5 15.8" />
      <circle cx="6.4" cy="10" r="1.35" fill="currentColor" stroke="none" />
    </svg>
    <span className={isShort ? 'mark-name' : undefined}>Scholion</span>
  </a>
)
