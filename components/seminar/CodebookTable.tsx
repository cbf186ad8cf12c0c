import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'
import { Key } from '@/components/ui/Key'
import { Swatch, TagName } from '@/components/ui/TagName'
import type { FormAction } from '@/components/ui/form-action'
import { type Tag, inLevels } from '@/lib/core/annotation'
import { TagForm } from './TagForm'

/** The codebook, to read: what each tag means, how it looks, and how often it was given. */
export const CodebookTable = ({
  tags,
  version,
  wholeHref,
  keep,
}: {
  /** `verdicts` is `undefined` for those who may not see the figures. */
  readonly tags: readonly (Tag & { readonly verdicts: number | undefined })[]
  readonly version: number
  /** Where its history is, and how its tags are merged and retired; absent there. */
  readonly wholeHref?: string
  /** Keeps a tag, new or changed; absent for those who may not. */
  readonly keep: FormAction | undefined
}) => {
  const t = useTranslations('seminar.codebook')
  const counted = tags.flatMap((tag) => (tag.verdicts === undefined ? [] : [tag.verdicts]))
  const isCounted = counted.length > 0
  const nameOf = (id: Tag['id']): string => tags.find((tag) => tag.id === id)?.name ?? ''
  /** The tags that one may stand below: those of the first level; none for one that others stand below. */
  const aboveOf = (tag: Tag | undefined): readonly Tag[] =>
    tags.some(({ parent }) => parent !== undefined && parent === tag?.id)
      ? []
      : tags.filter(({ id, parent, heir }) => parent === undefined && heir === undefined && id !== tag?.id)
  return (
    <Block
      id="codebook"
      title={t('title')}
      sub={
        isCounted
          ? t('aboutCounted', { version, verdicts: counted.reduce((sum, count) => sum + count, 0) })
          : t('about', { version })
      }
    >
      {tags.length === 0 ? (
        <p className="empty">{t('none')}</p>
      ) : (
        <table className="book" aria-labelledby="codebook">
          <thead>
            <tr>
              <th scope="col">{t('key')}</th>
              <th scope="col">{t('tag')}</th>
              <th scope="col">{t('definition')}</th>
              <th scope="col">{t('example')}</th>
              <th scope="col">{t('pigment')}</th>
              {isCounted ? (
                <th scope="col" className="n">
                  {t('verdicts')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {inLevels(tags).map((tag) => (
              <tr
                key={tag.id}
                className={[tag.active ? '' : 'off', tag.parent === undefined ? '' : 'below'].join(' ').trim()}
              >
                <td className="k">
                  <Key>{tag.key}</Key>
                </td>
                <th scope="row" className="tn">
                  {tag.active ? <TagName pigment={tag.pigment} name={tag.name} /> : tag.name}
                  {tag.active ? null : (
                    <small>{tag.heir === undefined ? t('off') : t('countsAs', { tag: nameOf(tag.heir) })}</small>
                  )}
                  {tag.parent === undefined ? null : <small>{t('below', { tag: nameOf(tag.parent) })}</small>}
                  {keep === undefined || tag.heir !== undefined ? null : (
                    <TagForm tag={tag} above={aboveOf(tag)} keep={keep} />
                  )}
                </th>
                <td className="def">
                  <div dir="auto">{tag.definition}</div>
                </td>
                <td className="ex">
                  <div dir="auto">
                    {tag.example === '' ? null : tag.active ? (
                      <mark className="hl" data-pigment={tag.pigment}>
                        {tag.example}
                      </mark>
                    ) : (
                      tag.example
                    )}
                    {tag.counterExample === undefined || tag.counterExample === '' ? null : (
                      <p className="but-not">
                        <b>{t('counterExample')}:</b> {tag.counterExample}
                      </p>
                    )}
                  </div>
                </td>
                <td>
                  <span className="swl">
                    <Swatch pigment={tag.pigment} />
                    {t('pigmentLine', { pigment: tag.pigment, line: t(`lines.${tag.pigment}`) })}
                  </span>
                </td>
                {isCounted ? (
                  <td className="n num">
                    <span className="narrow-label">{t('verdicts')} </span>
                    {tag.verdicts}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {keep === undefined ? null : <TagForm above={aboveOf(undefined)} keep={keep} />}
      {wholeHref === undefined ? null : (
        <p className="codebook-whole">
          <Link href={wholeHref} className="link">
            {t(keep === undefined ? 'wholeToRead' : 'whole')}
          </Link>
        </p>
      )}
    </Block>
  )
}
