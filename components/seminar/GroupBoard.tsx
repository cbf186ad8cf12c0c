'use client'

import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, useEffect, useOptimistic, useRef, useState, useTransition } from 'react'
import { Disc } from '@/components/ui/Disc'
import { stepAlong } from '@/components/ui/along'
import { EMPTY_FORM } from '@/lib/core/base'
import type { FormAction } from '@/components/ui/form-action'
import { Form, Submit } from '@/components/ui/Form'
import { GroupTitle, type GroupTitleWords } from './GroupTitle'

export interface BoardGroup {
  readonly id: string
  readonly name: string
}

export interface BoardMember {
  readonly id: string
  readonly name: string
  readonly colour: number
  /** Empty for a member who is in no group. */
  readonly group: string
  /** A word behind the name: that they have not come, or their pseudonym. Empty for none. */
  readonly note: string
}

export interface BoardWords extends GroupTitleWords {
  readonly none: string
  readonly empty: string
  /** `{member}` stands for itself, in these two; `{group}` too in `moved`. */
  readonly move: string
  readonly moved: string
  readonly moveSubmit: string
  /** Said where the server does not answer. */
  readonly failed: string
}

const NOWHERE = ''

/**
 * The groups as columns, to be changed: a name is dragged, moved with the arrow
 * keys, or sent by its list of groups, which works without JavaScript too. A
 * move shows at once and goes back where the server refuses it.
 */
export const GroupBoard = ({
  groups,
  members,
  words,
  move,
  rename,
  remove,
}: {
  readonly groups: readonly BoardGroup[]
  readonly members: readonly BoardMember[]
  readonly words: BoardWords
  readonly move: FormAction
  readonly rename: FormAction
  readonly remove: FormAction
}) => {
  const [shown, showMove] = useOptimistic(members, (now, moved: { readonly member: string; readonly group: string }) =>
    now.map((member) => (member.id === moved.member ? { ...member, group: moved.group } : member)),
  )
  const [, startTransition] = useTransition()
  const [said, say] = useState('')
  const [problem, setProblem] = useState<string>()
  const [held, hold] = useState<string>()
  const [over, setOver] = useState<string>()
  const follow = useRef<string>(undefined)
  const board = useRef<HTMLDivElement>(null)

  const columns = [
    ...groups,
    ...(shown.some((member) => member.group === NOWHERE) ? [{ id: NOWHERE, name: words.none }] : []),
  ]

  const send = (member: BoardMember, group: string): void => {
    if (member.group === group) return
    setProblem(undefined)
    startTransition(async () => {
      showMove({ member: member.id, group })
      const data = new FormData()
      data.set('member', member.id)
      data.set('group', group)
      const answer = await move(EMPTY_FORM, data).catch((error: unknown) => {
        console.error(error)
        return { ...EMPTY_FORM, problem: words.failed }
      })
      if (answer.problem !== undefined) setProblem(answer.problem)
      else {
        const name = groups.find((candidate) => candidate.id === group)?.name ?? words.none
        say(words.moved.replace('{member}', () => member.name).replace('{group}', () => name))
      }
    })
  }

  // The row was taken out of one column and put into another: the focus goes with it.
  useEffect(() => {
    if (follow.current === undefined) return
    const row = board.current?.querySelector<HTMLElement>(`[data-row="${follow.current}"]`)
    follow.current = undefined
    row?.focus()
  }, [shown])

  const onKey = (event: KeyboardEvent<HTMLElement>, member: BoardMember): void => {
    const step = stepAlong(event.key, event.currentTarget)
    if (step !== 0) {
      const at = groups.findIndex((group) => group.id === member.group)
      const target = groups[at < 0 ? (step > 0 ? 0 : groups.length - 1) : at + step]
      event.preventDefault()
      if (target === undefined) return
      follow.current = member.id
      send(member, target.id)
      return
    }
    const along = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (along === 0) return
    event.preventDefault()
    const rows = [...(board.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    rows[rows.indexOf(event.currentTarget) + along]?.focus()
  }

  return (
    <>
      <div className="groups" ref={board}>
        {columns.map((group) => {
          const here = shown.filter((member) => member.group === group.id)
          return (
            <div
              key={group.id}
              className={over === group.id && held !== undefined ? 'group is-over' : 'group'}
              onDragOver={(event) => {
                if (held === undefined) return
                event.preventDefault()
                setOver(group.id)
              }}
              onDrop={(event) => {
                event.preventDefault()
                const member = shown.find((candidate) => candidate.id === held)
                if (member !== undefined) send(member, group.id)
                hold(undefined)
                setOver(undefined)
              }}
            >
              <GroupTitle
                group={group}
                size={here.length}
                words={words}
                rename={group.id === NOWHERE ? undefined : rename}
                remove={remove}
              />
              {here.length === 0 ? <p className="quiet">{words.empty}</p> : null}
              <ul aria-label={group.name}>
                {here.map((member) => (
                  <li key={member.id}>
                    <div
                      className={held === member.id ? 'row held' : 'row'}
                      data-row={member.id}
                      tabIndex={0}
                      role="group"
                      aria-label={member.name}
                      draggable
                      onKeyDown={(event) => {
                        if (event.target === event.currentTarget) onKey(event, member)
                      }}
                      onDragStart={(event) => {
                        event.dataTransfer.effectAllowed = 'move'
                        event.dataTransfer.setData('text/plain', member.name)
                        hold(member.id)
                      }}
                      onDragEnd={() => {
                        hold(undefined)
                        setOver(undefined)
                      }}
                    >
                      <Disc name={member.name} colour={member.colour} size="s" />
                      <span className="row-name" dir="auto">
                        {member.name}
                        {member.note === '' ? null : <small>{member.note}</small>}
                      </span>
                      <GripVertical className="i grip" aria-hidden />
                      <Form
                        action={move}
                        className="row-move"
                        label={words.move.replace('{member}', () => member.name)}
                      >
                        <input type="hidden" name="member" value={member.id} />
                        <select
                          name="group"
                          className="row-select"
                          aria-label={words.move.replace('{member}', () => member.name)}
                          value={member.group}
                          onChange={(event) => {
                            send(member, event.target.value)
                          }}
                        >
                          {groups.map((target) => (
                            <option key={target.id} value={target.id}>
                              {target.name}
                            </option>
                          ))}
                          <option value={NOWHERE}>{words.none}</option>
                        </select>
                        <noscript>
                          <Submit className="link">{words.moveSubmit}</Submit>
                        </noscript>
                      </Form>
                    </div>
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </div>
      <p role="status" className="vh">
        {said}
      </p>
      {problem === undefined ? null : (
        <p role="alert" className="form-error">
          {problem}
        </p>
      )}
    </>
  )
}
