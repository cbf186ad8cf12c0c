'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { Key } from '@/components/ui/Key'
import { TagName } from '@/components/ui/TagName'
import { showTool } from '@/lib/client/hooks/use-page-tool'
import { useRoomSetup } from '@/lib/client/hooks/use-room'
import {
  SHORTCUTS,
  SHORTCUT_NAMES,
  type ShortcutName,
  type Shortcuts,
  setShortcuts,
  useShortcuts,
} from '@/lib/client/hooks/use-shortcuts'

/** What no member can change: how to move in the text, in lists, and back. */
const FIXED = ['caret', 'select', 'tab', 'undo', 'send', 'escape'] as const

/** The keys of the reading page; each single key can be changed or switched off. */
export const KeysDialog = () => {
  const t = useTranslations('paper.keys')
  const { tags } = useRoomSetup()
  const shortcuts = useShortcuts()
  const [problem, setProblem] = useState<{ readonly name: ShortcutName; readonly words: string }>()
  const active = tags.filter((tag) => tag.active)

  const change = (name: ShortcutName, typed: string): void => {
    const key = (Array.from(typed.trim()).at(-1) ?? '').toLowerCase()
    const other = SHORTCUT_NAMES.find((one) => one !== name && key !== '' && shortcuts[one] === key)
    const tag = active.find((one) => one.key === key)
    if (other !== undefined)
      setProblem({ name, words: t('taken', { key: key.toUpperCase(), what: t(`does.${other}`) }) })
    else if (tag !== undefined) setProblem({ name, words: t('takenByTag', { key: key.toUpperCase(), tag: tag.name }) })
    else {
      setProblem(undefined)
      setShortcuts({ ...shortcuts, [name]: key } satisfies Shortcuts)
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) showTool(null)
      }}
      title={t('title')}
      description={t('explain')}
    >
      <table className="keys">
        <caption className="vh">{t('yours')}</caption>
        <tbody>
          {SHORTCUT_NAMES.map((name) => (
            <KeyRow
              key={name}
              name={name}
              value={shortcuts[name]}
              problem={problem?.name === name ? problem.words : undefined}
              onChange={change}
            />
          ))}
        </tbody>
      </table>
      <p className="keys-acts">
        <Button
          onClick={() => {
            setProblem(undefined)
            setShortcuts(SHORTCUTS)
          }}
        >
          {t('reset')}
        </Button>
        <Button
          onClick={() => {
            setProblem(undefined)
            setShortcuts({
              highlight: '',
              comment: '',
              next: '',
              previous: '',
              unread: '',
              claim: '',
              find: '',
              help: '',
            })
          }}
        >
          {t('off')}
        </Button>
      </p>
      <h3>{t('tags')}</h3>
      <ul className="keys-list">
        {active.map((tag) => (
          <li key={tag.id}>
            <TagName pigment={tag.pigment} name={tag.name} />
            <Key>{tag.key.toUpperCase()}</Key>
          </li>
        ))}
      </ul>
      <h3>{t('fixed')}</h3>
      <ul className="keys-list">
        {FIXED.map((name) => (
          <li key={name}>{t(`always.${name}`)}</li>
        ))}
      </ul>
      <p className="keys-acts end">
        <Button
          look="act"
          onClick={() => {
            showTool(null)
          }}
        >
          {t('close')}
        </Button>
      </p>
    </Dialog>
  )
}

const KeyRow = ({
  name,
  value,
  problem,
  onChange,
}: {
  readonly name: ShortcutName
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (name: ShortcutName, typed: string) => void
}) => {
  const t = useTranslations('paper.keys')
  const id = useId()
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id}>{t(`does.${name}`)}</label>
        {problem === undefined ? null : (
          <p id={`${id}-problem`} className="composer-problem" role="alert">
            {problem}
          </p>
        )}
      </th>
      <td>
        <input
          id={id}
          className="input key-input"
          value={value.toUpperCase()}
          placeholder={t('none')}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onChange={(event) => {
            onChange(name, event.target.value)
          }}
          onFocus={(event) => {
            event.target.select()
          }}
        />
      </td>
    </tr>
  )
}
