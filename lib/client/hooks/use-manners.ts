'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { LayerId, MemberId } from '../../core/base'
import type { RecordKey } from '../../core/annotation'
import { useRoomSetup } from './use-room'

/** What a member can ask of the server about another's note. */
export type MannersAct =
  | { readonly act: 'report' | 'remove'; readonly layer: LayerId; readonly key: RecordKey; readonly reason: string }
  | { readonly act: 'answer'; readonly layer: LayerId; readonly key: RecordKey; readonly words: string }
  | { readonly act: 'mute' | 'unmute'; readonly member: MemberId }

/** Done, or a sentence that says why not; `unheard` where the server did not answer. */
export type MannersAnswer =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly sentence: string } | { readonly kind: 'unheard' }

// What was chosen on this page, over what the setup said.
const chosen = new Map<MemberId, boolean>()
let version = 0
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks `POST /api/manners`. Never throws. */
export const sendManners = async (seminar: string, act: MannersAct): Promise<MannersAnswer> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(act)) form.set(name, String(value))
  let response: Response
  try {
    response = await fetch(`/api/manners/${seminar}`, { method: 'POST', body: form })
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'unheard' }
    throw error
  }
  if (!response.ok) {
    const sentence =
      response.headers.get('content-type')?.startsWith('text/plain') === true ? await response.text() : ''
    return sentence === '' ? { kind: 'unheard' } : { kind: 'refused', sentence }
  }
  if (act.act === 'mute' || act.act === 'unmute') {
    chosen.set(act.member, act.act === 'mute')
    version += 1
    listeners.forEach((listener) => {
      listener()
    })
  }
  return { kind: 'done' }
}

/** Whom this member does not want to be talked to by. The same set as long as nothing changes. */
export const useMuted = (): ReadonlySet<MemberId> => {
  const { muted } = useRoomSetup()
  const now = useSyncExternalStore(
    subscribe,
    () => version,
    () => 0,
  )
  return useMemo(() => {
    const all = new Set(muted)
    if (now > 0) for (const [member, isMuted] of chosen) if (isMuted) all.add(member)
    if (now > 0) for (const [member, isMuted] of chosen) if (!isMuted) all.delete(member)
    return all
  }, [muted, now])
}
