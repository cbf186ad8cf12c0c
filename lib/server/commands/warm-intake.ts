import { intake } from '../../core/intake'

/** What tools of this kind write: a page's text, its break, its notes. No paper's own words. */
const PAGE = `## **A SECTION**

A paragraph with *emphasis*, a **strong** word, a note<sup>NOTE</sup> and an address, <http://www.example.org/paper>. It
goes on over lines as a converter breaks them, says \\$5 and names a 5<sup>th</sup> thing, so that each part of the reading
of a file has something to do; it ends in the middle of a

---

<sup>NOTE</sup> An author, “A title,” *A Journal*, vol. 1, no. 2 (April 2007): 127, http://www.example.org/a-longer-title-
of-a-page (accessed May 4, 2013).

sentence, and the next one begins. - A list has items, and *each* of them is short. See [there](http://www.example.org).

- One item of a list.
- Another item, with a **strong** end.

`

/** Pages read in one go: the room's sockets are served in between. */
const PAGES_AT_ONCE = 4
const ROUNDS = 12

let warming: Promise<void> | undefined

/**
 * Reads some made-up pages, a few at a time, so that the first real paper is
 * read as quickly as the next: a parser that has never run is four times slower.
 * Runs once in a process; resolves when it is done.
 */
export const warmIntake = (): Promise<void> => {
  warming ??= readPages()
  return warming
}

const readPages = async (): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const pages = Array.from({ length: PAGES_AT_ONCE }, (_, at) => PAGE.replaceAll('NOTE', String(at + 1)))
    intake(`# A TITLE\n\n**An Author**\n\n**Abstract**\n\nWhat it says.\n\n${pages.join('')}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
