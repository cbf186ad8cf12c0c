import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button'

/** What can be chosen, and what is. Parameters as the reading room has them. */
export interface FigureChoices {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly { readonly id: string; readonly name: string }[]
  /** The parameters in force, as pairs of name and value. */
  readonly chosen: readonly (readonly [string, string])[]
}

/** Chooses what part of a reading is counted. A form that asks the server: no script. */
export const FilterForm = ({ choices, href }: { readonly choices: FigureChoices; readonly href: string }) => {
  const t = useTranslations('figures')
  const chosen = (name: string): string => choices.chosen.find(([known]) => known === name)?.[1] ?? ''
  const fields = [
    ['group', t('filter.group'), t('filter.allGroups'), choices.groups],
    ['by', t('filter.member'), t('filter.allMembers'), choices.members],
    ['tag', t('filter.tag'), t('filter.allTags'), choices.tags],
  ] as const
  return (
    <form className="figures-filter" action={href} method="get">
      {fields.map(([name, label, all, options]) =>
        options.length === 0 ? null : (
          <select
            // A new choice in the address is a new select: browsers keep the old one's.
            key={`${name} ${chosen(name)}`}
            className="input"
            name={name}
            aria-label={label}
            defaultValue={chosen(name)}
          >
            <option value="">{all}</option>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.name}
              </option>
            ))}
          </select>
        ),
      )}
      <Button type="submit" look="line">
        {t('filter.show')}
      </Button>
      {choices.chosen.length === 0 ? null : <a href={href}>{t('filter.all')}</a>}
    </form>
  )
}
