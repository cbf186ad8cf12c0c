import { useTranslations } from 'next-intl'
import { Button } from '../ui/Button'

/** What can be chosen, and what is. Parameters as the reading room has them. */
export interface FigureChoices {
  readonly groups: readonly Choice[]
  readonly tags: readonly Choice[]
  readonly members: readonly Choice[]
  /** The rounds of the reading, in their order; with one there is nothing to choose. */
  readonly rounds: readonly { readonly number: number; readonly kind: 'independent' | 'group' | 'plenary' }[]
  /** The parameters in force, as pairs of name and value. */
  readonly chosen: readonly (readonly [string, string])[]
}

interface Choice {
  readonly id: string
  readonly name: string
}

/** Chooses what part of a reading is counted: any rounds, groups, members and tags. A form that asks the server: no script. */
export const FilterForm = ({ choices, href }: { readonly choices: FigureChoices; readonly href: string }) => {
  const t = useTranslations('figures')
  const rounds = choices.rounds.map(({ number, kind }) => ({
    id: String(number),
    name: t('filter.round', { number, kind: t(`roundKinds.${kind}`) }),
  }))
  const fields = [
    ['round', t('filter.rounds'), t('filter.allRounds'), rounds.length > 1 ? rounds : []],
    ['group', t('filter.group'), t('filter.allGroups'), choices.groups],
    ['by', t('filter.member'), t('filter.allMembers'), choices.members],
    ['tag', t('filter.tag'), t('filter.allTags'), choices.tags],
  ] as const
  return (
    <form className="figures-filter" action={href} method="get">
      {fields.map(([name, label, all, options]) =>
        options.length === 0 ? null : (
          <Chooser key={name} name={name} label={label} all={all} options={options} chosen={choices.chosen} />
        ),
      )}
      <Button type="submit" look="line">
        {t('filter.show')}
      </Button>
      {choices.chosen.length === 0 ? null : <a href={href}>{t('filter.all')}</a>}
    </form>
  )
}

/** One list to choose from, unfolded by who wants it. What is chosen is said while it is folded. */
const Chooser = (props: {
  readonly name: string
  readonly label: string
  readonly all: string
  readonly options: readonly Choice[]
  readonly chosen: FigureChoices['chosen']
}) => {
  const { name, label, all, options } = props
  const chosen = new Set(props.chosen.flatMap(([known, value]) => (known === name ? [value] : [])))
  const said = options.filter(({ id }) => chosen.has(id)).map((option) => option.name)
  return (
    // A new choice in the address is a new list: browsers keep the old one's ticks.
    <details className="chooser" key={[...chosen].join()}>
      <summary className="input">
        <span className="vh">{label}: </span>
        {said.length === 0 ? all : said.join(', ')}
      </summary>
      <fieldset>
        <legend className="vh">{label}</legend>
        {options.map((option) => (
          <label key={option.id}>
            <input type="checkbox" name={name} value={option.id} defaultChecked={chosen.has(option.id)} /> {option.name}
          </label>
        ))}
      </fieldset>
    </details>
  )
}
