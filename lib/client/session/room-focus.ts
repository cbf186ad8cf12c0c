import type { RoomActions, RoomState } from './room'

/** What this window looks at: the open thread, the lifted one, the selection. */
export interface RoomFocus extends Pick<RoomActions, 'openThread' | 'lift' | 'select'> {
  state(): Pick<RoomState, 'open' | 'lifted' | 'selection'>
}

/** Nothing open yet; `onChange` after each change that is one. */
export const roomFocus = (onChange: () => void): RoomFocus => {
  let state: ReturnType<RoomFocus['state']> = { open: null, lifted: null, selection: null }
  const become = (next: Partial<typeof state>): void => {
    state = { ...state, ...next }
    onChange()
  }
  return {
    state: () => state,
    openThread: (open) => {
      if (open !== state.open) become({ open })
    },
    lift: (lifted) => {
      if (lifted !== state.lifted) become({ lifted })
    },
    select: (selection) => {
      const before = state.selection
      if (selection?.start !== before?.start || selection?.end !== before?.end) become({ selection })
    },
  }
}
