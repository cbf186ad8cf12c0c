import { useTranslations } from 'next-intl'
import { Sign } from '@/components/ui/Sign'
import { TagName } from '@/components/ui/TagName'
import type { Face, FaceItem, FaceTag, FaceVoice } from './face'

/** So many passages of the list can be read from the last row. */
const LISTED_MAX = 4
const LISTED_MAX_CHARS = 150
const VOICE_MAX_CHARS = 280

/** The middle of a board: the thrown passage, or else what is worth discussing; while a round is blind, how many have posted. */
export const BoardStage = ({ face }: { readonly face: Face }) => {
  if (face.thrown !== undefined) return <Thrown face={face} thrown={face.thrown} />
  return face.isBlind ? <Blind face={face} /> : <Worth face={face} />
}

/** Where a passage stands in the paper, in words. */
export const usePlaceWords = (): ((quote: FaceItem['quote']) => string) => {
  const t = useTranslations('board')
  return ({ section, paragraph }) => {
    if (paragraph === null) return section
    return section === '' ? t('paragraph', { paragraph }) : t('place', { section, paragraph })
  }
}

const sizeOf = (length: number): string =>
  length <= 90 ? 'huge' : length <= 200 ? 'large' : length <= 420 ? 'middle' : 'small'

const Thrown = ({ face, thrown }: { readonly face: Face; readonly thrown: NonNullable<Face['thrown']> }) => {
  const t = useTranslations('board')
  const place = usePlaceWords()
  const { quote } = thrown
  const voices = thrown.voices.slice(0, quote.exact.length > 420 ? 2 : 3)
  return (
    <div className={voices.length === 0 ? 'stage alone' : 'stage'}>
      <div>
        <p className="place" dir="auto">
          {place(quote)}
        </p>
        <blockquote className={sizeOf(quote.exact.length)} dir="auto">
          {quote.before === '' ? null : <span className="ctx">{quote.before}</span>}
          <Marked words={quote.exact} tags={leadingTags(face.tags, thrown.counts)} />
          {quote.after === '' ? null : <span className="ctx after">{quote.after}</span>}
        </blockquote>
        {face.isBlind ? <p className="place">{t('blindPassage')}</p> : <Verdicts face={face} thrown={thrown} />}
      </div>
      {voices.length === 0 ? null : (
        <section className="voices" aria-label={t('voices')}>
          {voices.map((voice, at) => (
            <Voice key={at} voice={voice} tags={face.tags} />
          ))}
        </section>
      )}
    </div>
  )
}

/** The two tags with most verdicts; of equals those that come first in the codebook. */
const leadingTags = (tags: readonly FaceTag[], counts: readonly number[]): readonly FaceTag[] =>
  tags
    .map((tag, at) => ({ tag, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ tag }) => tag)

const Marked = ({ words, tags }: { readonly words: string; readonly tags: readonly FaceTag[] }) => {
  const [first, second] = tags
  const inner =
    second === undefined ? (
      words
    ) : (
      <mark className="hl second" data-pigment={second.pigment}>
        {words}
      </mark>
    )
  return first === undefined ? (
    <span className="words">{words}</span>
  ) : (
    <mark className="hl" data-pigment={first.pigment}>
      {inner}
    </mark>
  )
}

const Verdicts = ({ face, thrown }: { readonly face: Face; readonly thrown: FaceItem }) => {
  const t = useTranslations('board')
  const most = Math.max(1, ...thrown.counts)
  if (thrown.verdicts === 0) return <p className="place">{t('noVerdicts')}</p>
  return (
    <>
      <dl className="verdicts" aria-label={t('verdicts')}>
        {face.tags.map((tag, at) => {
          const count = thrown.counts[at] ?? 0
          return (
            <div key={tag.name}>
              <dt>
                <TagName pigment={tag.pigment} name={tag.name} />
              </dt>
              <dd>
                <span className="rail">
                  {count === 0 ? null : (
                    <span
                      className="bar"
                      data-pigment={tag.pigment}
                      style={{ inlineSize: `${(count / most) * 100}%` }}
                      aria-hidden
                    />
                  )}
                </span>
                <b aria-label={t('bar', { tag: tag.name, count })}>{count}</b>
              </dd>
            </div>
          )
        })}
      </dl>
      {thrown.groups > 1 ? (
        <p className="place under">{t('fromGroups', { verdicts: thrown.verdicts, groups: thrown.groups })}</p>
      ) : null}
    </>
  )
}

const Voice = ({ voice, tags }: { readonly voice: FaceVoice; readonly tags: readonly FaceTag[] }) => {
  const t = useTranslations('board')
  const tag = voice.tag === null ? undefined : tags[voice.tag]
  const by =
    voice.name === undefined
      ? voice.group === undefined
        ? t('reader')
        : t('readerIn', { group: voice.group })
      : voice.group === undefined
        ? voice.name
        : t('nameIn', { name: voice.name, group: voice.group })
  return (
    <figure>
      <blockquote dir="auto">{shortened(voice.text, VOICE_MAX_CHARS)}</blockquote>
      <figcaption>
        {tag === undefined ? null : <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />}
        <span dir="auto">{by}</span>
      </figcaption>
    </figure>
  )
}

const Worth = ({ face }: { readonly face: Face }) => {
  const t = useTranslations('board')
  const place = usePlaceWords()
  return (
    <div className="stage alone">
      <div>
        <h2>{t('worth')}</h2>
        {face.passages.length === 0 ? <p className="nothing">{t('nothing')}</p> : null}
        <ol className="worth">
          {face.passages.slice(0, LISTED_MAX).map((passage, at) => (
            <li key={`${passage.layer} ${passage.annotation}`}>
              <span className="number" aria-hidden>
                {at + 1}
              </span>
              <div>
                <q dir="auto">{shortened(passage.quote.exact, LISTED_MAX_CHARS)}</q>
                <p className="place">
                  {face.tags.map((tag, column) => {
                    const count = passage.counts[column] ?? 0
                    return count === 0 ? null : (
                      <span key={tag.name} className="vote">
                        <Sign pigment={tag.pigment} letter={tag.key.toUpperCase()} />
                        <span className="vh">{t('bar', { tag: tag.name, count })}</span>
                        <span aria-hidden>{count}</span>
                      </span>
                    )
                  })}
                  <span dir="auto">{place(passage.quote)}</span>
                  {passage.isPinned ? <span>{t('pinned')}</span> : null}
                </p>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}

const Blind = ({ face }: { readonly face: Face }) => {
  const t = useTranslations('board')
  const posted = face.round?.posted
  return (
    <div className="stage alone">
      <div className="blind">
        {posted === undefined ? null : (
          <p className="huge">{t.rich('posted', { ...posted, b: (words) => <b>{words}</b> })}</p>
        )}
        <p className="place">{t('blind')}</p>
        {face.round === undefined || face.round.instructions === '' ? null : (
          <p className="task" dir="auto">
            {shortened(face.round.instructions, 400)}
          </p>
        )}
      </div>
    </div>
  )
}

/** The words, cut at a space with an ellipsis where there are too many. */
export const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]?$|\s+\S*$/, '')}…`
